import { useCallback, useEffect, useRef } from 'react'
import type { Seen } from '../../state/rows/standing.ts'

/** One observer for all rows. Its news come before the next picture is painted, so what they mend is never seen. */
export function useHeightsSeen(
  rows: object,
  onSeen: (seen: Seen) => void,
): (element: HTMLElement | null) => (() => void) | undefined {
  const latest = useRef(onSeen)
  latest.current = onSeen
  const observer = useRef<ResizeObserver>(undefined)
  useEffect(() => () => observer.current?.disconnect(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of other heights are observed anew
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      observer.current ??= new ResizeObserver((entries) =>
        latest.current(entries.flatMap(({ target, borderBoxSize }) => heightSeen(target, borderBoxSize))),
      )
      observer.current.observe(element)
      return () => observer.current?.unobserve(element)
    },
    [rows],
  )
}

/** A row that was taken away in the meantime has no height. */
function heightSeen(target: Element, [box]: readonly ResizeObserverSize[]): [number, number][] {
  const height = box?.blockSize ?? 0
  return target instanceof HTMLElement && height > 0 ? [[Number(target.dataset.position), height]] : []
}
