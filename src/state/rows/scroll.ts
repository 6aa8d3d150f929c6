import type { Heights } from './heights.ts'
import { heightOf, rowAt, topOf, totalOf } from './heights.ts'

/**
 * The highest element that is laid out: Chromium goes to 33,554,428 px and Firefox to 17,895,697, but 32-bit floats tell half
 * px apart only below 8,388,608.
 */
const TALLEST = 8_000_000
/** Views that a wheel may move by between two pictures; what moves further beside a wheel is the thumb, or a key. */
const WHEEL_VIEWS = 12
/** Of a scaled scroll, this part at either end is not scaled: there it stops where the rows do. */
const UNSCALED = 1 / 8

/** Which row stands where: everything else hangs on it, so that what is learnt of other rows never moves what is seen. */
export interface Place {
  /** One behind the last stands for where that ends. */
  readonly row: number
  /** Px from the top of the view to the top of the row; negative where it begins above. */
  readonly y: number
}

/** Where a scroller stands over rows of which there may be more px than an element can have. */
export interface Scroll {
  readonly place: Place
  /** Of the scroller, when `place` was there. */
  readonly top: number
  /** Of the element that is scrolled: what the thumb stands for. Stale until the scroll is settled. */
  readonly height: number
  /** Height of what is seen. */
  readonly view: number
}

/** Px between the top of the first row and the top of the view. */
const depthOf = (heights: Heights, { row, y }: Place): number => topOf(heights, row) - y

/** What stands there hangs on the row at the top; at the end on where the last one ends. */
function placeAt(heights: Heights, view: number, wanted: number): Place {
  const far = deepest(heights, view)
  const depth = Math.max(0, Math.min(far, wanted))
  const row = depth === far && far > 0 ? heights.count : rowAt(heights, depth)
  return { row, y: topOf(heights, row) - depth }
}

const deepest = (heights: Heights, view: number): number => Math.max(0, totalOf(heights) - view)

/** Brings the scroller to where the thumb belongs; what is seen stays, unless it lies beyond the ends. */
export function settle(heights: Heights, view: number, place: Place): Scroll {
  const far = deepest(heights, view)
  const wanted = depthOf(heights, place)
  const depth = Math.max(0, Math.min(far, wanted))
  return {
    place: depth === wanted ? place : placeAt(heights, view, depth),
    top: thumbOf(depth, far, reachOf(heights, view)),
    height: Math.min(totalOf(heights), TALLEST),
    view,
  }
}

const reachOf = (heights: Heights, view: number): number =>
  Math.max(0, Math.min(totalOf(heights), TALLEST) - view)

/** What the scroller stands at, for a depth of `far` at most, when its own end is at `reach`. */
function thumbOf(depth: number, far: number, reach: number): number {
  if (far <= reach) return depth
  const edge = reach * UNSCALED
  if (depth <= edge) return depth
  if (depth >= far - edge) return reach - (far - depth)
  return edge + ((depth - edge) * (reach - 2 * edge)) / (far - 2 * edge)
}

/** The depth that the scroller stands for: the other way round. */
function depthUnder(top: number, far: number, reach: number): number {
  if (far <= reach) return top
  const edge = reach * UNSCALED
  if (top <= edge) return top
  if (top >= reach - edge) return far - (reach - top)
  return edge + ((top - edge) * (far - 2 * edge)) / (reach - 2 * edge)
}

/**
 * The scroller has moved. Wheels, fingers and keys move by little, and rows go with them px by px; a thumb moves by
 * more than is seen, and stands for a part of the whole.
 */
export function scrolled(heights: Heights, scroll: Scroll, top: number, isWheel = false): Scroll {
  const { view } = scroll
  const moved = top - scroll.top
  const far = deepest(heights, view)
  const little = isWheel ? WHEEL_VIEWS * view : Math.min(2 * view, TALLEST / (2 * view))
  const isLittle = Math.abs(moved) <= little
  const depth = isLittle
    ? depthOf(heights, scroll.place) + moved
    : depthUnder(top, far, reachOf(heights, view))
  return { ...scroll, top, place: placeAt(heights, view, depth) }
}

/** Whether the thumb is off by a px or more; it can wait until nobody scrolls. */
export function isAstray(heights: Heights, scroll: Scroll): boolean {
  const { top, height } = settle(heights, scroll.view, scroll.place)
  return Math.abs(top - scroll.top) >= 1 || Math.abs(height - scroll.height) >= 1
}

/** Whether it cannot wait: the end of the scroller is near, and that of the rows is elsewhere. */
export function isStuck(heights: Heights, scroll: Scroll): boolean {
  const { top, height, view } = scroll
  const atEnd = top < view || top > height - 2 * view
  const depth = depthOf(heights, scroll.place)
  const rowsEnd = depth < view || depth > deepest(heights, view) - view
  return (atEnd || rowsEnd) && isAstray(heights, scroll)
}

/** Px from the top of the scrolled element to the top of a row. */
export const offsetOf = (heights: Heights, { place, top }: Scroll, row: number): number =>
  top + place.y + topOf(heights, row) - topOf(heights, place.row)

/** Px from the top of the view to where a row ends, drawn or not. */
export const endOf = (heights: Heights, { place }: Scroll, row: number): number =>
  topOf(heights, row) + heightOf(heights, row) - depthOf(heights, place)

export interface Range {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** Rows in sight, even in part, and so many more on either side. */
export function rangeOf(heights: Heights, { place, view }: Scroll, more = 0): Range {
  const depth = depthOf(heights, place)
  return {
    from: Math.max(0, rowAt(heights, depth) - more),
    to: Math.min(heights.count, rowAt(heights, depth + view - 1) + 1 + more),
  }
}

/** Where the view must stand for a row to be seen: as it stands, if that does; a far row comes to a third of the height. */
export function reveal(heights: Heights, scroll: Scroll, row: number): Place {
  const { place, view } = scroll
  const y = topOf(heights, row) - depthOf(heights, place)
  const below = view - heightOf(heights, row)
  if (y >= 0 && y <= below) return place
  if (y < -view || y > 2 * view) return { row, y: Math.max(0, Math.floor(below / 3)) }
  if (y < 0 || below < 0) return { row, y: 0 }
  // Its lower edge stays where it is, however high it turns out to be.
  return { row: row + 1, y: view }
}
