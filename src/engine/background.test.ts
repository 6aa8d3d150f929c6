import { describe, expect, it } from 'vitest'
import type { Exchange } from '../transcript/transcript.ts'
import type { Opened } from './answers/opened.ts'
import type { Window } from './answers/window.ts'
import { judge } from './background.ts'
import type { Engine } from './engine.ts'
import { createEngine } from './engine.ts'
import type { News } from './protocol.ts'
import type { ScanPlace } from './search/found.ts'

const chunk = (choice: object): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`

/** A reply of so many pieces of text. */
const log = (pieces: number): string =>
  chunk({ delta: { role: 'assistant', content: '' } }) +
  Array.from({ length: pieces }, (_, i) => chunk({ delta: { content: ` word ${i}` } })).join('') +
  `${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`

const LONG = log(16_000)
const SHORT = log(100)

function open(content: string): { readonly engine: Engine; readonly opened: Opened; rows(): Window } {
  const engine = createEngine()
  const opened = engine.answer('open', { inputs: [{ content }] })
  if ('refused' in opened) throw new Error(opened.refused.sentence)
  const rows = () => {
    const ask = { key: opened.key, exchange: 'x1', tab: 'events', from: 0, count: 20 } as const
    const window = engine.answer('rows', ask)
    if ('problem' in window) throw new Error(window.problem)
    return window
  }
  return { engine, opened, rows }
}

function workOff(engine: Engine): readonly News[] {
  const told: News[] = []
  for (let news = engine.work(true); news; news = engine.work(true)) told.push(...news)
  return told
}

describe('what is long', () => {
  it('is shown before all of it was read, and judged when it was', () => {
    const { engine, opened, rows } = open(LONG)
    expect([opened.isJudging, opened.findings]).toEqual([true, []])
    const first = rows()
    expect(first.rows).toHaveLength(20)
    expect(first.reading?.framed).toBeLessThan(1)
    const told = workOff(engine)
    expect(told.map(({ kind }) => kind).lastIndexOf('read')).toBe(told.length - 2)
    expect(told.at(-2)).toEqual({ kind: 'read', key: opened.key, exchange: 'x1' })
    const judged = told.at(-1)
    expect(judged?.kind === 'judged' && [judged.opened.key, judged.opened.isJudging]).toEqual([
      opened.key,
      undefined,
    ])
    const all = rows()
    expect([all.reading, all.isJudging]).toEqual([undefined, undefined])
    expect(all.total).toBeGreaterThan(12_000)
    expect(all.lanes.gemini.carried).toBeGreaterThan(10_000)
  })

  it('is not judged while somebody asks', () => {
    const { engine, opened } = open(LONG)
    expect(engine.work(false)).toBeUndefined()
    expect(engine.work(true)).toMatchObject([{ kind: 'judged', opened: { key: opened.key } }])
  })

  it('is searched in its captured text, however much of it was read', () => {
    const { engine, opened } = open(LONG)
    const ask = { key: opened.key, exchange: 'x1', tab: 'events', wanted: { text: 'word 15999' } } as const
    const scan = (from: ScanPlace) => {
      const found = engine.answer('scan', { ...ask, from })
      if ('problem' in found) throw new Error(found.problem)
      return found
    }
    const found: number[] = []
    for (let from: ScanPlace | undefined = { row: 0 }; from && !from.isLanes; ) {
      const slice = scan(from)
      found.push(...slice.rows)
      from = slice.next
    }
    expect(found).toEqual([16_000])
  })
})

it('what is short is judged at once, and leaves nothing to do', () => {
  const { engine, opened, rows } = open(SHORT)
  expect(opened.isJudging).toBeUndefined()
  expect(rows().reading).toBeUndefined()
  expect(engine.work(true)).toBeUndefined()
})

describe('what the rules are silent of', () => {
  const reply = (content: string) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'gpt-4o',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  })
  const side = (name: 'upstream' | 'client', content: string): Exchange => ({
    id: name === 'upstream' ? 'x1' : 'x2',
    side: name,
    dialect: 'openai-chat',
    reply: { body: JSON.stringify(reply(content)) },
  })
  const sidesSaid = (...contents: readonly [string, string]) =>
    judge({ version: 1, exchanges: [side('upstream', contents[0]), side('client', contents[1])] }).sides

  it('is told of two sides, where they differ and where they do not', () => {
    expect(sidesSaid('Seven.', 'Seven.')).toEqual({
      sentence: 'What was captured on both sides came through.',
    })
    expect(sidesSaid('Seven.', 'Eight.')).toEqual({
      sentence: expect.stringMatching(/^The gateway between x1 and x2 /),
      isDifferent: true,
    })
  })

  it('is not told of one side', () => {
    expect(judge({ version: 1, exchanges: [side('upstream', 'Seven.')] }).sides).toBeUndefined()
  })
})
