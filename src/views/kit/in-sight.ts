import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'

/**
 * Scrolls what holds the element until it is seen, and nothing beyond that: on a telephone, where the page scrolls as a
 * whole, who reads at the top stays there.
 */
export function bringInSight(element: HTMLElement | null): void {
  let holder = element?.parentElement
  while (holder && !/auto|scroll/.test(getComputedStyle(holder).overflowY)) holder = holder.parentElement
  if (!element || !holder) return
  const [own, frame] = [element.getBoundingClientRect(), holder.getBoundingClientRect()]
  if (own.top < frame.top) holder.scrollTop -= frame.top - own.top
  else if (own.bottom > frame.bottom) holder.scrollTop += own.bottom - frame.bottom
}

/** For an element that is in sight as soon as it is chosen. */
export function useInSight<E extends HTMLElement>(isChosen: boolean): RefObject<E | null> {
  const ref = useRef<E>(null)
  useEffect(() => {
    if (isChosen) bringInSight(ref.current)
  }, [isChosen])
  return ref
}

/** What says that somebody looks elsewhere. */
const LEAVES = ['wheel', 'pointerdown', 'keydown'] as const

/** The same in a list that comes to be piece by piece: what is chosen stays in sight while what is around it finds its height. */
export function useHeldInSight<E extends HTMLElement>(isChosen: boolean): RefObject<E | null> {
  const ref = useRef<E>(null)
  useEffect(() => {
    const element = ref.current
    const list = element?.closest('[role="list"]')
    if (!isChosen || !list) return undefined
    bringInSight(element)
    const observer = new ResizeObserver(() => bringInSight(element))
    observer.observe(list)
    const leave = () => observer.disconnect()
    for (const name of LEAVES) addEventListener(name, leave, { capture: true, passive: true, once: true })
    return () => {
      leave()
      for (const name of LEAVES) removeEventListener(name, leave, { capture: true })
    }
  }, [isChosen])
  return ref
}
