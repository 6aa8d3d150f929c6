import { expect, it } from 'vitest'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import { parseHandle } from '../../transcript/handle.ts'
import { createAddress } from '../address.ts'
import { createFocus } from '../focus.ts'
import { memoryBar } from '../memory-bar.ts'
import { createNotices } from '../notices.ts'
import { createFinder } from './finder.ts'
import { createHandles } from './handles.ts'

const HALF = { key: 'k', exchange: 'x1', tab: 'events' } as const
const OPENED = { key: 'k' } as Opened
const ROWS = Uint32Array.from([2, 5, 9])

/** A worker that answers when it is let, the last question first: where in its row a hit is, or where a handle leads. */
function start() {
  const waiting: (() => void)[] = []
  const ask = (_: string, { handle }: { handle?: { exchange: string; number: number } }) =>
    new Promise((resolve) => {
      const view = handle && { exchange: handle.exchange, tab: 'events', row: handle.number - 1 }
      waiting.push(() => resolve(view ? { view } : { column: 'gemini', atom: 0 }))
    })
  const address = createAddress(memoryBar())
  const focus = createFocus()
  address.move({ exchange: 'x1', tab: 'events', row: 0 })
  const engine = { ask } as never as EngineClient
  const [finder, notices] = [createFinder(engine), createNotices()]
  const handles = createHandles({
    engine,
    address,
    focus,
    finder,
    tell: notices.tell,
    opened: () => OPENED,
  })
  return {
    go: (text: string) => {
      const handle = parseHandle(text)
      return handle && handles.go(handle)
    },
    step: (by: 1 | -1) => handles.toHit(HALF, 'text', ROWS, by),
    answer: () => {
      for (const one of waiting.toReversed()) one()
    },
    address,
    notices,
    /** The filter shows the rows. */
    filter(text: string) {
      address.seek({ filter: text })
      const filter = { text, rows: ROWS, each: [3], looked: 10, total: 10, isDone: true }
      finder.setState({ half: HALF, filter })
    },
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

it('goes to the handle that was asked for last', async () => {
  const { go, answer, row } = start()
  const going = [go('x1.e4'), go('x1.e8')]
  answer()
  await Promise.all(going)
  expect(row()).toBe(7)
})

it('goes nowhere where a person went elsewhere meanwhile', async () => {
  const { go, answer, row, address } = start()
  const going = go('x1.e8')
  address.move({ exchange: 'x1', tab: 'events', row: 4 })
  answer()
  await going
  expect(row()).toBe(4)
})

it('shows a row that is named though the filter hides it, and tells', async () => {
  const { go, answer, row, filter, address, notices } = start()
  filter('lost')
  const seen = go('x1.e6')
  answer()
  await seen
  expect([row(), address.getState().view.filter]).toEqual([5, 'lost'])
  const hidden = go('x1.e5')
  answer()
  await hidden
  expect([row(), address.getState().view.filter]).toEqual([4, undefined])
  const [notice] = notices.getState()
  expect(notice?.sentence).toContain('x1.e5')
  notice?.actions?.[0]?.run()
  expect(address.getState().view.filter).toBe('lost')
})
