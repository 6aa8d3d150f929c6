import { describe, expect, it } from 'vitest'
import type { Problem } from '../answers/problem.ts'
import type { Engine } from '../engine.ts'
import { createEngine } from '../engine.ts'
import type { SheetTab } from '../view.ts'
import type { RowsFound, ScanPlace, Wanted } from './found.ts'

const chunk = (parts: readonly object[], more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  modelVersion: 'gemini-2.5-pro',
  responseId: 'r1',
})
const frames = (events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')

const GEMINI = frames([
  chunk([{ text: 'Œuvre: I will add them. 🎈' }]),
  chunk([{ text: 'ADD more' }]),
  chunk([{ functionCall: { id: 'fc_1', name: 'add_numbers', args: { a: 17, b: 25 } } }], {
    finishReason: 'STOP',
  }),
])

const sse = (events: readonly { readonly type: string }[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')

const ANTHROPIC = sse([
  { type: 'message_start', message: { id: 'm', role: 'assistant', content: [], usage: {} } } as never,
  { type: 'ping' },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } } as never,
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'hello' } } as never,
  { type: 'content_block_stop', index: 0 } as never,
  { type: 'message_stop' },
])

interface Answered {
  readonly rows: readonly number[]
  readonly slices: readonly RowsFound[]
}

function scanned(engine: Engine, key: string, wanted: Wanted, tab: SheetTab = 'events'): Answered {
  const slices: RowsFound[] = []
  for (let from: ScanPlace | undefined = { row: 0 }; from !== undefined; ) {
    const slice: RowsFound | Problem = engine.answer('scan', { key, exchange: 'x1', tab, wanted, from })
    if ('problem' in slice) throw new Error(slice.problem)
    slices.push(slice)
    from = slice.next
  }
  const rows = new Set(slices.flatMap((slice) => [...slice.rows]))
  return { rows: [...rows].sort((a, b) => a - b), slices }
}

function opened(content: string): { readonly engine: Engine; readonly key: string } {
  const engine = createEngine()
  const answer = engine.answer('open', { inputs: [{ content }] })
  if ('refused' in answer) throw new Error(answer.refused.sentence)
  return { engine, key: answer.key }
}

function rowsOf(content: string, wanted: Wanted, tab: SheetTab = 'events'): readonly number[] {
  const { engine, key } = opened(content)
  return scanned(engine, key, wanted, tab).rows
}

describe('a search', () => {
  it.each([
    ['add', [0, 1, 2]],
    ['œUVRE', [0, 2]],
    // Responses says the whole text again when it ends.
    ['🎈', [0, 2]],
    ['more', [1, 2]],
    ['"a":17', [2]],
    ['tool_use', [2]],
    ['/candidates/0/content/parts/0/functionCall', [2]],
    ['[', [0, 1, 2]],
    ['nowhere', []],
  ])('finds %j in the source and in every lane', (text, rows) => {
    expect(rowsOf(GEMINI, { text })).toEqual(rows)
  })

  it('goes through a long half in slices', () => {
    const words = Array.from({ length: 3_000 }, (_, i) => chunk([{ text: `word ${i} ` }]))
    const content = frames(words)
    expect(rowsOf(content, { text: 'word 29' }).length).toBe(111)
  })
})

describe('a long stream', () => {
  const words = Array.from({ length: 30_000 }, (_, i) => chunk([{ text: `word ${i} ` }]))
  const call = chunk([{ functionCall: { id: 'fc_1', name: 'add_numbers', args: { a: 17 } } }])
  const content = frames([...words, call, chunk([{ text: 'end' }], { finishReason: 'STOP' })])

  it('is searched in its captured text first, then in its lanes', () => {
    const { engine, key } = opened(content)
    const { rows, slices } = scanned(engine, key, { text: 'WORD 2999' })
    // Responses says the whole text again where the call begins.
    expect(rows).toEqual([2_999, ...Array.from({ length: 10 }, (_, i) => 29_990 + i), words.length])
    const grounds = slices.map(({ ground }) => ground)
    expect(grounds.indexOf('lanes')).toBe(grounds.lastIndexOf('text') + 1)
    expect(scanned(engine, key, { text: 'tool_use' }).rows).toContain(30_000)
  })

  it.each([
    ['part:tool-call', [30_000]],
    ['call:c1', [30_000]],
    ['call:fc_1', [30_000]],
    ['part:text end', [30_001]],
    ['kind:finishReason', [30_001]],
    ['part:text -lane:gemini', []],
  ])('is filtered in all its lanes: %s', (filter, rows) => {
    const { engine, key } = opened(content)
    expect(scanned(engine, key, { filter }).rows).toEqual(rows)
  })
})

describe('a filter', () => {
  it.each([
    ['part:tool-call', [2]],
    ['-part:tool-call', [0, 1]],
    ['call:fc_1', [2]],
    ['call:c1', [2]],
    ['part:text more', [1, 2]],
    ['part:text -more', [0]],
    ['lane:anthropic part:tool-call', [2]],
    ['at:/candidates/0/finishReason', [2]],
    ['', [0, 1, 2]],
  ])('%s', (filter, rows) => {
    expect(rowsOf(GEMINI, { filter })).toEqual(rows)
  })

  it.each([
    ['kind:ping', [1]],
    ['kind:content_block_delta', [3]],
    ['-kind:ping lane:chat', [0, 3, 5]],
    ['lane:anthropic kind:text', [2, 3]],
  ])('%s', (filter, rows) => {
    expect(rowsOf(ANTHROPIC, { filter })).toEqual(rows)
  })
})

it('tells of each token by itself how many rows it holds of', () => {
  const { engine, key } = opened(GEMINI)
  const wanted = { filter: 'part:tool-call more' }
  const slice = engine.answer('scan', { key, exchange: 'x1', tab: 'events', wanted, from: { row: 0 } })
  expect(slice).toMatchObject({ each: [1, 2], total: 3 })
})
