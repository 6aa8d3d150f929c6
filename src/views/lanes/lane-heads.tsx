// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import type { Column, Window } from '../../engine/protocol.ts'
import { useExchange } from '../kit/screen.ts'
import { laneTitle } from '../kit/words.ts'
import css from './lanes.module.css'

interface LaneHeadsProps {
  readonly columns: readonly Column[]
  readonly window: Window
  readonly exchange: string
}

export function LaneHeads({ columns, window, exchange }: LaneHeadsProps) {
  const side = useExchange()?.side
  return (
    <div role="row" aria-rowindex={1} className={`${css.row} ${css.heads}`}>
      <div role="columnheader" className={css.head}>
        <span className={css.unseen}>Row</span>
      </div>
      {columns.map((column) => (
        <div role="columnheader" key={column} className={css.head}>
          {column === 'source' ? 'Source' : laneTitle(column)}
          <small>
            {column === 'source'
              ? [laneTitle(window.dialect), side ?? exchange].join(', ')
              : laneNote(window, column)}
          </small>
        </div>
      ))}
    </div>
  )
}

function laneNote({ dialect, lanes }: Window, column: Exclude<Column, 'source'>): string {
  const { lost } = lanes[column]
  if (column === dialect) return 'the same dialect'
  return lost > 0 ? `${lost.toLocaleString('en')} lost` : 'nothing lost'
}
