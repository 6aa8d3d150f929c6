// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import { memo } from 'react'
import type { Column } from '../../engine/answers/window.ts'
import cells from './cells.module.css'
import { isCaptured } from './columns.ts'
import css from './lanes.module.css'

interface PassingRowsProps {
  /** Of the rows, from 0. */
  readonly numbers: readonly number[]
  readonly columns: readonly Column[]
  /** Of each, in px. */
  readonly height: number
}

/**
 * What is seen while the thumb is pulled: where one is, and no more, for nobody reads on the way. Elements stay from one
 * picture to the next; only the numbers in them change.
 */
export const PassingRows = ({ numbers, columns, height }: PassingRowsProps) =>
  numbers.map((number, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the element of a place is used again for whatever row passes there.
    <div key={place} role="row" aria-rowindex={number + 2} aria-busy className={css.row} style={{ height }}>
      <div role="rowheader" className={css.gutter}>
        {number + 1}
      </div>
      <PassingCells columns={columns} />
    </div>
  ))

const PassingCells = memo(({ columns }: { readonly columns: readonly Column[] }) =>
  columns.map((column) => (
    <div key={column} role="gridcell" className={`${cells.cell} ${isCaptured(column) ? cells.source : ''}`}>
      <i className={cells.coming} />
    </div>
  )),
)
