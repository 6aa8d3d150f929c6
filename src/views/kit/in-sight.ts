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
