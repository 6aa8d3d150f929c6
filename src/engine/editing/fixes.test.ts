import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Transcript } from '../../transcript/transcript.ts'
import { createEngine } from '../engine.ts'

const sample = (id: string): Transcript =>
  JSON.parse(
    readFileSync(new URL(`../../../public/samples/${id}/transcript.json`, import.meta.url), 'utf8'),
  ) as Transcript

function fixOf(transcript: Transcript) {
  const engine = createEngine()
  const { key } = engine.answer('sample', { transcript })
  return engine.answer('fix', { key, problem: 0 })
}

it.each([
  ['litellm-25836', 'x1', 'reply', '\\"celsius\\":18.4'],
  ['litellm-21577', 'x1', 'reply', '"finish_reason":"tool_calls"'],
  ['litellm-22046', 'x2', 'request', '{"role":"user","parts":[{"functionResponse"'],
  ['litellm-26167', 'x4', 'request', '"name":"reserve_berth","input":{"berth":"D17"'],
])('corrects the founding case %s in %s', (id, exchange, half, words) => {
  const fix = fixOf(sample(id))
  expect(fix).toMatchObject({ exchange, half })
  expect('after' in fix && fix.after).toContain(words)
  expect('before' in fix && fix.before).not.toContain(words)
})

it.each(['litellm-22578', 'litellm-26167-refused'])(
  'says of %s that only the gateway can be mended',
  (id) => {
    expect(fixOf(sample(id))).toEqual({ problem: expect.stringContaining('the gateway that must be mended') })
  },
)

it('says that a capture of the other side would help', () => {
  const { exchanges } = sample('litellm-25836')
  const client = exchanges.filter(({ side }) => side === 'client')
  expect(fixOf({ version: 1, exchanges: client })).toEqual({
    problem: expect.stringContaining('provider’s own reply'),
  })
})

it('tries nothing on a transcript that is too large for it', () => {
  const { exchanges } = sample('litellm-25836')
  const long = exchanges.map((one) =>
    one.side === 'upstream' && one.request ? { ...one, request: { body: ' '.repeat(5_000_000) } } : one,
  )
  expect(fixOf({ version: 1, exchanges: long })).toEqual({ problem: expect.stringContaining('too large') })
})
