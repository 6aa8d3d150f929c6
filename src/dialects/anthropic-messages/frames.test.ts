import { describe, expect, it } from 'vitest'
import { framesOf } from '../../../bench/corpus.ts'
import { translateStream } from '../../translate/stream.ts'
import type { Json } from '../../wire/json.ts'

const HOME = { from: 'anthropic-messages', to: 'anthropic-messages' } as const

const start = (message: Json): Json => ({ type: 'message_start', message })
const opening = start({ id: 'm', type: 'message', role: 'assistant', model: 'c', content: [] })
const block = (content_block: Json, index = 0): Json => ({
  type: 'content_block_start',
  index,
  content_block,
})
const delta = (delta: Json, index = 0): Json => ({ type: 'content_block_delta', index, delta })
const stop = (index = 0): Json => ({ type: 'content_block_stop', index })

const STREAMS: Readonly<Record<string, readonly Json[]>> = {
  'a start with blocks in it': [
    start({
      id: 'm',
      content: [
        { type: 'text', text: '', 'a/b': 1 },
        { type: 'thinking', thinking: 'x', signature: '' },
        { type: 'tool_use', id: 't', name: 'f', input: { a: [1, { b: null }] } },
        { type: 'redacted_thinking', data: 'd' },
        { type: 'thing', of: 'ours' },
        'bare',
      ],
      usage: {},
      stop_reason: null,
    }),
  ],
  'a block that opens with its text, and one without a signature': [
    opening,
    block({ type: 'text', text: 'Hello' }),
    delta({ type: 'text_delta', text: ' you', beside: true }),
    stop(),
    block({ type: 'thinking', thinking: '' }, 1),
    delta({ type: 'thinking_delta', thinking: 'so', estimated_tokens: 3 }, 1),
    delta({ type: 'signature_delta', signature: 's' }, 1),
    stop(1),
  ],
  'the same index over and over, and none': [
    opening,
    block({ type: 'text', text: '' }),
    delta({ type: 'text_delta', text: 'a' }),
    block({ type: 'text', text: '' }),
    { type: 'content_block_delta', delta: { type: 'text_delta', text: 'b' } },
    { type: 'content_block_stop' },
    stop(9),
  ],
  'calls: without arguments, with an input at the start, cut off': [
    opening,
    block({ type: 'tool_use', id: 't', name: 'f', input: {} }),
    stop(),
    block({ type: 'tool_use', id: 'u', name: 'f', input: { a: 1 }, caller: { type: 'direct' } }, 1),
    stop(1),
    block({ type: 'tool_use', id: 'v', name: 'f', input: {} }, 2),
    delta({ type: 'input_json_delta', partial_json: '' }, 2),
    delta({ type: 'input_json_delta', partial_json: '{"a' }, 2),
    { type: 'message_delta', delta: { stop_reason: 'max_tokens', stop_sequence: null } },
  ],
  'interleaved blocks': [
    opening,
    block({ type: 'text', text: '' }),
    block({ type: 'tool_use', id: 't', name: 'f', input: {} }, 1),
    delta({ type: 'text_delta', text: 'a' }),
    delta({ type: 'input_json_delta', partial_json: '{}' }, 1),
    stop(1),
    stop(),
  ],
  'deltas without a block, and of another kind than theirs': [
    opening,
    delta({ type: 'text_delta', text: 'late' }, 3),
    delta({ type: 'thinking_delta', thinking: 'x' }, 3),
    delta({ type: 'text_delta', text: '' }, 4),
    delta({ type: 'text_delta', text: 5 }, 3),
    delta({}, 3),
  ],
  'counts that come late, alone, in part, and of other types': [
    start({ content: [], usage: { input_tokens: 3, output_tokens: 1 } }),
    { type: 'message_delta', usage: { cache_read_input_tokens: 100 } },
    {
      type: 'message_delta',
      delta: {},
      usage: { output_tokens: null, output_tokens_details: { thinking_tokens: '4' } },
    },
    { type: 'message_delta', delta: { stop_reason: null, container: null }, usage: {} },
    {
      type: 'message_delta',
      delta: { stop_reason: 'compaction', stop_sequence: 'x', 'odd~key': 1 },
      usage: { input_tokens: 5, cache_read_input_tokens: 2, output_tokens: 7, iterations: [] },
      context_management: { applied_edits: [] },
      odd: { beside: 1 },
    },
    { type: 'message_stop', extra: 1 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
  ],
  'errors, and frames after them': [
    {
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded', details: { error_code: 5 } },
      x: 1,
    },
    { type: 'error', error: 'a text' },
    { type: 'error', error: { type: 'odd' } },
    { type: 'ping' },
    opening,
    { type: 'from_tomorrow', a: { b: [] } },
  ],
  'two messages in one stream': [
    opening,
    block({ type: 'text', text: '' }),
    start({ id: 'n', type: 'message', content: [], usage: { input_tokens: 1 } }),
    block({ type: 'text', text: '' }),
    delta({ type: 'text_delta', text: 'again' }),
  ],
}

const bodyOf = (frames: readonly Json[]): string =>
  frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')
const jsonOf = (text: string): Json[] => framesOf(text).map(({ data }) => JSON.parse(data) as Json)

describe('frames come home', () => {
  it.each(Object.keys(STREAMS))('%s', (name) => {
    const frames = STREAMS[name] ?? []
    const { text, accounting } = translateStream(framesOf(bodyOf(frames)), HOME)
    expect(jsonOf(text)).toEqual(frames)
    expect(accounting.lost).toEqual([])
    expect(accounting.added).toEqual([])
  })

  it('under the names that they had, or none', () => {
    const text = [
      'event: message_start\ndata: {"message":{"content":[]}}\n\n',
      'event: other\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n',
      'data: {"type":"content_block_stop","index":0}\n\n',
    ].join('')
    expect(translateStream(framesOf(text), HOME).text).toBe(text)
  })
})
