import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Tab } from '../../engine/view.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Command } from '../../state/commands.ts'
import { shownLanes } from '../../state/settings.ts'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useScreen } from '../kit/screen.ts'
import { laneTitle } from '../kit/words.ts'
import css from './shell.module.css'

/** One switch a lane, and its number as a key. */
export function useLaneToggles(tab: Tab): ReactNode {
  const { settings } = useScreen()
  const source = useExchange()?.dialect
  const lanes = useStore(settings, (state) => state.lanes)
  useCommands([
    ...DIALECT_IDS.map(
      (lane, i): Command => ({
        id: `lane.toggle.${lane}`,
        title: `Show or hide the lane ${laneTitle(lane)}`,
        group: 'Lanes',
        keys: [String(i + 1)],
        run: () => settings.toggleLane(lane, source),
      }),
    ),
    {
      id: 'lane.all',
      title: 'Show all lanes',
      group: 'Lanes',
      keys: [String(DIALECT_IDS.length + 1)],
      run: settings.showAllLanes,
    },
  ])
  if (tab === 'source') return null
  const shown = shownLanes(lanes, source)
  return (
    <fieldset className={css.toggles} aria-label="Lanes">
      {DIALECT_IDS.map((lane, i) => (
        <button
          key={lane}
          type="button"
          className={css.toggle}
          aria-pressed={shown.includes(lane)}
          title={`Lane ${laneTitle(lane)} (key ${i + 1})`}
          onClick={() => settings.toggleLane(lane, source)}
        >
          <kbd>{i + 1}</kbd> <span className={css.laneName}>{laneTitle(lane)}</span>
        </button>
      ))}
    </fieldset>
  )
}
