import type { PointerEvent } from 'react'
import { useRef, useState } from 'react'
import type { Column, Lane } from '../../engine/answers/window.ts'
import type { LaneLayout } from '../../state/rows/lane-layout.ts'
import { placeLane, widen } from '../../state/rows/lane-layout.ts'
import { useScreen } from '../kit/screen.ts'
import { columnStyle } from './columns.ts'

/** Before so many px a press is a click. */
const SLIP = 5

interface Grip {
  readonly column: Column
  readonly isEdge: boolean
  readonly x: number
  readonly width: number
  isMoved: boolean
}

/** Where a lane that is dragged would come to stand. */
interface Drop {
  readonly over: Column
  readonly side: 'before' | 'after'
}

/** Heads are dragged to move lanes, and their edges to resize them. It counts when the pointer lets go. */
export function useLaneDrag(columns: readonly Column[], layout: LaneLayout) {
  const { settings } = useScreen()
  const grip = useRef<Grip>(undefined)
  const [drop, setDrop] = useState<Drop>()
  const preview = (row: HTMLElement, shown: LaneLayout) => {
    for (const [name, value] of Object.entries(columnStyle(columns, shown)))
      row.parentElement?.style.setProperty(name, String(value))
  }
  const end = (event: PointerEvent<HTMLElement>, isMeant: boolean) => {
    const held = grip.current
    grip.current = undefined
    setDrop(undefined)
    if (!held?.isMoved) return
    preview(event.currentTarget, layout)
    if (!isMeant) return
    if (held.isEdge) settings.layOut(widen(layout, held.column, held.width + event.clientX - held.x))
    else if (drop && held.column !== 'source')
      settings.layOut(placeLane(layout, held.column, successor(columns, held.column, drop)))
  }
  return {
    dropAt: (column: Column) => (drop?.over === column ? drop.side : undefined),
    listeners: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const head = headOf(event.target)
        const isEdge = event.target instanceof Element && event.target.closest('[data-edge]') !== null
        if (
          !head ||
          event.button !== 0 ||
          (event.target instanceof Element && event.target.closest('button'))
        )
          return
        if (!isEdge && head.column === 'source') return
        grip.current = {
          column: head.column,
          isEdge,
          x: event.clientX,
          width: head.element.offsetWidth,
          isMoved: false,
        }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const held = grip.current
        if (!held) return
        if (!held.isMoved && Math.abs(event.clientX - held.x) < SLIP) return
        if (!held.isMoved) event.currentTarget.setPointerCapture(event.pointerId)
        held.isMoved = true
        if (held.isEdge)
          preview(event.currentTarget, widen(layout, held.column, held.width + event.clientX - held.x))
        else setDrop(dropUnder(event.currentTarget, event.clientX, held.column))
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, true),
      onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, false),
    },
  }
}

function headOf(target: EventTarget): { readonly column: Column; readonly element: HTMLElement } | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-head]') : null
  return element ? { column: element.dataset.head as Column, element } : undefined
}

function dropUnder(row: HTMLElement, x: number, dragged: Column): Drop | undefined {
  for (const element of row.querySelectorAll<HTMLElement>('[data-head]')) {
    const { left, right } = element.getBoundingClientRect()
    const over = element.dataset.head as Column
    if (x < left || x > right || over === dragged) continue
    // Nothing comes before the source.
    const side = over !== 'source' && x < (left + right) / 2 ? 'before' : 'after'
    return { over, side }
  }
  return undefined
}

/** The lane that the dragged one stands before, once it is dropped; nothing at the end. */
function successor(columns: readonly Column[], dragged: Column, { over, side }: Drop): Lane | undefined {
  const others = columns.filter((column) => column !== dragged)
  const next = side === 'before' ? over : others[others.indexOf(over) + 1]
  return next === 'source' ? undefined : next
}
