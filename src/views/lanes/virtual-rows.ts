import type { RefObject } from 'react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { Heights } from '../../state/heights.ts'
import { createHeights, learnHeight } from '../../state/heights.ts'
import type { Range, Scroll } from '../../state/scroll.ts'
import { isAstray, isStuck, offsetOf, rangeOf, reveal, scrolled, settle } from '../../state/scroll.ts'

/** Of the row of titles, which stays on top of the others. */
export const HEAD_HEIGHT = 34
/** Rows that are drawn beyond what is seen, for a wheel that is faster than we are. */
const MORE = 6
/** Rows come and go in such bundles, so that not every px draws anew. */
const BUNDLE = 4
/** Nobody scrolls any more, after so many milliseconds. */
const QUIET_MS = 140
/** Before the screen has said how high it is. */
const ANY_VIEW = 800

export interface VirtualRows {
  readonly range: Range
  /** Px from the top of the scrolled element to the first row that is drawn. */
  readonly offset: number
  /** Of the scrolled element. */
  readonly height: number
  /** How many rows of likely height are seen at once. */
  readonly perView: number
  /** First row that is seen, whatever was drawn. */
  firstSeen(): number
  /** For each row that is drawn: its height is learnt. */
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined
  reveal(row: number): void
}

/** Rows of any number and any height in one scroller: where what is seen stands, `state/scroll.ts` reckons. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  likely: number,
): VirtualRows {
  const heights = useMemo(() => createHeights(count, likely), [count, likely])
  const scroll = useRef<Scroll>(undefined)
  scroll.current ??= settle(heights, ANY_VIEW, { row: 0, y: 0 })
  const [, draw] = useReducer((turn: number) => turn + 1, 0)
  const drawn = useRef<string>('')

  /** Draws only where something else is to be seen. */
  const go = useCallback(
    (next: Scroll) => {
      scroll.current = next
      if (keyOf(heights, next) !== drawn.current) flushSync(draw)
    },
    [heights],
  )
  const measure = useMeasure(heights, scroll, go)
  useFollow(scroller, heights, scroll, go)
  useLayoutEffect(() => {
    const [element, now] = [scroller.current, scroll.current]
    if (!element || !now) return
    drawn.current = keyOf(heights, now)
    if (Math.abs(element.scrollTop - now.top) < 1) return
    element.scrollTop = now.top
    // It may stand on whole px of the screen only, or its end be nearer than we reckon.
    scroll.current = { ...now, top: element.scrollTop }
  })
  const now = scroll.current
  const range = drawnRange(heights, now)
  return {
    range,
    offset: offsetOf(heights, now, range.from),
    height: now.height,
    perView: Math.max(1, Math.floor(now.view / likely)),
    firstSeen: () => rangeOf(heights, scroll.current ?? now).from,
    measure,
    reveal: useCallback(
      (row: number) => {
        const before = scroll.current
        if (!before) return
        const place = reveal(heights, before, row)
        if (place === before.place) return
        scroll.current = settle(heights, before.view, place)
        draw()
      },
      [heights],
    ),
  }
}

function drawnRange(heights: Heights, scroll: Scroll): Range {
  const { from, to } = rangeOf(heights, scroll, MORE)
  return {
    from: Math.floor(from / BUNDLE) * BUNDLE,
    to: Math.min(heights.count, Math.ceil(to / BUNDLE) * BUNDLE),
  }
}

function keyOf(heights: Heights, scroll: Scroll): string {
  const { from, to } = drawnRange(heights, scroll)
  return [from, to, offsetOf(heights, scroll, from).toFixed(2), scroll.height, scroll.view].join(' ')
}

type Current = RefObject<Scroll | undefined>
type Go = (next: Scroll) => void

/** One observer for all rows. Its news come before the next picture is painted, so what they mend is never seen. */
function useMeasure(heights: Heights, scroll: Current, go: Go): VirtualRows['measure'] {
  const observer = useRef<ResizeObserver>(undefined)
  const learn = useCallback(
    (entries: readonly ResizeObserverEntry[]) => {
      let isNews = false
      for (const { target, borderBoxSize } of entries) {
        const row = Number(target instanceof HTMLElement ? target.dataset.index : undefined)
        const height = borderBoxSize[0]?.blockSize ?? 0
        // A row that was taken away in the meantime has no height.
        if (height > 0 && row < heights.count) isNews = learnHeight(heights, row, height) || isNews
      }
      const now = scroll.current
      if (isNews && now) go(isStuck(heights, now) ? settle(heights, now.view, now.place) : now)
    },
    [heights, scroll, go],
  )
  useEffect(() => () => observer.current?.disconnect(), [])
  const latest = useRef(learn)
  latest.current = learn
  return useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    observer.current ??= new ResizeObserver((entries) => latest.current(entries))
    observer.current.observe(element)
    return () => observer.current?.unobserve(element)
  }, [])
}

/** What the person does with the scroller, and how high it is. */
function useFollow(scroller: RefObject<HTMLElement | null>, heights: Heights, scroll: Current, go: Go): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    let wheelAt = Number.NEGATIVE_INFINITY
    let rest: ReturnType<typeof setTimeout> | undefined
    const mend = (isLate: boolean) => {
      const now = scroll.current
      if (now && (isLate ? isAstray : isStuck)(heights, now)) go(settle(heights, now.view, now.place))
    }
    const onScroll = () => {
      const now = scroll.current
      if (!now || element.scrollTop === now.top) return
      go(scrolled(heights, now, element.scrollTop, performance.now() - wheelAt < QUIET_MS))
      mend(false)
      clearTimeout(rest)
      rest = setTimeout(() => mend(true), QUIET_MS)
    }
    const onWheel = () => {
      wheelAt = performance.now()
    }
    const onResize = () => {
      const now = scroll.current
      if (now) go(settle(heights, Math.max(1, element.clientHeight - HEAD_HEIGHT), now.place))
    }
    const sight = new ResizeObserver(onResize)
    sight.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: true })
    return () => {
      clearTimeout(rest)
      sight.disconnect()
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
    }
  }, [scroller, heights, scroll, go])
}
