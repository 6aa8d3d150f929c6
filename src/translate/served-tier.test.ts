import { describe, expect, it } from 'vitest'
import { framesOf } from '../../bench/corpus.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { Json } from '../wire/json.ts'
import { translateStream } from './stream.ts'

const chunk = (fields: Json, finish_reason: string | null = null): Json => ({
  object: 'chat.completion.chunk',
  ...(fields as object),
  choices: [{ index: 0, delta: { content: 'a' }, finish_reason }],
})
const response = (type: string, status: string, service_tier: string): Json => ({
  type: `response.${type}`,
  response: { id: 'r', object: 'response', status, output: [], service_tier },
})
const streamed = (asked: string, answered: string): readonly Json[] => [
  response('created', 'in_progress', asked),
  response('completed', 'completed', answered),
]

/** All tiers that a translated stream names, in order. */
function tiersIn(frames: readonly Json[], from: DialectId, to: DialectId): readonly string[] {
  const body = frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')
  const { text } = translateStream(framesOf(body), { from, to })
  return [...text.matchAll(/"service_tier":"(\w+)"/g)].map(([, tier]) => tier as string)
}

describe('the tier that answered, in a stream', () => {
  it.each([
    ['what was asked for is no answer', streamed('auto', 'flex'), 'openai-chat', ['flex']],
    [
      'a tier that was asked for by name',
      streamed('priority', 'default'),
      'openai-chat',
      ['priority', 'default'],
    ],
    ['a tier that is known at once', streamed('priority', 'priority'), 'anthropic-messages', ['priority']],
    ['a tier that comes too late for the start', streamed('auto', 'default'), 'anthropic-messages', []],
  ] as const)('from Responses: %s', (_, frames, to, tiers) => {
    expect(tiersIn(frames, 'openai-responses', to)).toEqual(tiers)
  })

  it.each([
    ['in the first chunk', [chunk({ service_tier: 'flex' }), chunk({}, 'stop')], ['flex', 'flex', 'flex']],
    ['in a later one', [chunk({}), chunk({ service_tier: 'flex' }), chunk({}, 'stop')], ['flex']],
    ['in the last one', [chunk({}), chunk({ service_tier: 'flex' }, 'stop')], ['flex']],
    [
      'first one, then another',
      [chunk({ service_tier: 'auto' }), chunk({ service_tier: 'flex' }, 'stop')],
      ['auto', 'auto', 'flex'],
    ],
  ] as const)('from Chat: %s', (_, frames, tiers) => {
    expect(tiersIn(frames, 'openai-chat', 'openai-responses')).toEqual(tiers)
  })
})
