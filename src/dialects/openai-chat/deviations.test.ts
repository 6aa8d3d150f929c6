import { describe, expect, it } from 'vitest'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import { bare } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { encodeEvent, StreamTranslation } from '../../translate/stream.ts'
import { translateReply } from '../../translate/translate.ts'
import type { Frame } from '../../wire/frame.ts'
import { frameBody } from '../../wire/framings.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { parseJson } from '../../wire/json.ts'
import { anthropicMessages } from '../anthropic-messages/index.ts'

/** What another dialect must say of a reply, in words that both have. */
interface Said {
  readonly text?: string
  readonly thoughts?: string
  /** Name and arguments. */
  readonly calls?: readonly (readonly [string, Json])[]
  readonly finish?: string
  /** Input, output. */
  readonly usage?: readonly [number, number]
  /** Of the input, read from a cache. */
  readonly cached?: number
  readonly error?: string
}

interface Deviation extends Said {
  readonly frames?: readonly Json[]
  readonly whole?: JsonObject
}

const chunk = (
  delta: JsonObject | undefined,
  around: JsonObject = {},
  above: JsonObject = {},
): JsonObject => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, ...(delta ? { delta } : {}), finish_reason: null, ...around }],
  ...above,
})
const end = (reason: string | null = 'stop', above: JsonObject = {}): JsonObject =>
  chunk({}, { finish_reason: reason }, above)
const calls = (...list: readonly JsonObject[]): JsonObject => chunk({ tool_calls: list })
const f = (name: string, text: string | JsonObject): JsonObject => ({ function: { name, arguments: text } })
const whole = (message: JsonObject, reason: string, above: JsonObject = {}): JsonObject => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: reason }],
  ...above,
})
const usage = (input: number, output: number, more: JsonObject = {}): JsonObject => ({
  usage: { prompt_tokens: input, completion_tokens: output, ...more },
})

/** openai.md §7, by its numbers. */
const DEVIATIONS: Readonly<Record<string, Deviation>> = {
  'Q1 calls without an index': {
    frames: [
      calls({ id: 'a', ...f('f', '{"x":1}') }),
      calls({ id: 'b', ...f('g', '{}') }),
      end('tool_calls'),
    ],
    calls: [
      ['f', { x: 1 }],
      ['g', {}],
    ],
    finish: 'tool-calls',
  },
  'Q2 every call at index 0, with an id of its own': {
    frames: [
      calls({ index: 0, id: 'a', ...f('f', '{"x":1}') }),
      calls({ index: 0, id: 'b', ...f('f', '{"x":2}') }),
      end('tool_calls'),
    ],
    calls: [
      ['f', { x: 1 }],
      ['f', { x: 2 }],
    ],
    finish: 'tool-calls',
  },
  'Q3 a whole call in one delta, with the finish': {
    frames: [
      chunk({ role: 'assistant', content: null }),
      chunk({ tool_calls: [{ index: 0, id: 'a', ...f('f', '{"x":1}') }] }, { finish_reason: 'tool_calls' }),
    ],
    calls: [['f', { x: 1 }]],
    finish: 'tool-calls',
  },
  'Q4 nulls, empty texts and empty lists in each delta': {
    frames: [
      chunk({ role: 'assistant', content: '', tool_calls: [] }),
      chunk({ content: 'a', tool_calls: [], reasoning: null }),
      chunk({ content: null, tool_calls: [{ index: 0, id: 'a', ...f('f', '{}') }] }),
      chunk({ content: '', tool_calls: [] }, { finish_reason: 'tool_calls' }),
    ],
    text: 'a',
    calls: [['f', {}]],
    finish: 'tool-calls',
  },
  'Q5 type and an empty name again with each piece': {
    frames: [
      calls({ index: 0, id: 'a', type: 'function', ...f('f', '{"x"') }),
      calls({ index: 0, id: '', type: 'function', ...f('', ':1}') }),
      end('tool_calls'),
    ],
    calls: [['f', { x: 1 }]],
    finish: 'tool-calls',
  },
  'Q6 ids of other forms, and none': {
    frames: [
      calls({ index: 0, id: 'tk85n1k4m', ...f('f', '{}') }),
      calls({ index: 1, id: '', ...f('g', '{}') }),
      end('tool_calls'),
    ],
    calls: [
      ['f', {}],
      ['g', {}],
    ],
    finish: 'tool-calls',
  },
  'Q7 the word stop where tools were called': {
    frames: [calls({ index: 0, id: 'a', ...f('f', '{}') }), end('stop')],
    calls: [['f', {}]],
    finish: 'tool-calls',
  },
  'Q7 the word stop in a whole reply': {
    whole: whole({ content: null, tool_calls: [{ id: 'a', type: 'function', ...f('f', '{}') }] }, 'stop'),
    calls: [['f', {}]],
    finish: 'tool-calls',
  },
  'Q8 thoughts as reasoning_content': {
    frames: [chunk({ reasoning_content: 'hm' }), chunk({ content: 'a', reasoning_content: null }), end()],
    thoughts: 'hm',
    text: 'a',
    finish: 'stop',
  },
  'Q9 thoughts as reasoning': {
    whole: whole({ content: 'a', reasoning: 'hm' }, 'stop'),
    thoughts: 'hm',
    text: 'a',
    finish: 'stop',
  },
  'Q10 thoughts in details, beside the field that shows them': {
    frames: [
      chunk({ reasoning: 'hm', reasoning_details: [{ type: 'reasoning.text', text: 'hm', index: 0 }] }),
      chunk({ content: 'a' }),
      end(),
    ],
    thoughts: 'hm',
    text: 'a',
    finish: 'stop',
  },
  'Q10 thoughts in details alone': {
    frames: [
      chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'h', index: 0 }] }),
      chunk({ reasoning_details: [{ type: 'reasoning.summary', summary: 'm', index: 0 }] }),
      chunk({ content: 'a', reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] }),
      end(),
    ],
    thoughts: 'hm',
    text: 'a',
    finish: 'stop',
  },
  'Q11 a signature beside a call': {
    frames: [
      calls({ index: 0, id: 'a', ...f('f', '{}'), extra_content: { google: { thought_signature: 's' } } }),
      end('tool_calls'),
    ],
    calls: [['f', {}]],
    finish: 'tool-calls',
  },
  'Q11 Vertex’s place for it': {
    whole: whole(
      {
        tool_calls: [
          {
            id: 'a',
            type: 'function',
            ...f('f', '{}'),
            extra_content: { vertex: { thought_signature: 's' } },
          },
        ],
      },
      'tool_calls',
    ),
    calls: [['f', {}]],
    finish: 'tool-calls',
  },
  'Q13 content as a list of typed parts': {
    frames: [
      chunk({ content: [{ type: 'thinking', thinking: [] }] }),
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }),
      chunk({ content: [{ type: 'text', text: 'a' }] }),
      chunk({ content: 'b' }, { finish_reason: 'stop' }),
    ],
    thoughts: 'hm',
    text: 'ab',
    finish: 'stop',
  },
  'Q17 usage beside the finish': {
    frames: [chunk({ content: 'a' }), end('stop', usage(3, 4))],
    text: 'a',
    finish: 'stop',
    usage: [3, 4],
  },
  'Q17 usage in a field of Groq’s alone': {
    frames: [chunk({ content: 'a' }), end('stop', { x_groq: { id: 'r', ...usage(3, 4) } })],
    text: 'a',
    finish: 'stop',
    usage: [3, 4],
  },
  'Q18 zeros on every chunk, the counts in between': {
    frames: [
      chunk({ content: 'a' }, {}, usage(0, 0)),
      chunk({ content: 'b' }, {}, usage(3, 4)),
      end('stop', usage(0, 0)),
    ],
    text: 'ab',
    finish: 'stop',
    usage: [3, 4],
  },
  'Q19 reasoning counted in the total only': {
    whole: whole(
      { content: 'a' },
      'stop',
      usage(307, 26, { total_tokens: 560, completion_tokens_details: { reasoning_tokens: 227 } }),
    ),
    text: 'a',
    finish: 'stop',
    usage: [307, 253],
  },
  'Q19 reasoning beside, where the total leaves it out': {
    whole: whole(
      { content: 'a' },
      'stop',
      usage(5, 10, { total_tokens: 15, completion_tokens_details: { reasoning_tokens: 20 } }),
    ),
    text: 'a',
    finish: 'stop',
    usage: [5, 30],
  },
  'Q20 the cache counted at the top': {
    whole: whole(
      { content: 'a' },
      'stop',
      usage(9, 4, { prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 3 }),
    ),
    text: 'a',
    finish: 'stop',
    usage: [9, 4],
    cached: 6,
  },
  'Q21 filters first, and a choice without a delta': {
    frames: [
      {
        id: '',
        object: '',
        created: 0,
        model: '',
        choices: [],
        prompt_filter_results: [{ prompt_index: 0 }],
      },
      chunk({ role: 'assistant', content: '' }, { content_filter_results: {} }),
      chunk({ content: 'a' }),
      chunk(undefined, { content_filter_offsets: { start_offset: 0 }, content_filter_results: {} }),
      end(),
    ],
    text: 'a',
    finish: 'stop',
  },
  'Q22 the role with every delta': {
    frames: [
      chunk({ role: 'assistant', content: 'a' }),
      chunk({ role: 'assistant', content: 'b' }),
      chunk({ role: 'assistant', content: '' }, { finish_reason: 'stop' }),
    ],
    text: 'ab',
    finish: 'stop',
  },
  'Q22 no role at all': { frames: [chunk({ content: 'a' }), end()], text: 'a', finish: 'stop' },
  'Q23 an error in the middle, and its native word': {
    frames: [
      chunk({ content: 'a' }),
      {
        ...chunk({ content: '' }, { finish_reason: 'error', native_finish_reason: 'error' }),
        error: { code: 502, message: 'gone' },
      },
    ],
    text: 'a',
    error: 'gone',
  },
  'Q26 no finish before the end': { frames: [chunk({ role: 'assistant', content: 'a' })], text: 'a' },
  'Q27 the first call at index 1': {
    frames: [
      chunk({ content: 'a' }),
      calls({ index: 1, id: 'a', ...f('f', '') }),
      calls({ index: 1, function: { arguments: '{"x":1}' } }),
      end('tool_calls'),
    ],
    text: 'a',
    calls: [['f', { x: 1 }]],
    finish: 'tool-calls',
  },
  'Q28 empty thoughts with the role, empty text at the end': {
    frames: [
      chunk({ role: 'assistant', content: null, reasoning_content: '' }),
      chunk({ content: null, reasoning_content: 'hm' }),
      chunk({ content: 'a', reasoning_content: null }),
      chunk({ content: '', reasoning_content: null }, { finish_reason: 'stop' }),
    ],
    thoughts: 'hm',
    text: 'a',
    finish: 'stop',
  },
  'Q29 vLLM’s own fields': {
    whole: {
      ...whole({ content: 'a', reasoning: 'hm', tool_calls: [] }, 'stop', { kv_transfer_params: null }),
      prompt_logprobs: null,
    },
    thoughts: 'hm',
    text: 'a',
    finish: 'stop',
  },
  'arguments as an object': {
    whole: whole({ tool_calls: [{ id: 'a', type: 'function', ...f('f', { x: 1 }) }] }, 'tool_calls'),
    calls: [['f', { x: 1 }]],
    finish: 'tool-calls',
  },
  'arguments as an object in a stream': {
    frames: [calls({ index: 0, id: 'a', ...f('f', { x: 1 }) }), end('tool_calls')],
    calls: [['f', { x: 1 }]],
    finish: 'tool-calls',
  },
  'text between calls and behind them': {
    frames: [
      chunk({ content: 'a' }),
      calls({ index: 0, id: 'a', ...f('f', '{}') }),
      chunk({ content: 'b' }),
      calls({ index: 1, id: 'b', ...f('g', '{}') }),
      chunk({ content: 'c' }),
      end('tool_calls'),
    ],
    text: 'abc',
    calls: [
      ['f', {}],
      ['g', {}],
    ],
    finish: 'tool-calls',
  },
  'an empty finish with each chunk': {
    frames: [
      chunk({ content: 'a' }, { finish_reason: '' }),
      chunk({ content: 'b' }, { finish_reason: '' }),
      end(),
    ],
    text: 'ab',
    finish: 'stop',
  },
  'two calls of a whole reply under one id': {
    whole: whole(
      {
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', ...f('f', '{"x":1}') },
          { id: 'a', type: 'function', ...f('f', '{"x":2}') },
        ],
      },
      'tool_calls',
    ),
    calls: [
      ['f', { x: 1 }],
      ['f', { x: 2 }],
    ],
    finish: 'tool-calls',
  },
  'what was said so far beside each delta': {
    frames: [
      chunk({ content: 'a' }, { message: { role: 'assistant', content: 'a' } }),
      chunk({ content: 'b' }, { message: { role: 'assistant', content: 'ab' } }),
      chunk({ content: '' }, { message: { role: 'assistant', content: 'ab' }, finish_reason: 'stop' }),
    ],
    text: 'ab',
    finish: 'stop',
  },
}

const framesOf = (frames: readonly Json[]): readonly Frame[] =>
  frameBody(frames.map((json) => `data: ${JSON.stringify(json)}\n\n`).join(''), 'sse')

/** The reply in the words of Anthropic, read again. */
function read({ frames, whole: body }: Deviation): readonly ReplyEvent[] {
  const route = { from: 'openai-chat', to: 'anthropic-messages' } as const
  if (body) return anthropicMessages.readReply(Cursor.root(translateReply(body, route).body, false))
  const translation = new StreamTranslation(route)
  const steps = [...framesOf(frames ?? []).map((frame) => translation.take(frame)), translation.end()]
  const text = steps
    .flatMap(({ written }) => written)
    .map(encodeEvent)
    .join('')
  const state = anthropicMessages.reader.start()
  const events = frameBody(text, 'sse').flatMap(({ data, event }) => {
    const parsed = parseJson(data)
    return 'value' in parsed
      ? anthropicMessages.reader.read(state, Cursor.root(parsed.value, false), event)
      : []
  })
  return [...events, ...anthropicMessages.reader.end(state)]
}

function said(events: readonly ReplyEvent[]): Said {
  const { parts, finish, usage: counts, failure } = foldReply(events)
  const all = (kind: string): string =>
    parts.flatMap(({ head, text }) => (head.kind === kind ? [text?.value ?? ''] : [])).join('')
  const named = parts.flatMap(({ head, text }): (readonly [string, Json])[] =>
    head.kind === 'tool-call' ? [[head.name.value, JSON.parse(text?.value || '{}') as Json]] : [],
  )
  const [text, thoughts] = [all('text'), all('reasoning')]
  return {
    ...(text ? { text } : {}),
    ...(thoughts ? { thoughts } : {}),
    ...(named.length > 0 ? { calls: named } : {}),
    ...(finish ? { finish: finish.value } : {}),
    ...(counts?.input && counts.output ? { usage: [counts.input.value, counts.output.value] } : {}),
    ...(counts?.cacheRead ? { cached: counts.cacheRead.value } : {}),
    ...(failure ? { error: failure.message.value } : {}),
  }
}

describe('what servers do otherwise than OpenAI', () => {
  it.each(Object.entries(DEVIATIONS))('%s: is told to another dialect', (_, deviation) => {
    const { frames, whole: body, ...expected } = deviation
    const told = said(read(deviation))
    // Anthropic counts in any case.
    expect(expected.usage ? told : { ...told, usage: undefined }).toEqual(expected)
  })

  it.each(Object.entries(DEVIATIONS))('%s: comes home', (_, { frames = [], whole: body }) => {
    const route = { from: 'openai-chat', to: 'openai-chat' } as const
    if (body) expect(translateReply(body, route).body).toEqual(body)
    const translation = new StreamTranslation(route)
    const home = framesOf(frames).map((frame) =>
      translation.take(frame).written.map(({ data }) => (typeof data === 'string' ? data : bare(data))),
    )
    expect(home).toEqual(frames.map((frame) => [frame]))
  })
})
