import type { RefObject } from 'react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Heights } from '../../state/rows/heights.ts'
import { createHeights, learnHeight } from '../../state/rows/heights.ts'
import type { Range, Scroll } from '../../state/rows/scroll.ts'
import {
  endOf,
  isAstray,
  isStuck,
  offsetOf,
  rangeOf,
  reveal,
  scrolled,
  settle,
} from '../../state/rows/scroll.ts'

/** Of the row of titles, which stays on top of the others. */
export const HEAD_HEIGHT = 34
/** Rows that are drawn beyond what is seen, for a wheel that is faster than we are. */
const MORE = 6
/** Rows come and go in such bundles, so that not every px draws anew. */
const BUNDLE = 4
/** Nobody scrolls any more, after so many milliseconds. */
const QUIET_MS = 140
/** Px of a window that are never rows: what stands above them and the closed dock. */
const AROUND = 220
/** Before the screen has said how high it is: rather a row too many than one that comes late. */
const likelyView = (): number => Math.max(200, innerHeight - AROUND)

export interface VirtualRows {
  readonly range: Range
  /** Px from the top of the scrolled element to the first row that is drawn. */
  readonly offset: number
  /** Of the scrolled element. */
  readonly height: number
  /** How many rows of likely height are seen at once. */
  readonly perView: number
  /** The thumb is being pulled: what is in sight is gone with the next picture. */
  readonly isPassing: boolean
  /** First row that is seen, whatever was drawn. */
  firstSeen(): number
  /** For each row that is drawn: its height is learnt. */
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined
  reveal(row: number): void
  /** Px from the top of the scroller to where a row ends, drawn or not. */
  endOf(row: number): number
}

/** What hangs together from one picture to the next. */
interface Standing {
  heights: Heights
  scroll: Scroll
  /** What was drawn, as `keyOf` tells it. */
  key: string
  range: Range
  /** At first, and after a leap, only what is seen is drawn; what is around it comes when there is time. */
  isBare: boolean
  /** The leap was made by the thumb, which has not come to rest. */
  isPassing: boolean
  /** The scroller is to be moved by us. */
  isOurs: boolean
}

/** Rows of any number and any height in one scroller: where what is seen stands, `state/scroll.ts` reckons. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  likely: number,
): VirtualRows {
  const heights = useMemo(() => createHeights(count, likely), [count, likely])
  const [standing] = useState<Standing>(() => ({
    heights,
    scroll: settle(heights, likelyView(), { row: 0, y: 0 }),
    key: '',
    range: { from: 0, to: 0 },
    isBare: true,
    isPassing: false,
    isOurs: false,
  }))
  if (standing.heights !== heights) {
    // Other rows in the same place: an edit made more or fewer of them.
    const { view, place } = standing.scroll
    const row = Math.min(place.row, heights.count)
    Object.assign(standing, { heights, scroll: settle(heights, view, { ...place, row }), isOurs: true })
  }
  const [, draw] = useReducer((turn: number) => turn + 1, 0)
  const stand = useMemo(() => createStand(heights, standing, () => flushSync(draw)), [heights, standing])
  const measure = useMeasure(heights, stand)
  useFollow(scroller, stand)
  // Before anybody looks for a row: what can be seen of it depends on how high the view is.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element) stand.resized(Math.max(1, element.clientHeight - HEAD_HEIGHT), 'quietly')
  }, [scroller, stand])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !standing.isOurs) return
    standing.isOurs = false
    element.scrollTop = standing.scroll.top
    // It may stand on whole px of the screen only, or its end be nearer than we reckon.
    standing.scroll = { ...standing.scroll, top: element.scrollTop }
    standing.key = keyOf(heights, standing)
  })
  const { scroll } = standing
  standing.range = drawnRange(heights, standing)
  standing.key = keyOf(heights, standing)
  return {
    range: standing.range,
    offset: offsetOf(heights, scroll, standing.range.from),
    height: scroll.height,
    perView: Math.max(1, Math.floor(scroll.view / likely)),
    isPassing: standing.isPassing,
    firstSeen: () => rangeOf(heights, standing.scroll).from,
    endOf: useCallback(
      (row: number) => HEAD_HEIGHT + endOf(heights, standing.scroll, row),
      [heights, standing],
    ),
    measure,
    reveal: useCallback(
      (row: number) => {
        const place = reveal(heights, standing.scroll, row)
        if (place === standing.scroll.place) return
        standing.scroll = settle(heights, standing.scroll.view, place)
        standing.isPassing = false
        standing.isOurs = true
        draw()
      },
      [heights, standing],
    ),
  }
}

function drawnRange(heights: Heights, { scroll, isBare }: Standing): Range {
  const { from, to } = rangeOf(heights, scroll, isBare ? 0 : MORE)
  return {
    from: Math.floor(from / BUNDLE) * BUNDLE,
    to: Math.min(heights.count, Math.ceil(to / BUNDLE) * BUNDLE),
  }
}

function keyOf(heights: Heights, standing: Standing): string {
  const { scroll, isPassing } = standing
  const { from, to } = drawnRange(heights, standing)
  const offset = offsetOf(heights, scroll, from).toFixed(2)
  return [from, to, offset, scroll.height, scroll.view, isPassing].join(' ')
}

interface Stand {
  /** The scroller was moved by the person. */
  scrolled(top: number, isWheel: boolean): void
  /** Nobody scrolls any more: the thumb goes where it belongs, and what is around is drawn. */
  rest(): void
  /** Heights that were seen. Tells nothing where all was known. */
  learnt(seen: readonly (readonly [row: number, height: number])[]): void
  /** `quietly`: it is drawn with what comes next. */
  resized(view: number, how?: 'quietly'): void
}

/** What may happen to the scroller; each draws only where something else is to be seen. */
function createStand(heights: Heights, standing: Standing, draw: () => void): Stand {
  const show = () => {
    if (standing.isOurs || keyOf(heights, standing) !== standing.key) draw()
  }
  const settleAt = (view: number) => {
    const { scroll } = standing
    const next = settle(heights, view, scroll.place)
    standing.isOurs ||= Math.abs(next.top - scroll.top) >= 1
    // Less than a px is none: what is drawn stays where it is.
    standing.scroll = standing.isOurs ? next : { ...next, top: scroll.top }
  }
  return {
    scrolled(top, isWheel) {
      // Moved by us and known, or from where it is no more: it is about to be moved.
      if (standing.isOurs || Math.abs(top - standing.scroll.top) < 0.5) return
      const next = scrolled(heights, standing.scroll, top, isWheel)
      standing.scroll = next
      const seen = rangeOf(heights, next)
      standing.isBare = seen.to <= standing.range.from || seen.from >= standing.range.to
      standing.isPassing = standing.isBare && !isWheel
      if (isStuck(heights, next)) settleAt(next.view)
      show()
    },
    rest() {
      standing.isBare = false
      standing.isPassing = false
      if (isAstray(heights, standing.scroll)) settleAt(standing.scroll.view)
      show()
    },
    learnt(seen) {
      const news = seen.filter(([row, height]) => row < heights.count && learnHeight(heights, row, height))
      if (news.length === 0) return
      if (isStuck(heights, standing.scroll)) settleAt(standing.scroll.view)
      show()
    },
    resized(view, how) {
      settleAt(view)
      if (!how) show()
    },
  }
}

/** One observer for all rows. Its news come before the next picture is painted, so what they mend is never seen. */
function useMeasure(heights: Heights, stand: Stand): VirtualRows['measure'] {
  const latest = useRef(stand)
  latest.current = stand
  const observer = useRef<ResizeObserver>(undefined)
  useEffect(() => () => observer.current?.disconnect(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of other heights are observed anew
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      observer.current ??= new ResizeObserver((entries) =>
        latest.current.learnt(
          entries.flatMap(({ target, borderBoxSize }) => heightSeen(target, borderBoxSize)),
        ),
      )
      observer.current.observe(element)
      return () => observer.current?.unobserve(element)
    },
    [heights],
  )
}

/** A row that was taken away in the meantime has no height. */
function heightSeen(target: Element, [box]: readonly ResizeObserverSize[]): [number, number][] {
  const height = box?.blockSize ?? 0
  return target instanceof HTMLElement && height > 0 ? [[Number(target.dataset.position), height]] : []
}

/** What the person does with the scroller, and how high it is. */
function useFollow(scroller: RefObject<HTMLElement | null>, stand: Stand): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    let wheelAt = Number.NEGATIVE_INFINITY
    let rest = setTimeout(stand.rest, QUIET_MS)
    const onScroll = () => {
      stand.scrolled(element.scrollTop, performance.now() - wheelAt < QUIET_MS)
      clearTimeout(rest)
      rest = setTimeout(stand.rest, QUIET_MS)
    }
    const onWheel = () => {
      wheelAt = performance.now()
    }
    const sight = new ResizeObserver(() => stand.resized(Math.max(1, element.clientHeight - HEAD_HEIGHT)))
    sight.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: true })
    return () => {
      clearTimeout(rest)
      sight.disconnect()
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
    }
  }, [scroller, stand])
}
