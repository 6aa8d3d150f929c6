/**
 * How high each of many rows is: what was measured, and for all others what is likely. A Fenwick tree over the difference
 * between the two, which holds only what was measured, so that two million rows cost nothing until they are seen.
 */
export interface Heights {
  readonly count: number
  /** Of a row that was not measured, in px. */
  readonly likely: number
  readonly known: Map<number, number>
  /** By place in the tree, from 1. */
  readonly excess: Map<number, number>
}

export const createHeights = (count: number, likely: number): Heights => ({
  count,
  likely,
  known: new Map(),
  excess: new Map(),
})

export const heightOf = ({ known, likely }: Heights, row: number): number => known.get(row) ?? likely

/** Px above a row; above the one behind the last, the height of all. */
export function topOf({ excess, likely }: Heights, row: number): number {
  let px = row * likely
  for (let at = row; at > 0; at -= at & -at) px += excess.get(at) ?? 0
  return px
}

export const totalOf = (heights: Heights): number => topOf(heights, heights.count)

/** Tells whether that is news. */
export function learnHeight(heights: Heights, row: number, height: number): boolean {
  const { known, excess, count } = heights
  const more = height - heightOf(heights, row)
  known.set(row, height)
  if (more === 0) return false
  for (let at = row + 1; at <= count; at += at & -at) excess.set(at, (excess.get(at) ?? 0) + more)
  return true
}

/** The row that covers a px, counted from the top of the first; the nearest one outside of all. */
export function rowAt({ count, likely, excess }: Heights, px: number): number {
  let row = 0
  let rest = px
  for (let step = 2 ** Math.floor(Math.log2(Math.max(1, count))); step >= 1; step /= 2) {
    const next = row + step
    if (next > count) continue
    const covered = step * likely + (excess.get(next) ?? 0)
    if (covered > rest) continue
    row = next
    rest -= covered
  }
  return Math.max(0, Math.min(count - 1, row))
}
