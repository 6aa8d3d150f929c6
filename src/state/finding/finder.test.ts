import { describe, expect, it } from 'vitest'
import type { EngineClient } from '../../engine/client.ts'
import type { ScanPlace } from '../../engine/search/found.ts'
import { allRows, GrowingRows, someRows } from '../rows/row-order.ts'
import { createFinder, nextHit } from './finder.ts'

const HALF = { key: 'k', exchange: 'x1', tab: 'events' } as const

/** A worker that finds every tenth row of 100, 40 rows a slice, when it is let. */
function slowEngine() {
  const waiting: (() => void)[] = []
  const asked: string[] = []
  const ask = (_: string, { wanted, from }: { wanted: object; from: ScanPlace }) => {
    asked.push(`${Object.values(wanted)[0]} ${from.row}`)
    const next = from.row + 40 < 100 ? { next: { row: from.row + 40 } } : {}
    const rows = Uint32Array.from([0, 10, 20, 30].map((row) => row + from.row))
    return new Promise((resolve) => {
      waiting.push(() => resolve({ rows, each: [rows.length], ...next, total: 100 }))
    })
  }
  const step = async () => {
    for (const answer of waiting.splice(0)) answer()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { engine: { ask } as never as EngineClient, asked, step }
}

describe('a search', () => {
  it('grows slice by slice, and then rests', async () => {
    const { engine, asked, step } = slowEngine()
    const finder = createFinder(engine)
    finder.look(HALF, { search: 'a', filter: undefined })
    await step()
    expect(finder.getState().search).toMatchObject({ looked: 40, isDone: false, each: [4] })
    await step()
    await step()
    expect(finder.getState().search).toMatchObject({ looked: 100, isDone: true, each: [12] })
    finder.look(HALF, { search: 'a', filter: undefined })
    expect(asked).toEqual(['a 0', 'a 40', 'a 80'])
  })

  it('gives way to a later one', async () => {
    const { engine, asked, step } = slowEngine()
    const finder = createFinder(engine)
    finder.look(HALF, { search: 'a', filter: undefined })
    finder.look(HALF, { search: 'ab', filter: undefined })
    await step()
    await step()
    await step()
    expect(asked).toEqual(['a 0', 'ab 0', 'ab 40', 'ab 80'])
    expect(finder.getState().search?.text).toBe('ab')
  })

  it('is forgotten when it is taken away', async () => {
    const { engine, step } = slowEngine()
    const finder = createFinder(engine)
    finder.look(HALF, { search: 'a', filter: 'lost' })
    finder.look(HALF, { search: undefined, filter: 'lost' })
    await step()
    expect(Object.keys(finder.getState())).toEqual(['half', 'filter'])
  })
})

it.each([
  [undefined, 1, 3],
  [undefined, -1, 9],
  [3, 1, 5],
  [4, 1, 5],
  [9, 1, 3],
  [5, -1, 3],
  [3, -1, 9],
] as const)('from row %s by %s, the next hit is %s', (row, step, hit) => {
  expect(nextHit(Uint32Array.from([3, 5, 9]), row, step)).toBe(hit)
})

it('orders rows by their numbers', () => {
  const some = someRows('lost', Uint32Array.from([2, 7, 9]))
  expect([some.total, some.rowAt(1), some.positionOf(7), some.positionOf(3), some.slice?.(1, 3)]).toEqual([
    3,
    7,
    1,
    1,
    [7, 9],
  ])
  expect([allRows(5).rowAt(4), allRows(5).positionOf(4)]).toEqual([4, 4])
})

it('joins what comes behind, and what comes between', () => {
  const rows = new GrowingRows()
  rows.add(Uint32Array.from([2, 5]))
  const before = rows.all
  rows.add(Uint32Array.from([7, 9]))
  rows.add(Uint32Array.from([1, 5, 8]))
  expect([...rows.all]).toEqual([1, 2, 5, 7, 8, 9])
  expect([...before]).toEqual([2, 5])
})
