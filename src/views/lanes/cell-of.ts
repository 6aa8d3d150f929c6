import type { Column } from '../../engine/answers/window.ts'
import type { Cell, Row } from '../../translate/lanes.ts'

export const cellOf = (row: Row, column: Column): Cell =>
  column === 'source' ? row.source : row.lanes[column]
