import { describe, expect, it } from 'vitest'
import { Cursor } from '../../hub/cursor.ts'
import { bare } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { openaiChat } from './index.ts'

const target = { dialect: 'openai-chat' } as const
const plain = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' }
const chunk = (delta: JsonObject, around: JsonObject = {}): JsonObject => ({
  ...plain,
  choices: [{ index: 0, delta, finish_reason: null, ...around }],
})
const call = (fields: JsonObject, index: JsonObject = { index: 0 }): JsonObject => ({
  tool_calls: [{ ...index, ...fields }],
})
const calls = (...list: readonly JsonObject[]): JsonObject => chunk({ tool_calls: list })

/** Streams frame by frame, and what became of each. */
function homeward(frames: readonly Json[], name?: string): readonly DialectEvent[][] {
  const reading = openaiChat.reader.start({ keepsFrames: true })
  const writing = openaiChat.writer.start(target, { keepsFrames: true })
  const write = (event: ReplyEvent): readonly DialectEvent[] => openaiChat.writer.write(writing, event)
  return frames.map((json, at) =>
    openaiChat.reader.read(reading, Cursor.root(json, at % 2 === 0, at), name).flatMap(write),
  )
}

const bared = (events: readonly DialectEvent[]): Json[] =>
  events.map(({ data }) => (typeof data === 'string' ? data : bare(data)))

describe('a frame comes home as it was', () => {
  const STREAMS: Readonly<Record<string, readonly Json[]>> = {
    'what each chunk repeats': [chunk({ content: 'a' }), chunk({ content: 'b' }), chunk({ content: 'c' })],
    'padding, nulls and fingerprints': [
      { ...chunk({ role: 'assistant', content: '', refusal: null }), usage: null, obfuscation: 'xyz' },
      { ...chunk({ content: 'a' }, { logprobs: null }), system_fingerprint: 'f', obfuscation: '' },
      { ...plain, choices: [], usage: { prompt_tokens: 1, completion_tokens_details: {} } },
    ],
    'another id, model and time in each chunk': [
      chunk({ content: 'a' }),
      { ...chunk({ content: 'b' }), id: 'd', model: 'n', created: 2 },
      { ...chunk({ content: 'c' }), id: '', object: '' },
    ],
    'usage on every chunk, the same and another': [1, 1, 2].map((count) => ({
      ...chunk({ content: 'a' }),
      usage: { prompt_tokens: count },
    })),
    'choices out of order and without numbers': [
      {
        choices: [
          { index: 1, delta: { content: 'b' } },
          { index: 0, delta: { content: 'a' } },
        ],
      },
      { choices: [{ delta: { content: 'c' } }, null, { index: 1, finish_reason: 'stop' }] },
    ],
    'calls without index, with one index, and with none of their own': [
      calls(
        { id: 'a', function: { name: 'f', arguments: '{}' } },
        { id: 'b', function: { name: 'g', arguments: '' } },
      ),
      calls({ index: 0, id: 'c', type: 'function', function: { name: 'h' } }),
      calls({ index: 0, id: 'd', type: 'function', function: { name: 'i', arguments: '{' } }, {}),
      calls({ index: 0, type: 'function', function: { name: '', arguments: '}' } }, { index: 0 }),
    ],
    'two pieces of one call in one chunk': [
      chunk(call({ id: 'a', function: { name: 'f', arguments: '' } })),
      calls({ index: 0, function: { arguments: '{' } }, { index: 0, function: { arguments: '}' } }),
    ],
    'a name that comes late': [
      chunk(call({ id: 'a', type: 'function', function: { arguments: '{' } })),
      chunk(call({ function: { name: 'f', arguments: '}' } })),
    ],
    'a call that is never named': [
      chunk(call({ id: 'a', function: { arguments: '{}' } })),
      chunk({}, { finish_reason: 'stop' }),
    ],
    'a seal, a custom tool and the deprecated call': [
      chunk(
        call({
          id: 'a',
          function: { name: 'f', arguments: '{}' },
          extra_content: { google: { thought_signature: 's' } },
        }),
      ),
      calls({ index: 1, id: 'b', type: 'custom', custom: { name: 'g', input: 'x' } }),
      chunk({ function_call: { name: 'h', arguments: '' } }),
      chunk({ function_call: { arguments: '{}' } }, { finish_reason: 'function_call' }),
    ],
    'lists of typed parts': [
      chunk({ content: [{ type: 'text', text: 'a' }, { type: 'text', text: '' }, { type: 'odd' }] }),
      chunk({
        content: [
          { type: 'thinking', thinking: [] },
          {
            type: 'thinking',
            thinking: [
              { type: 'text', text: 'b' },
              { type: 'text', text: 'c' },
            ],
          },
          { type: 'thinking', thinking: [{ type: 'text', text: 'd' }], closed: true },
        ],
      }),
      chunk({
        content: [
          { type: 'text', text: 'e' },
          { type: 'text', text: 'f' },
        ],
      }),
    ],
    'citations of a second text, and probabilities': [
      chunk({ content: 'abc' }, { logprobs: { content: [{ token: 'abc', logprob: -1 }], refusal: null } }),
      chunk({ reasoning: 'x' }),
      chunk({
        content: 'de',
        annotations: [
          { type: 'url_citation', url_citation: { url: 'u', start_index: 3, end_index: 5, x: 1 } },
          { type: 'url_citation', url_citation: { url: 'v', title: null, start_index: 4, end_index: 5 } },
        ],
      }),
      chunk({ content: '', annotations: [{ type: 'odd' }] }),
    ],
    'both words for thoughts at once': [
      chunk({
        reasoning_content: 'a',
        reasoning: 'a',
        reasoning_details: [{ type: 'reasoning.text', text: 'a' }],
      }),
      chunk({ reasoning: 'b', content: '' }),
    ],
    'a finish said twice, and an empty one': [
      chunk({ content: 'a' }, { finish_reason: '' }),
      chunk({}, { finish_reason: 'model_length', native_finish_reason: 'MAX' }),
      chunk({ content: '' }, { finish_reason: 'model_length' }),
    ],
    'what was said so far beside each delta': [
      { choices: [{ index: 0, delta: { content: 'a' }, message: { role: 'assistant', content: 'a' } }] },
      { choices: [{ index: 0, delta: { content: 'b' }, message: { role: 'assistant', content: 'ab' } }] },
    ],
    'a message where a delta is due': [{ choices: [{ message: { role: 'assistant', content: 'a' } }] }],
    'an error, and what is no chunk at all': [
      chunk({ content: 'a' }),
      { error: { message: 'm', code: 502, metadata: { a: 1 } }, id: 'c', choices: [] },
      { type: 'ping', at: [{}] },
      { object: 'error', message: 'm', choices: 3 },
    ],
  }
  it.each(Object.entries(STREAMS))('with %s', (_, frames) => {
    expect(homeward(frames).map(bared)).toEqual(frames.map((frame) => [frame]))
  })

  it('under the name it had', () => {
    expect(homeward([chunk({ content: 'a' })], 'delta')[0]?.map(({ name }) => name)).toEqual(['delta'])
    expect('name' in (homeward([chunk({ content: 'a' })])[0]?.[0] ?? {})).toBe(false)
  })

  it('with text, arguments, names and words from its events', () => {
    const reading = openaiChat.reader.start({ keepsFrames: true })
    const frames = [
      calls({ index: 0, id: 'ID', type: 'function', function: { name: 'NAME', arguments: 'ARGUMENTS' } }),
      chunk({ content: 'TEXT' }, { finish_reason: 'stop' }),
    ]
    const kept = frames
      .flatMap((json, at) => openaiChat.reader.read(reading, Cursor.root(json, true, at), undefined))
      .flatMap((event) => (event.kind === 'frame' ? (event.extras?.entries ?? []) : []))
      .map(([key, { value }]) => `${key} ${JSON.stringify(value)}`)
    expect(kept.filter((entry) => /ID|NAME|ARGUMENTS|TEXT|stop/.test(entry))).toEqual([])
  })
})
