import type { Column } from '../../engine/protocol.ts'
import type { Cell, Row } from '../../translate/lanes.ts'

export const cellOf = (row: Row, column: Column): Cell =>
  column === 'source' ? row.source : row.lanes[column]
