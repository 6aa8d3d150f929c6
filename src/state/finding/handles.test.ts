import { expect, it } from 'vitest'
import type { EngineClient } from '../../engine/client.ts'
import { createAddress } from '../address.ts'
import { createFocus } from '../focus.ts'
import { memoryBar } from '../memory-bar.ts'
import { createHandles } from './handles.ts'

const HALF = { key: 'k', exchange: 'x1', tab: 'events' } as const
const ROWS = Uint32Array.from([2, 5, 9])

/** A worker that answers where in its row a hit is when it is let. */
function start() {
  const waiting: (() => void)[] = []
  const ask = () =>
    new Promise((resolve) => void waiting.push(() => resolve({ column: 'gemini', atom: waiting.length })))
  const address = createAddress(memoryBar())
  const focus = createFocus()
  address.move({ exchange: 'x1', tab: 'events', row: 0 })
  const handles = createHandles({
    engine: { ask } as never as EngineClient,
    address,
    focus,
    opened: () => undefined,
  })
  return {
    step: (by: 1 | -1) => handles.toHit(HALF, 'text', ROWS, by),
    answer: () => {
      for (const one of waiting) one()
    },
    address,
    row: () => address.getState().view.row,
    spot: () => focus.getState().spot?.row,
  }
}

it('counts each step of a fast walk over hits', async () => {
  const { step, answer, row, spot } = start()
  const walking = [step(1), step(1), step(1)]
  expect(row()).toBe(9)
  answer()
  await Promise.all(walking)
  expect([row(), spot()]).toEqual([9, 9])
})

it('leaves a person where they went before the answer', async () => {
  const { step, answer, row, spot, address } = start()
  const walking = step(1)
  address.move({ exchange: 'x1', tab: 'events', row: 4 })
  answer()
  await walking
  expect([row(), spot()]).toEqual([4, undefined])
})
