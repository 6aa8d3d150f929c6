import type { Column } from '../../engine/answers/window.ts'
import type { LaneLayout } from '../../state/rows/lane-layout.ts'
import { laneTitle } from '../kit/words.ts'
import cells from './cells.module.css'
import { columnStyle, isCaptured } from './columns.ts'
import css from './lanes.module.css'

/** As many as a usual screen shows. */
const ROWS = Array.from({ length: 16 }, (_, i) => i)

interface ComingLanesProps {
  readonly columns: readonly Column[]
  readonly layout: LaneLayout
}

/** The lanes before anything of them is known: where it will stand, nothing moves when it comes. */
export const ComingLanes = ({ columns, layout }: ComingLanesProps) => (
  <div className={css.grid} style={columnStyle(columns, layout)}>
    <p role="status" className={css.unseen}>
      The lanes are being read.
    </p>
    <div className={`${css.row} ${css.heads}`}>
      <div className={css.head} />
      {columns.map((column) => (
        <div key={column} className={css.head}>
          {column === 'source' ? 'Source' : laneTitle(column)}
        </div>
      ))}
    </div>
    <div className={css.drawn} aria-hidden="true">
      {ROWS.map((row) => (
        <div key={row} className={css.row}>
          <div className={css.gutter}>{row + 1}</div>
          {columns.map((column) => (
            <div key={column} className={`${cells.cell} ${isCaptured(column) ? cells.source : ''}`}>
              <i className={cells.coming} />
            </div>
          ))}
        </div>
      ))}
    </div>
  </div>
)
