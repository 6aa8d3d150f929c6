import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { Column } from '../../engine/protocol.ts'
import type { Spot } from '../../state/focus.ts'
import { useCommands } from '../kit/commands.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { cellOf } from './cell-of.ts'
import type { Rows, Settle } from './rows.ts'
import type { VirtualRows } from './virtual-rows.ts'

interface Ground {
  readonly total: number
  readonly columns: readonly Column[]
  readonly rows: Rows
  readonly settle: Settle
  readonly virtual: Pick<VirtualRows, 'firstSeen' | 'perView'>
}

/** `j` and `k` walk rows from anywhere; in the grid, arrows walk atoms and lanes. */
export function useLaneKeys({
  total,
  columns,
  rows,
  settle,
  virtual,
}: Ground): (event: KeyboardEvent) => void {
  const { focus } = useScreen()
  const row = useView().row
  const known = useStore(focus, ({ spot }) => spot)
  const spot: Spot = known && known.row === row ? known : { row: row ?? -1, column: 'source', atom: 0 }

  const toRow = (next: number, atom = 0) => {
    const at = Math.max(0, Math.min(total - 1, next))
    settle({ row: at, column: columns.includes(spot.column) ? spot.column : 'source', atom })
  }
  const atomsAt = (index: number) => {
    const there = rows.at(index)
    return there ? Math.max(1, cellOf(there, spot.column).atoms.length) : 1
  }
  const toColumn = (step: number) => {
    const at = Math.max(0, Math.min(columns.length - 1, columns.indexOf(spot.column) + step))
    settle({ row: Math.max(0, spot.row), column: columns[at] ?? 'source', atom: 0 })
  }
  /** Where nothing is chosen, one begins with what one sees. */
  const nextRow = () => (spot.row < 0 ? virtual.firstSeen() : spot.row + 1)
  const down = () =>
    spot.row >= 0 && spot.atom + 1 < atomsAt(spot.row)
      ? settle({ ...spot, atom: spot.atom + 1 })
      : toRow(nextRow())
  const up = () =>
    spot.atom > 0
      ? settle({ ...spot, atom: spot.atom - 1 })
      : spot.row > 0 && toRow(spot.row - 1, atomsAt(spot.row - 1) - 1)

  useCommands([
    { id: 'row.next', title: 'Next row', group: 'Go', keys: ['j'], run: () => toRow(nextRow()) },
    { id: 'row.previous', title: 'Previous row', group: 'Go', keys: ['k'], run: () => toRow(spot.row - 1) },
  ])
  const inGrid: Readonly<Record<string, () => void>> = {
    ArrowDown: down,
    ArrowUp: up,
    ArrowRight: () => toColumn(1),
    ArrowLeft: () => toColumn(-1),
    Home: () => toRow(0),
    End: () => toRow(total - 1),
    PageDown: () => toRow(Math.max(0, spot.row) + virtual.perView),
    PageUp: () => toRow(spot.row - virtual.perView),
    Enter: () => settle({ ...spot, row: Math.max(0, spot.row) }),
  }
  return (event) => {
    const run = inGrid[event.key]
    if (!run || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    run()
  }
}
