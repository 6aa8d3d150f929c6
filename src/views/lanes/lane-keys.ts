import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Column } from '../../engine/answers/window.ts'
import type { Spot } from '../../state/focus.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import type { RowOrder } from '../../state/rows/row-order.ts'
import { useCommands } from '../kit/commands.ts'
import { useScreen, useView } from '../kit/screen.ts'
import type { VirtualRows } from '../kit/virtual-rows.ts'
import type { Rows, Settle } from './rows.ts'

interface Ground {
  readonly order: RowOrder
  readonly columns: readonly Column[]
  readonly rows: Rows
  readonly settle: Settle
  readonly virtual: Pick<VirtualRows, 'firstSeen' | 'perView'>
}

/** `j` and `k` walk rows from anywhere; in the grid, arrows walk atoms and lanes. */
export function useLaneKeys({
  order,
  columns,
  rows,
  settle,
  virtual,
}: Ground): (event: KeyboardEvent) => void {
  const { focus } = useScreen()
  const row = useView().row
  const known = useStore(focus, ({ spot }) => spot)
  const spot: Spot = known && known.row === row ? known : { row: row ?? -1, column: 'source', atom: 0 }

  // Among the rows that are shown: a chosen row may not be one of them.
  const place = order.positionOf(Math.max(0, spot.row))
  const isShown = spot.row >= 0 && order.rowAt(place) === spot.row
  const toPlace = (next: number, atom = 0) => {
    const at = order.rowAt(Math.max(0, Math.min(order.total - 1, next)))
    settle({ row: at, column: columns.includes(spot.column) ? spot.column : 'source', atom })
  }
  const toEnd = useEnd(order, place, toPlace)
  const atomsAt = (at: number) => {
    const there = rows.at(order.rowAt(at))
    return there ? Math.max(1, cellOf(there, spot.column).atoms.length) : 1
  }
  const toColumn = (step: number) => {
    const at = Math.max(0, Math.min(columns.length - 1, columns.indexOf(spot.column) + step))
    settle({ row: order.rowAt(place), column: columns[at] ?? 'source', atom: 0 })
  }
  /** Where nothing is chosen, one begins with what one sees. */
  const nextPlace = () => (spot.row < 0 ? virtual.firstSeen() : place + (isShown ? 1 : 0))
  const down = () =>
    isShown && spot.atom + 1 < atomsAt(place)
      ? settle({ ...spot, atom: spot.atom + 1 })
      : toPlace(nextPlace())
  const up = () =>
    isShown && spot.atom > 0
      ? settle({ ...spot, atom: spot.atom - 1 })
      : place > 0 && toPlace(place - 1, atomsAt(place - 1) - 1)

  useCommands([
    { id: 'row.next', title: 'Next row', group: 'Go', keys: ['j'], run: () => toPlace(nextPlace()) },
    { id: 'row.previous', title: 'Previous row', group: 'Go', keys: ['k'], run: () => toPlace(place - 1) },
  ])
  const inGrid: Readonly<Record<string, () => void>> = {
    ArrowDown: down,
    ArrowUp: up,
    ArrowRight: () => toColumn(1),
    ArrowLeft: () => toColumn(-1),
    Home: () => toPlace(0),
    End: toEnd,
    PageDown: () => toPlace(place + virtual.perView),
    PageUp: () => toPlace(place - virtual.perView),
    Enter: () => settle({ ...spot, row: order.rowAt(place) }),
  }
  return (event) => {
    const run = inGrid[event.key]
    if (!run || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    run()
  }
}

/** To the last row; and once more to the last one, where more of them are found while one stands there. */
function useEnd(order: RowOrder, place: number, toPlace: (next: number) => void): () => void {
  const wished = useRef(-1)
  const last = order.total - 1
  const go = useRef(toPlace)
  go.current = toPlace
  useEffect(() => {
    if (wished.current < 0 || wished.current >= last) return
    const isThere = place === wished.current
    wished.current = isThere ? last : -1
    if (isThere) go.current(last)
  }, [last, place])
  return () => {
    wished.current = last
    toPlace(last)
  }
}
