import { expect, it } from 'vitest'
import type { Problem } from '../../engine/answers/problem.ts'
import type { Window } from '../../engine/answers/window.ts'
import { createRowPages, pagesFor } from './row-pages.ts'

const NOWHERE = { from: 0, to: 0 }

it.each([
  ['at the start, the next one follows', { from: 0, to: 40 }, NOWHERE, [0, 1]],
  [
    'downwards, the one below comes before the one above',
    { from: 250, to: 290 },
    { from: 150, to: 190 },
    [2, 3, 1],
  ],
  ['upwards, the one above comes first', { from: 250, to: 290 }, { from: 350, to: 390 }, [2, 1, 3]],
  ['what is in the middle of the eye comes first', { from: 190, to: 270 }, NOWHERE, [2, 1, 3, 0]],
  ['nothing is behind the last', { from: 950, to: 1000 }, { from: 0, to: 40 }, [9, 8]],
])('%s', (_, range, before, pages) => {
  expect(pagesFor(range, before, 100, 1000)).toEqual(pages)
})

const NONE = { carried: 0, changed: 0, added: 0, lost: 0, reasons: [], steps: [] }
const NO_CALLS = new Map<string, number>()
const EMPTY: Window = {
  from: 0,
  total: 0,
  rows: [],
  dialect: 'gemini',
  lanes: { 'openai-chat': NONE, 'openai-responses': NONE, 'anthropic-messages': NONE, gemini: NONE },
  marks: [],
  calls: {
    source: NO_CALLS,
    'openai-chat': NO_CALLS,
    'openai-responses': NO_CALLS,
    'anthropic-messages': NO_CALLS,
    gemini: NO_CALLS,
    other: NO_CALLS,
  },
}

/** Answers when it is told to. */
function createDesk(given: Window | Problem = EMPTY) {
  const asked: number[] = []
  const open: (() => void)[] = []
  return {
    asked,
    ask: (page: number) =>
      new Promise<Window | Problem>((answer) => {
        asked.push(page)
        open.push(() => answer(given))
      }),
    async answer() {
      for (const one of open.splice(0)) one()
      await new Promise((done) => setTimeout(done))
    },
  }
}

it('asks for two at once, and forgets what was passed over', async () => {
  const desk = createDesk()
  const pages = createRowPages(100, 100_000, desk.ask)
  for (const from of [0, 10_000, 20_000, 30_000]) pages.look({ from, to: from + 40 })
  expect(desk.asked).toEqual([0, 1])
  await desk.answer()
  expect(desk.asked).toEqual([0, 1, 300, 301])
  await desk.answer()
  expect([...pages.getState().keys()]).toEqual([0, 1, 300, 301])
})

it('asks again for what failed, once the eye comes back', async () => {
  const desk = createDesk({ problem: 'The engine stopped.' })
  const pages = createRowPages(100, 100_000, desk.ask)
  for (const from of [0, 20_000, 0]) {
    pages.look({ from, to: from + 40 })
    await desk.answer()
  }
  expect(desk.asked).toEqual([0, 1, 200, 201, 199, 0, 1])
})

it('keeps the pages around the eye and lets the oldest go', async () => {
  const desk = createDesk()
  const pages = createRowPages(100, 100_000, desk.ask)
  for (let from = 0; from < 10_000; from += 100) {
    pages.look({ from, to: from + 40 })
    await desk.answer()
  }
  const kept = [...pages.getState().keys()]
  expect(kept.length).toBeLessThanOrEqual(40)
  expect(kept).toContain(99)
  expect(kept).not.toContain(0)
})
