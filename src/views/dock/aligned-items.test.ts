import { expect, it } from 'vitest'
import { itemsOf, nextDiffering } from './aligned-items.ts'

const KINDS = ['same', 'same', 'same', 'same', 'changed', 'same', 'lost'] as const

it('folds long runs of what is the same, until they are opened', () => {
  expect(itemsOf(KINDS, new Set())).toEqual([{ from: 0, to: 4 }, { row: 4 }, { row: 5 }, { row: 6 }])
  expect(itemsOf(KINDS, new Set([0]))).toHaveLength(7)
  expect(itemsOf([], new Set())).toEqual([])
})

it.each([
  [undefined, 1, 4],
  [4, 1, 6],
  [6, 1, 4],
  [undefined, -1, 6],
  [4, -1, 6],
] as const)('goes from %s by %i to %i', (chosen, by, to) => {
  expect(nextDiffering(KINDS, chosen, by)).toBe(to)
})

it('goes nowhere where nothing differs', () => {
  expect(nextDiffering(['same'], undefined, 1)).toBeUndefined()
  expect(nextDiffering([], undefined, -1)).toBeUndefined()
})
