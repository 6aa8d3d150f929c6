import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Lane, OtherSide } from '../../engine/answers/window.ts'
import type { Tab } from '../../engine/view.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Command } from '../../state/commands.ts'
import { shownLanes } from '../../state/settings.ts'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { laneTitle, otherTitle } from '../kit/words.ts'
import css from './shell.module.css'

/** By the number that is its key. */
const NUMBERED: readonly Lane[] = [...DIALECT_IDS, 'other']

/** One switch a lane, and its number as a key. */
export function useLaneToggles(tab: Tab): ReactNode {
  const { settings } = useScreen()
  const source = useExchange()?.dialect
  const lanes = useStore(settings, (state) => state.lanes)
  const other = useOther(tab)
  useCommands([
    ...NUMBERED.map(
      (lane, i): Command => ({
        id: `lane.toggle.${lane}`,
        title: `Show or hide the lane ${nameOf(lane, other)}`,
        group: 'Lanes',
        keys: [String(i + 1)],
        ...(lane === 'other' ? offOf(other) : {}),
        run: () => settings.toggleLane(lane, source),
      }),
    ),
    {
      id: 'lane.all',
      title: 'Show all lanes',
      group: 'Lanes',
      keys: [String(NUMBERED.length + 1)],
      run: settings.showAllLanes,
    },
  ])
  if (tab === 'source') return null
  const shown = shownLanes(lanes, source)
  return (
    <fieldset className={css.toggles} aria-label="Lanes">
      {NUMBERED.map(
        (lane, i) =>
          (lane !== 'other' || other) && (
            <button
              key={lane}
              type="button"
              className={css.toggle}
              aria-pressed={shown.includes(lane)}
              disabled={lane === 'other' && other?.off !== undefined}
              title={(lane === 'other' && other?.off) || `Lane ${nameOf(lane, other)} (key ${i + 1})`}
              onClick={() => settings.toggleLane(lane, source)}
            >
              <kbd>{i + 1}</kbd> <span className={css.laneName}>{nameOf(lane, other)}</span>
            </button>
          ),
      )}
    </fieldset>
  )
}

const NO_OTHER = 'The other side of the gateway was not captured.'
const TOO_LONG = 'What was captured is too long to stand beside it: the Difference compares both.'

const offOf = (other: Other | undefined): Pick<Command, 'off'> => {
  const off = other ? other.off : NO_OTHER
  return off === undefined ? {} : { off }
}

const nameOf = (lane: Lane, other: Other | undefined): string =>
  lane === 'other' && other ? otherTitle(other.side) : laneTitle(lane)

interface Other {
  readonly side: OtherSide
  /** Why its lines do not stand beside the half that is looked at. */
  readonly off?: string
}

function useOther(tab: Tab): Other | undefined {
  const { queries } = useScreen()
  const opened = useOpened()
  const exchange = useExchange()
  const half = tab === 'request' ? 'request' : 'events'
  const side = exchange?.other?.[half]
  const sheet = { key: opened?.key ?? '', exchange: exchange?.id ?? '', tab: half } as const
  const { data } = useQuery({ ...queries.page(sheet, 0), enabled: side !== undefined })
  if (!side) return undefined
  return data && 'rows' in data && !data.other ? { side, off: TOO_LONG } : { side }
}
