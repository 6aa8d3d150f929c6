import { describe, expect, it } from 'vitest'
import { PlaceRuns } from './place-runs.ts'
import { addRun, firstOutside } from './runs.ts'

describe('runs', () => {
  it.each([
    [
      [1, 1, 2, 2],
      [1, 2],
    ],
    [
      [1, 1, 3, 3],
      [1, 1, 3, 3],
    ],
    [
      [1, 1, 3, 3, 2, 2],
      [1, 3],
    ],
    [
      [5, 9, 1, 2],
      [1, 2, 5, 9],
    ],
    [
      [5, 9, 7, 8],
      [5, 9],
    ],
    [
      [1, 2, 5, 6, 9, 9, 0, 20],
      [0, 20],
    ],
    [
      [1, 2, 5, 6, 9, 9, 4, 7],
      [1, 2, 4, 7, 9, 9],
    ],
  ])('%j are %j', (added, runs) => {
    const found: number[] = []
    for (let at = 0; at < added.length; at += 2) addRun(found, added[at] as number, added[at + 1] as number)
    expect(found).toEqual(runs)
  })

  it.each([
    [0, 0],
    [2, 4],
    [4, 4],
    [5, 7],
  ])('the first number outside, from %i: %i', (from, outside) => {
    expect(firstOutside([1, 3, 5, 6], from)).toBe(outside)
  })
})

it('places are found by the frames of a window', () => {
  const places = new PlaceRuns()
  places.add({ frame: 3, until: 9, pointer: '/a' })
  places.add({ frame: 12, pointer: '/a' })
  places.add({ frame: 4, pointer: '/b' })
  expect(places.within(5, 13)).toEqual([
    { frame: 5, until: 9, pointer: '/a' },
    { frame: 12, pointer: '/a' },
  ])
  expect(places.within(10, 12)).toEqual([])
})

it('what is added after a question is found, however far its runs reach', () => {
  const places = new PlaceRuns()
  for (let frame = 0; frame < 500_000; frame += 1000) places.add({ frame, pointer: `/${frame}` })
  expect(places.within(249_000, 251_000).map(({ pointer }) => pointer)).toEqual(['/249000', '/250000'])
  places.add({ frame: 7, until: 400_000, pointer: '/long' })
  expect(places.within(300_000, 300_001)).toEqual([
    { frame: 300_000, pointer: '/300000' },
    { frame: 300_000, pointer: '/long' },
  ])
  expect(places.nextChange(399_999)).toBe(400_000)
  expect(places.nextChange(400_000)).toBe(400_001)
})

it.each([
  [0, 3],
  [3, 4],
  [4, 6],
  [6, 10],
  [10, 12],
  [12, 13],
  [13, Number.POSITIVE_INFINITY],
])('behind frame %i, other places are known from frame %i on', (frame, change) => {
  const places = new PlaceRuns()
  places.add({ frame: 3, until: 9, pointer: '/a' })
  places.add({ frame: 12, pointer: '/a' })
  places.add({ frame: 4, until: 5, pointer: '/b' })
  expect(places.nextChange(frame)).toBe(change)
})
