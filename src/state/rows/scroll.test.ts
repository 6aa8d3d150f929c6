import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Heights } from './heights.ts'
import { createHeights, heightOf, learnHeight, rowAt, topOf, totalOf } from './heights.ts'
import type { Scroll } from './scroll.ts'
import { isAstray, offsetOf, rangeOf, reveal, scrolled, settle } from './scroll.ts'

const VIEW = 700

/** Rows of which some were measured: one line to thirty. */
const someHeights = fc
  .record({
    count: fc.integer({ min: 1, max: 2_000_000 }),
    likely: fc.integer({ min: 20, max: 80 }),
    measured: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 30 }))),
  })
  .map(({ count, likely, measured }) => {
    const heights = createHeights(count, likely)
    for (const [part, lines] of measured)
      learnHeight(heights, Math.floor(part * (count - 1)), 13 + 18 * lines)
    return heights
  })
const part = fc.double({ min: 0, max: 1, noNaN: true })

const rowIn = ({ count }: Heights, at: number) => Math.floor(at * (count - 1))
const standing = (heights: Heights, row: number): Scroll => settle(heights, VIEW, { row, y: 0 })
/** Px from the top of the view to the top of a row. */
const seenAt = (heights: Heights, scroll: Scroll, row: number) => offsetOf(heights, scroll, row) - scroll.top

describe('heights', () => {
  it('stand on top of each other, and each px belongs to one row', () => {
    fc.assert(
      fc.property(someHeights, part, part, (heights, at, within) => {
        const row = rowIn(heights, at)
        const height = heightOf(heights, row)
        expect(topOf(heights, row + 1) - topOf(heights, row)).toBe(height)
        expect(rowAt(heights, topOf(heights, row) + within * (height - 0.01))).toBe(row)
      }),
    )
  })

  it('are those measured last', () => {
    const heights = createHeights(3, 50)
    expect([learnHeight(heights, 1, 67), learnHeight(heights, 1, 67), learnHeight(heights, 1, 85)]).toEqual([
      true,
      false,
      true,
    ])
    expect(totalOf(heights)).toBe(185)
  })
})

describe('a scroll', () => {
  it('reaches the first and the last row of any number, whatever their heights', () => {
    fc.assert(
      fc.property(someHeights, (heights) => {
        const end = standing(heights, heights.count - 1)
        expect(rangeOf(heights, end).to).toBe(heights.count)
        expect(end.height).toBeLessThanOrEqual(8_000_000)
        expect(end.top).toBeLessThanOrEqual(Math.max(0, end.height - VIEW))
        for (const afterWheel of [false, true]) {
          const byThumb = scrolled(heights, standing(heights, 0), Math.max(0, end.height - VIEW), afterWheel)
          expect(rangeOf(heights, settle(heights, VIEW, byThumb.place)).to).toBe(heights.count)
        }
        expect(rangeOf(heights, scrolled(heights, end, 0)).from).toBe(0)
      }),
    )
  })

  it('moves rows by as many px as the wheel, however many there are', () => {
    fc.assert(
      fc.property(someHeights, part, fc.integer({ min: -600, max: 600 }), (heights, at, delta) => {
        const before = standing(heights, rowIn(heights, at))
        const row = before.place.row
        const after = scrolled(heights, before, before.top + delta)
        const room = totalOf(heights) - VIEW
        const depth = topOf(heights, before.place.row) - before.place.y + delta
        fc.pre(depth >= 0 && depth <= room)
        expect(seenAt(heights, after, row)).toBeCloseTo(seenAt(heights, before, row) - delta, 3)
        expect(offsetOf(heights, after, row)).toBeCloseTo(offsetOf(heights, before, row), 3)
      }),
    )
  })

  it('leaves what is seen where it is while others are measured, and when it settles', () => {
    fc.assert(
      fc.property(someHeights, part, part, (heights, at, other) => {
        const before = standing(heights, rowIn(heights, at))
        const { row } = before.place
        const y = seenAt(heights, before, row)
        const beside = rowIn(heights, other)
        fc.pre(beside !== row)
        learnHeight(heights, beside, 13 + 18 * 7)
        expect(seenAt(heights, before, row)).toBe(y)
        const settled = settle(heights, VIEW, before.place)
        // At the very ends there may be less to show than before.
        fc.pre(settled.place === before.place)
        expect(seenAt(heights, settled, row)).toBeCloseTo(y, 3)
        expect(isAstray(heights, settled)).toBe(false)
      }),
    )
  })

  it('goes where the thumb goes: further down is a later row, and back is the same one', () => {
    fc.assert(
      fc.property(someHeights, part, part, (heights, one, another) => {
        const start = standing(heights, 0)
        const room = start.height - VIEW
        fc.pre(room > 40 * VIEW)
        const [high, low] = [one, another]
          .sort((a, b) => a - b)
          .map((at) => 4 * VIEW + at * (room - 4 * VIEW))
        const [above, below] = [high, low].map((top) => scrolled(heights, start, top ?? 0))
        if (!above || !below) return
        expect(above.place.row).toBeLessThanOrEqual(below.place.row)
        expect(settle(heights, VIEW, above.place).top).toBeCloseTo(above.top, 1)
      }),
    )
  })
})

describe('a row that is looked for', () => {
  it('is seen whole, and what is seen already stays', () => {
    fc.assert(
      fc.property(someHeights, part, part, (heights, at, wanted) => {
        const row = rowIn(heights, wanted)
        const scroll = settle(heights, VIEW, reveal(heights, standing(heights, rowIn(heights, at)), row))
        const y = seenAt(heights, scroll, row)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(Math.min(y + heightOf(heights, row), VIEW)).toBeLessThanOrEqual(VIEW)
        expect(y).toBeLessThan(VIEW)
        expect(reveal(heights, scroll, row)).toBe(scroll.place)
      }),
    )
  })
})
