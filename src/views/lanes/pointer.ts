import type { PointerEvent, RefObject } from 'react'
import { useEffect, useRef } from 'react'
import type { Column } from '../../engine/answers/window.ts'
import type { Spot } from '../../state/focus.ts'
import { isSameSpot } from '../../state/focus.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import { useScreen } from '../kit/screen.ts'
import type { Rows, Settle } from './rows.ts'

/** One listener on the grid serves all atoms. */
export function usePointer(rows: Rows, settle: Settle) {
  const { focus } = useScreen()
  const last = useRef<Spot>(undefined)
  const at = useRef({ x: -1, y: -1 })
  return {
    onPointerOver: (event: PointerEvent<HTMLDivElement>) => {
      // Rows that pass below a pointer at rest are not pointed at.
      const { clientX: x, clientY: y } = event
      if (at.current.x === x && at.current.y === y) return
      at.current = { x, y }
      const spot = spotOf(event.target)
      if (last.current && spot && isSameSpot(last.current, spot)) return
      last.current = spot
      const row = spot && rows.at(spot.row)
      focus.hover((row && cellOf(row, spot.column).atoms[spot.atom]?.from) ?? [])
    },
    onClick: (event: { readonly target: EventTarget }) => {
      const spot = spotOf(event.target)
      // A selection of text is no choice of an atom.
      if (spot && getSelection()?.isCollapsed !== false) settle({ ...spot, atom: Math.max(0, spot.atom) })
    },
  }
}

/** Light from the pointer goes out with it, and with the sheet. */
export function useForgetHover(scroller: RefObject<HTMLDivElement | null>): void {
  const { focus } = useScreen()
  useEffect(() => {
    const grid = scroller.current
    const forget = () => focus.hover([])
    grid?.addEventListener('pointerleave', forget)
    return () => {
      grid?.removeEventListener('pointerleave', forget)
      forget()
    }
  }, [focus, scroller])
}

/** Which atom an element belongs to; atom -1 is the room beside the atoms of a cell. */
function spotOf(target: EventTarget): Spot | undefined {
  if (!(target instanceof Element)) return undefined
  const cell = target.closest<HTMLElement>('[data-column]')
  const row = cell?.closest<HTMLElement>('[data-index]')
  if (!cell || !row) return undefined
  const atom = target.closest<HTMLElement>('[data-atom]')?.dataset.atom
  return { row: Number(row.dataset.index), column: cell.dataset.column as Column, atom: Number(atom ?? -1) }
}
