import { describe, expect, it } from 'vitest'
import { createHeights } from './heights.ts'
import { offsetOf } from './scroll.ts'
import type { Standing } from './standing.ts'
import {
  arrive,
  bring,
  drawnRange,
  isOutdated,
  keyOf,
  learn,
  moveTo,
  resize,
  rest,
  stand,
  standOn,
} from './standing.ts'

const ROW = 20
const VIEW = 200

/** As a screen does: it draws, and moves the scroller where it is told to. */
function draw(standing: Standing): Standing {
  standing.range = drawnRange(standing)
  standing.key = keyOf(standing)
  if (standing.isOurs) arrive(standing, standing.scroll.top)
  return standing
}
const drawn = (count = 1_000): Standing => draw(stand(createHeights(count, ROW), VIEW))

describe('rows in a scroller', () => {
  it('are at first those that are seen, and some around them once there is time', () => {
    const standing = drawn()
    expect(standing.range).toEqual({ from: 0, to: 12 })
    rest(standing)
    expect(drawnRange(standing)).toEqual({ from: 0, to: 16 })
  })

  it('are drawn anew only where others come, not for each px', () => {
    const standing = drawn()
    rest(standing)
    moveTo(standing, 30, true)
    draw(standing)
    expect([moveTo(standing, 38, true), isOutdated(standing)]).toEqual([true, false])
    expect([moveTo(standing, 38.2, true), isOutdated(standing)]).toEqual([false, false])
    expect([moveTo(standing, 90, true), isOutdated(standing)]).toEqual([true, true])
  })

  it('pass while a thumb is pulled, until it rests', () => {
    const standing = drawn()
    moveTo(standing, 9_000, false)
    expect([standing.isBare, standing.isPassing]).toEqual([true, true])
    rest(standing)
    expect([standing.isBare, standing.isPassing]).toEqual([false, false])
  })

  it('stay where they are when others turn out higher, and ask for a picture only for news', () => {
    const standing = drawn()
    moveTo(standing, 9_000, true)
    draw(standing)
    const { row } = standing.scroll.place
    const seenAt = () => offsetOf(standing.heights, standing.scroll, row) - standing.scroll.top
    const before = seenAt()
    expect(learn(standing, [[row - 3, 75]])).toBe(true)
    expect(learn(standing, [[row - 3, 75]])).toBe(false)
    expect(learn(standing, [[1_000, 75]])).toBe(false)
    expect(seenAt()).toBe(before)
  })

  it('come to the eye when they are called, and stay where they are seen already', () => {
    const standing = drawn()
    expect(bring(standing, 3)).toBe(false)
    expect(bring(standing, 500)).toBe(true)
    expect([standing.isOurs, isOutdated(standing)]).toEqual([true, true])
    draw(standing)
    expect([standing.isOurs, isOutdated(standing)]).toEqual([false, false])
    expect(drawnRange(standing).from).toBeLessThanOrEqual(500)
    expect(drawnRange(standing).to).toBeGreaterThan(500)
  })

  it('are not moved by the person while they are about to be moved by us', () => {
    const standing = drawn()
    bring(standing, 500)
    const { place } = standing.scroll
    expect(moveTo(standing, 40, true)).toBe(false)
    expect(standing.scroll.place).toBe(place)
  })

  it('keep their place in a view of another height, and where there are fewer of them', () => {
    const standing = drawn()
    bring(standing, 500)
    draw(standing)
    const { place } = standing.scroll
    resize(standing, 300)
    expect(standing.scroll).toMatchObject({ place, view: 300 })
    standOn(standing, createHeights(30, ROW))
    expect(drawnRange(draw(standing)).to).toBe(30)
  })
})
