import type { RefObject } from 'react'
import { useEffect } from 'react'
import type { Seen, Standing } from '../../state/rows/standing.ts'
import { bring, isOutdated, learn, moveTo, resize, rest } from '../../state/rows/standing.ts'

/** Of the row of titles, which stays on top of the others. */
export const HEAD_HEIGHT = 34
/** Nobody scrolls any more, after so many milliseconds. */
const QUIET_MS = 140

/** Px in which rows are seen. */
export const viewOf = (scroller: HTMLElement): number => Math.max(1, scroller.clientHeight - HEAD_HEIGHT)

/** What may happen to rows in a scroller; each is drawn only where something else is to be seen. */
export interface Happenings {
  /** The scroller was moved, by the person or by us. */
  moved(top: number, isWheel: boolean): void
  rested(): void
  learnt(seen: Seen): void
  resized(view: number): void
  /** A row is to be seen. */
  called(row: number): void
}

/** `now`: before the next picture. */
export function happeningsOf(standing: Standing, now: () => void, soon: () => void): Happenings {
  const show = () => {
    if (isOutdated(standing)) now()
  }
  return {
    moved(top, isWheel) {
      if (moveTo(standing, top, isWheel)) show()
    },
    rested() {
      rest(standing)
      show()
    },
    learnt(seen) {
      if (learn(standing, seen)) show()
    },
    resized(view) {
      resize(standing, view)
      show()
    },
    called(row) {
      if (bring(standing, row)) soon()
    },
  }
}

/** Tells what the person does with the scroller, and how high it is. */
export function useFollow(scroller: RefObject<HTMLElement | null>, happen: Happenings): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    let wheelAt = Number.NEGATIVE_INFINITY
    let rest = setTimeout(happen.rested, QUIET_MS)
    const onScroll = () => {
      happen.moved(element.scrollTop, performance.now() - wheelAt < QUIET_MS)
      clearTimeout(rest)
      rest = setTimeout(happen.rested, QUIET_MS)
    }
    const onWheel = () => {
      wheelAt = performance.now()
    }
    const sight = new ResizeObserver(() => happen.resized(viewOf(element)))
    sight.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: true })
    return () => {
      clearTimeout(rest)
      sight.disconnect()
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
    }
  }, [scroller, happen])
}
