import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseHandle } from '../../transcript/handle.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { CopyWish } from '../answers/taken-along.ts'
import { createEngine } from '../engine.ts'

const SAMPLE = new URL('../../../public/samples/litellm-25836/transcript.json', import.meta.url)
const engine = createEngine()
const { key } = engine.answer('sample', {
  transcript: JSON.parse(readFileSync(SAMPLE, 'utf8')) as Transcript,
})

function copied(exchange: string, wish: CopyWish): string {
  const answer = engine.answer('copy', { key, exchange, wish })
  return 'problem' in answer ? `Problem: ${answer.problem}` : answer.text
}

describe('what is copied', () => {
  it('is an event as it was captured', () => {
    expect(copied('x1', { what: 'cell', tab: 'events', row: 5, column: 'source' })).toMatch(
      /^event: content_block_start\ndata: \{.*"write_reading".*\}$/,
    )
  })

  it('is an event as the lane’s dialect would write it', () => {
    const cell = copied('x2', { what: 'cell', tab: 'events', row: 2, column: 'anthropic-messages' })
    expect(cell).toContain('event: content_block_start\ndata: ')
    expect(cell).toContain('"input_json_delta"')
  })

  it('is an entry as the lane’s dialect would write it', () => {
    const cell = copied('x1', { what: 'cell', tab: 'request', row: 4, column: 'gemini' })
    expect(JSON.parse(cell)).toEqual({
      contents: [
        {
          role: 'user',
          parts: [{ text: 'Log 18.4 degrees and 61 percent for Tromsø.' }],
        },
      ],
    })
  })

  it('is a value, whole where the lane cuts it', () => {
    const wish = { what: 'value', tab: 'request', row: 5, atom: 2 } as const
    const schema = JSON.parse(copied('x1', { ...wish, column: 'source' }))
    expect(schema.properties.station).toEqual({ type: 'string' })
    expect(JSON.parse(copied('x1', { ...wish, column: 'gemini' }))).toEqual(schema)
    expect(copied('x1', { what: 'value', tab: 'events', row: 2, column: 'source', atom: 0 })).toBe(
      'I am writing ',
    )
    expect(copied('x1', { what: 'value', tab: 'events', row: 2, column: 'openai-chat', atom: 0 })).toBe(
      'I am writing ',
    )
  })

  it.each([
    ['anthropic-messages', '"$ANTHROPIC_API_KEY"'],
    ['openai-chat', "'https://api.openai.com/v1/chat/completions'"],
    ['gemini', 'streamGenerateContent?alt=sse'],
  ] as const)('is the request as curl for %s', (dialect, word) => {
    expect(copied('x1', { what: 'curl', dialect })).toContain(word)
  })

  it('is a sentence where there is nothing', () => {
    expect(copied('x1', { what: 'cell', tab: 'events', row: 99, column: 'source' })).toBe(
      'Problem: There is no such row.',
    )
  })
})

describe('a handle', () => {
  it.each([
    ['x2', { exchange: 'x2', tab: 'events' }],
    ['x1.e6', { exchange: 'x1', tab: 'events', row: 5 }],
    ['x1.q1', { exchange: 'x1', tab: 'request', row: 0 }],
    ['x2.c1', { exchange: 'x2', tab: 'events', row: 2 }],
    ['p1', { exchange: 'x1', tab: 'events', row: 5, problem: 0 }],
    ['x1.e99', { problem: 'There is no x1.e99 here.' }],
    ['p9', { problem: 'There is no p9 here.' }],
  ])('%s leads where it says', (text, view) => {
    const handle = parseHandle(text)
    expect(handle && engine.answer('handle', { key, handle })).toEqual('exchange' in view ? { view } : view)
  })
})
