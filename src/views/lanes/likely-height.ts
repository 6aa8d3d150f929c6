import type { Column } from '../../engine/answers/window.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import type { Cell, Row } from '../../translate/lanes.ts'

const LINE = 18
/** Of a row, above and below its lines, with its hairline. */
const AROUND = 13

/** Of a row that is not known yet, in px: as high as those at the start are on the whole. */
export function likelyHeight(rows: readonly Row[], columns: readonly Column[]): number {
  const lines = rows.map((row) => Math.max(...columns.map((column) => linesIn(cellOf(row, column)))))
  const mean = lines.reduce((sum, count) => sum + count, 0) / Math.max(1, lines.length)
  return AROUND + LINE * Math.max(1, Math.round(mean))
}

/** Lines that a cell takes: what is lost shares one, and so does why there is nothing. */
function linesIn({ atoms, empty }: Cell): number {
  const arrived = atoms.filter(({ mark }) => mark !== 'lost').length
  return arrived + (arrived < atoms.length ? 1 : 0) + (empty ? 1 : 0)
}
