import type { Heights } from './heights.ts'
import { learnHeight } from './heights.ts'
import type { Range, Scroll } from './scroll.ts'
import { isAstray, isStuck, offsetOf, rangeOf, reveal, scrolled, settle } from './scroll.ts'

/** Rows that are drawn beyond what is seen, for a wheel that is faster than we are. */
const MORE = 6
/** Rows come and go in such bundles, so that not every px draws anew. */
const BUNDLE = 4

/** What hangs together from one picture to the next. What happens to a scroller changes it in place. */
export interface Standing {
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

export type Seen = readonly (readonly [row: number, height: number])[]

/** At the first row. Px of the view. */
export const stand = (heights: Heights, view: number): Standing => ({
  heights,
  scroll: settle(heights, view, { row: 0, y: 0 }),
  key: '',
  range: { from: 0, to: 0 },
  isBare: true,
  isPassing: false,
  isOurs: false,
})

/** Other rows in the same place: an edit made more or fewer of them. */
export function standOn(standing: Standing, heights: Heights): void {
  const { view, place } = standing.scroll
  const row = Math.min(place.row, heights.count)
  Object.assign(standing, { heights, scroll: settle(heights, view, { ...place, row }), isOurs: true })
}

export function drawnRange({ heights, scroll, isBare }: Standing): Range {
  const { from, to } = rangeOf(heights, scroll, isBare ? 0 : MORE)
  return {
    from: Math.floor(from / BUNDLE) * BUNDLE,
    to: Math.min(heights.count, Math.ceil(to / BUNDLE) * BUNDLE),
  }
}

/** The same for what looks the same. */
export function keyOf(standing: Standing): string {
  const { heights, scroll, isPassing } = standing
  const { from, to } = drawnRange(standing)
  const offset = offsetOf(heights, scroll, from).toFixed(2)
  return [from, to, offset, scroll.height, scroll.view, isPassing].join(' ')
}

/** Whether something else is to be seen than what was drawn. */
export const isOutdated = (standing: Standing): boolean => standing.isOurs || keyOf(standing) !== standing.key

/** The scroller stands elsewhere; tells whether the person did that. */
export function moveTo(standing: Standing, top: number, isWheel: boolean): boolean {
  // Moved by us and known, or from where it is no more: it is about to be moved.
  if (standing.isOurs || Math.abs(top - standing.scroll.top) < 0.5) return false
  const { heights, range } = standing
  const next = scrolled(heights, standing.scroll, top, isWheel)
  standing.scroll = next
  const seen = rangeOf(heights, next)
  standing.isBare = seen.to <= range.from || seen.from >= range.to
  standing.isPassing = standing.isBare && !isWheel
  if (isStuck(heights, next)) resize(standing, next.view)
  return true
}

/** Nobody scrolls any more: the thumb goes where it belongs, and what is around is drawn. */
export function rest(standing: Standing): void {
  standing.isBare = false
  standing.isPassing = false
  if (isAstray(standing.heights, standing.scroll)) resize(standing, standing.scroll.view)
}

/** Heights that were seen; tells whether any is news. */
export function learn(standing: Standing, seen: Seen): boolean {
  const { heights, scroll } = standing
  const news = seen.filter(([row, height]) => row < heights.count && learnHeight(heights, row, height))
  if (news.length === 0) return false
  if (isStuck(heights, scroll)) resize(standing, scroll.view)
  return true
}

/** The view is so high by now, in px: what stands at its place stays there. */
export function resize(standing: Standing, view: number): void {
  const { heights, scroll } = standing
  const next = settle(heights, view, scroll.place)
  standing.isOurs ||= Math.abs(next.top - scroll.top) >= 1
  // Less than a px is none: what is drawn stays where it is.
  standing.scroll = standing.isOurs ? next : { ...next, top: scroll.top }
}

/** Brings a row to the eye; tells whether anything has to move for that. */
export function bring(standing: Standing, row: number): boolean {
  const { heights, scroll } = standing
  const place = reveal(heights, scroll, row)
  if (place === scroll.place) return false
  standing.scroll = settle(heights, scroll.view, place)
  standing.isPassing = false
  standing.isOurs = true
  return true
}

/** The scroller was moved by us. It may stand on whole px of the screen only, or its end be nearer than we reckon. */
export function arrive(standing: Standing, top: number): void {
  standing.isOurs = false
  standing.scroll = { ...standing.scroll, top }
  standing.key = keyOf(standing)
}
