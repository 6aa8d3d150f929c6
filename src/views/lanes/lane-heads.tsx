// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import type { Column, Lane, Window } from '../../engine/answers/window.ts'
import type { LaneLayout } from '../../state/rows/lane-layout.ts'
import { turnPin, widen } from '../../state/rows/lane-layout.ts'
import { useExchange, useScreen } from '../kit/screen.ts'
import { laneTitle, otherTitle } from '../kit/words.ts'
import { stuckAt, stuckCount } from './columns.ts'
import { useLaneDrag } from './lane-drag.ts'
import css from './lanes.module.css'
import { Reading } from './reading.tsx'

interface LaneHeadsProps {
  readonly columns: readonly Column[]
  readonly layout: LaneLayout
  readonly window: Window
  readonly exchange: string
}

export function LaneHeads({ columns, layout, window, exchange }: LaneHeadsProps) {
  const side = useExchange()?.side
  const { settings } = useScreen()
  const drag = useLaneDrag(columns, layout)
  const stuck = stuckCount(columns, layout)
  return (
    <div role="row" aria-rowindex={1} className={`${css.row} ${css.heads}`} {...drag.listeners}>
      <div role="columnheader" className={`${css.head} ${css.corner}`}>
        <span className={css.unseen}>Row</span>
      </div>
      {columns.map((column, i) => (
        <div
          role="columnheader"
          key={column}
          className={css.head}
          data-head={column}
          data-stuck={stuckAt(i, stuck)}
          data-drop={drag.dropAt(column)}
          title={column === 'source' ? undefined : 'Drag to move'}
        >
          <span className={css.headWords}>
            {headTitle(window, column)}
            {column === 'source' ? (
              <Reading
                exchange={exchange}
                otherwise={[laneTitle(window.dialect), side ?? exchange].join(', ')}
              />
            ) : (
              <small>{laneNote(window, column)}</small>
            )}
          </span>
          {column !== 'source' && (
            <PinButton
              name={headTitle(window, column)}
              isPinned={layout.pinned.includes(column)}
              onTurn={() => settings.layOut(turnPin(layout, column))}
            />
          )}
          <span
            className={css.edge}
            data-edge=""
            aria-hidden="true"
            title="Drag to resize; double click for the usual width"
            onDoubleClick={() => settings.layOut(widen(layout, column, undefined))}
          />
        </div>
      ))}
    </div>
  )
}

/** By keyboard the same is a command: a stop at each lane would only be in the way. */
const PinButton = ({
  name,
  isPinned,
  onTurn,
}: {
  readonly name: string
  readonly isPinned: boolean
  readonly onTurn: () => void
}) => (
  <button
    type="button"
    tabIndex={-1}
    className={css.pin}
    aria-pressed={isPinned}
    aria-label={`Pin ${name} beside the source`}
    title={isPinned ? `Release ${name} (key I)` : `Pin ${name} beside the source (key I)`}
    onClick={onTurn}
  >
    {isPinned ? '●' : '○'}
  </button>
)

function headTitle({ other }: Window, column: Column): string {
  if (column === 'source') return 'Source'
  return column === 'other' && other ? otherTitle(other) : laneTitle(column)
}

function laneNote({ dialect, lanes, other, reading }: Window, column: Lane): string {
  if (column === 'other') return other ? `${other.exchange}, ${laneTitle(other.dialect)}` : ''
  const { lost, isBroken } = lanes[column]
  if (isBroken) return 'could not be written'
  if (column === dialect) return 'the same dialect'
  if (reading) return '…'
  if (lost > 0) return `${lost.toLocaleString('en')} lost`
  return other?.as === 'given' && other.dialect === column ? 'as it should be' : 'nothing lost'
}
