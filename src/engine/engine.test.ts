import { describe, expect, it } from 'vitest'
import type { Opened } from './answers/opened.ts'
import type { Window } from './answers/window.ts'
import { createEngine } from './engine.ts'
import type { View } from './view.ts'

const frames = (events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')

const chunk = (parts: readonly object[], more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  modelVersion: 'gemini-2.5-pro',
  responseId: 'r1',
})

const STREAM = frames([
  chunk([{ text: 'I will add them.' }]),
  chunk([{ functionCall: { name: 'add_numbers', args: { a: 17, b: 25 } } }], { finishReason: 'STOP' }),
])

function open(content: string): {
  readonly engine: ReturnType<typeof createEngine>
  readonly opened: Opened
} {
  const engine = createEngine()
  const opened = engine.answer('open', { inputs: [{ content }] })
  if ('refused' in opened) throw new Error(opened.refused.sentence)
  return { engine, opened }
}

const rowsOf = ({ engine, opened }: ReturnType<typeof open>, from = 0, count = 100): Window => {
  const window = engine.answer('rows', { key: opened.key, exchange: 'x1', tab: 'events', from, count })
  if ('problem' in window) throw new Error(window.problem)
  return window
}

describe('what is opened', () => {
  it('is summed up without its bodies', () => {
    const { opened } = open(STREAM)
    expect(opened.exchanges).toEqual([
      { id: 'x1', dialect: 'gemini', reply: 'stream', hasRequest: false, problems: 0 },
    ])
    expect(opened.view).toEqual({ exchange: 'x1', tab: 'events' })
    expect(JSON.stringify(opened)).not.toContain('add_numbers')
  })

  it('has the same key whenever it is opened', () => {
    expect(open(STREAM).opened.key).toBe(open(STREAM).opened.key)
    expect(open(STREAM).opened.key).not.toBe(open(STREAM.replace('17', '18')).opened.key)
  })

  it('is given in windows', () => {
    const window = rowsOf(open(STREAM), 1, 1)
    expect(window.total).toBe(2)
    expect(window.rows.map(({ index }) => index)).toEqual([1])
    expect(window.rows[0]?.lanes['anthropic-messages'].atoms.map(({ word }) => word)).toContain('tool_use')
  })

  it('numbers the calls alike in every lane', () => {
    const { calls, rows } = rowsOf(open(STREAM))
    for (const column of ['openai-chat', 'anthropic-messages'] as const) {
      const call = rows[1]?.lanes[column].atoms.find((atom) => atom.call !== undefined)?.call
      expect(calls[column].get(call as string)).toBe(0)
    }
  })
})

describe('what cannot be opened', () => {
  for (const content of [
    '',
    'Nothing to see here.',
    '<html><body>502</body></html>',
    '{"model":"gpt-5","messages":[{"ro',
  ]) {
    it(`is told and given back: ${JSON.stringify(content)}`, () => {
      const answer = createEngine().answer('open', { inputs: [{ content }] })
      if (!('refused' in answer)) throw new Error('it was opened')
      expect(answer.refused.sentence).not.toBe('')
      expect(answer.head).toBe(content)
    })
  }

  it('comes back by its head only', () => {
    const answer = createEngine().answer('open', { inputs: [{ content: 'x'.repeat(300_000) }] })
    if (!('refused' in answer)) throw new Error('it was opened')
    expect(answer.head.length + answer.rest).toBe(300_000)
    expect(answer.head.length).toBeLessThan(200_000)
  })
})

describe('several inputs', () => {
  it('are one transcript, each of the side its file is named after', () => {
    const inputs = [
      { content: STREAM, name: 'upstream.sse' },
      { content: STREAM, name: 'client.sse' },
    ]
    const answer = createEngine().answer('open', { inputs })
    if ('refused' in answer) throw new Error(answer.refused.sentence)
    expect(answer.exchanges.map(({ id, side }) => [id, side])).toEqual([
      ['x1', 'upstream'],
      ['x2', 'client'],
    ])
  })
})

describe('a link', () => {
  const KEY = `sk-ant-api03-${'Zq3rT8vLk2Wm'.repeat(7)}AA`
  const CURL = `curl https://api.anthropic.com/v1/messages -H 'x-api-key: ${KEY}' -d '{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}'`

  it('opens elsewhere to the same view', () => {
    const { engine, opened } = open(STREAM)
    const view: View = { exchange: 'x1', tab: 'events', row: 1 }
    const link = engine.answer('link', { key: opened.key, view })
    if ('problem' in link) throw new Error(link.problem)
    const followed = createEngine().answer('follow', { fragment: link.fragment })
    if ('problem' in followed) throw new Error(followed.problem)
    expect(followed.view).toEqual(view)
    expect(followed.key).toBe(opened.key)
  })

  it('holds no key, and says what it masked', () => {
    const { engine, opened } = open(CURL)
    const link = engine.answer('link', { key: opened.key, view: {} })
    if ('problem' in link) throw new Error(link.problem)
    expect(link.masked.map(({ what }) => what)).toEqual(['x-api-key header'])
    const elsewhere = createEngine()
    const followed = elsewhere.answer('follow', { fragment: link.fragment })
    if ('problem' in followed) throw new Error(followed.problem)
    const again = elsewhere.answer('link', { key: followed.key, view: {} })
    expect(JSON.stringify([followed, again])).not.toContain('Zq3rT8vLk2Wm')
  })

  it.each(['v1.gemini.KvDo', 'v999.x.y', 'hello', ''])('that is broken says so: %j', (fragment) => {
    expect(createEngine().answer('follow', { fragment })).toHaveProperty('problem')
  })
})

it('knows nothing of a transcript it was not given', () => {
  const engine = createEngine()
  expect(
    engine.answer('rows', { key: 'k', exchange: 'x1', tab: 'events', from: 0, count: 1 }),
  ).toHaveProperty('problem')
  expect(engine.answer('link', { key: 'k', view: {} })).toHaveProperty('problem')
  expect(engine.answer('masks', { key: 'k' })).toEqual([])
})
