import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import type { View } from '../../engine/view.ts'
import type { RowOrder } from '../../state/rows/row-order.ts'
import { useView } from '../kit/screen.ts'
import type { VirtualRows } from '../kit/virtual-rows.ts'

/**
 * Brings the row that the address names in sight: when it is another, when it is asked for again, and when the grid becomes
 * lower and would cover it. Rows that a long stream still brings lead nobody away from where the eye is by then.
 */
export function useRowInSight(
  scroller: RefObject<HTMLElement | null>,
  order: RowOrder,
  { reveal, endOf }: Pick<VirtualRows, 'reveal' | 'endOf'>,
): void {
  const view = useView()
  const met = useRef<{ readonly view: View; readonly order: string }>(undefined)
  const at = view.row === undefined ? order.total : order.positionOf(view.row)
  useEffect(() => {
    if (at >= order.total) return
    const last = met.current
    met.current = { view, order: order.name }
    if (!last || last.order !== order.name || isAskedFor(last.view, view)) reveal(at)
  }, [view, at, order, reveal])
  useEffect(() => {
    const grid = scroller.current
    if (!grid || at >= order.total) return undefined
    let height = grid.clientHeight
    const watch = new ResizeObserver(() => {
      const before = height
      height = grid.clientHeight
      const end = endOf(at)
      if (end <= before && end > height) reveal(at)
    })
    watch.observe(grid)
    return () => watch.disconnect()
  }, [scroller, at, order, reveal, endOf])
}

/** Another search, filter or dock is no wish to be led anywhere; the same view once more is one. */
const isAskedFor = (before: View, view: View): boolean =>
  before !== view &&
  (before.row !== view.row ||
    (before.panel === view.panel && before.search === view.search && before.filter === view.filter))
