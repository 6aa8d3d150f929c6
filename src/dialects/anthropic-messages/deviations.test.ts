import { describe, expect, it } from 'vitest'
import { framesOf } from '../../../bench/corpus.ts'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import { translateStream } from '../../translate/stream.ts'
import { translateError, translateRequest } from '../../translate/translate.ts'
import type { Json } from '../../wire/json.ts'
import { openaiChat } from '../openai-chat/index.ts'

const start = (id = 'm', usage: Json = { input_tokens: 3, output_tokens: 1 }): Json => ({
  type: 'message_start',
  message: { id, type: 'message', role: 'assistant', model: 'c', content: [], usage },
})
const block = (content_block: Json, index = 0): Json => ({
  type: 'content_block_start',
  index,
  content_block,
})
const delta = (delta: Json, index = 0): Json => ({ type: 'content_block_delta', index, delta })
const stop = (index = 0): Json => ({ type: 'content_block_stop', index })
const text = (text: string): Json => ({ type: 'text_delta', text })
const end = (usage: Json = { output_tokens: 5 }): Json => ({
  type: 'message_delta',
  delta: { stop_reason: 'end_turn', stop_sequence: null },
  usage,
})
const over: Json = { type: 'message_stop' }
const opened = block({ type: 'text', text: '' })

/** What a Chat client is told: kinds of parts with their text; then an error; then the input counted. */
interface Told {
  readonly parts: readonly (readonly [kind: string, text: string])[]
  readonly error?: string
  readonly input?: number
}

/** Servers that speak Messages otherwise than Anthropic. anthropic-gemini.md §Q */
const DEVIATIONS: Readonly<Record<string, readonly [readonly Json[], Told]>> = {
  'Q1 thoughts sent into a block of text are no text': [
    [
      start(),
      opened,
      delta({ type: 'thinking_delta', thinking: 'hm' }),
      delta(text('a')),
      stop(),
      end(),
      over,
    ],
    { parts: [['text', 'a']], input: 3 },
  ],
  'a text that begins without an empty one is text': [
    [start(), block({ type: 'text' }), delta(text('a')), delta(text('b')), stop(), end(), over],
    { parts: [['text', 'ab']], input: 3 },
  ],
  'Q2 the same start twice begins nothing anew': [
    [start(), start(), opened, delta(text('a')), stop(), end(), over],
    { parts: [['text', 'a']], input: 3 },
  ],
  'Q2 another start in mid-stream goes on': [
    [start(), opened, delta(text('a')), start('n'), opened, delta(text('b')), stop(), end(), over],
    { parts: [['text', 'ab']], input: 3 },
  ],
  'Q3 empty arguments in a block of text say nothing': [
    [start(), opened, delta({ type: 'input_json_delta', partial_json: '' }), delta(text('a')), stop(), end()],
    { parts: [['text', 'a']], input: 3 },
  ],
  'Q4 text without a block opens one': [
    [start(), delta(text('a')), delta(text('b')), end(), over],
    { parts: [['text', 'ab']], input: 3 },
  ],
  'Q5 thinking without a signature is thinking': [
    [
      start(),
      block({ type: 'thinking', thinking: '' }),
      delta({ type: 'thinking_delta', thinking: 'hm' }),
      stop(),
      end(),
    ],
    { parts: [['reasoning', 'hm']], input: 3 },
  ],
  'Q9 an empty block of text says nothing': [
    [
      start(),
      opened,
      stop(),
      block({ type: 'text', text: '' }, 1),
      delta(text('a'), 1),
      stop(1),
      end(),
      over,
    ],
    { parts: [['text', 'a']], input: 3 },
  ],
  'Q10 an error in the first frame is the reply': [
    [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
    { parts: [], error: 'Overloaded' },
  ],
  'Q10 an error in mid-stream is told, and nothing after it': [
    [
      start(),
      opened,
      delta(text('a')),
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    ],
    { parts: [['text', 'a']], error: 'Overloaded' },
  ],
  'Q11 the input is counted where it comes last': [
    [
      start('m', { input_tokens: 0, output_tokens: 0 }),
      opened,
      delta(text('a')),
      stop(),
      end({ input_tokens: 61, output_tokens: 5 }),
      over,
    ],
    { parts: [['text', 'a']], input: 61 },
  ],
  'Q11 without any counts a reply is whole': [
    [
      { type: 'message_start', message: { id: 'm', content: [] } },
      opened,
      delta(text('a')),
      stop(),
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
      over,
    ],
    { parts: [['text', 'a']] },
  ],
  'Q13 Ollama names a stop sequence that it does not say': [
    [
      start(),
      opened,
      delta(text('a')),
      stop(),
      { type: 'message_delta', delta: { stop_reason: 'stop_sequence' }, usage: { output_tokens: 5 } },
      over,
    ],
    { parts: [['text', 'a']], input: 3 },
  ],
}

const bodyOf = (frames: readonly Json[]): string =>
  frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')
const jsonOf = (body: string): Json[] =>
  framesOf(body).flatMap(({ data }) => (data === '[DONE]' ? [] : [JSON.parse(data) as Json]))

function toldTo(body: string): Told {
  const state = openaiChat.reader.start()
  const events = jsonOf(body).flatMap((json) =>
    openaiChat.reader.read(state, Cursor.root(json, false), undefined),
  )
  const { parts, failure, usage } = foldReply([...events, ...openaiChat.reader.end(state)])
  return {
    parts: parts.map(({ head, text: said }) => [head.kind, said?.value ?? '']),
    ...(failure ? { error: failure.message.value } : {}),
    ...(usage?.input && !failure ? { input: usage.input.value } : {}),
  }
}

describe('deviations', () => {
  it.each(Object.entries(DEVIATIONS))('%s', (_, [frames, told]) => {
    const source = framesOf(bodyOf(frames))
    const chat = translateStream(source, { from: 'anthropic-messages', to: 'openai-chat' }).text
    expect(toldTo(chat)).toEqual(told)
    const home = translateStream(source, { from: 'anthropic-messages', to: 'anthropic-messages' }).text
    expect(jsonOf(home)).toEqual(frames)
  })
})

describe('deviations of requests and errors', () => {
  const [CHAT, MESSAGES] = ['openai-chat', 'anthropic-messages'] as const
  const said = (role: string, content: Json): Json => ({ role, content })
  const request = (...messages: readonly Json[]): Json => ({ model: 'm', max_tokens: 9, messages })

  it('Q6 unsigned thinking stays with its call', () => {
    const body = request(
      said('user', 'hi'),
      said('assistant', [
        { type: 'thinking', thinking: 'hm' },
        { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} },
      ]),
      said('user', [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' }]),
    )
    expect(translateRequest(body, { from: MESSAGES, to: MESSAGES }).body).toEqual(body)
    const chat = translateRequest(body, { from: MESSAGES, to: CHAT }).body
    expect(chat).toMatchObject({
      messages: [{}, { reasoning_content: 'hm', tool_calls: [{ id: 'toolu_1' }] }, {}],
    })
  })

  it.each([
    ['a later model', 'claude-opus-4-8', [said('user', 'b'), said('system', 'be brief')]],
    [
      'an earlier one is not given',
      'claude-3-5-sonnet-20241022',
      [
        said('user', [
          { type: 'text', text: 'b' },
          { type: 'text', text: 'be brief' },
        ]),
      ],
    ],
  ])('Q7 the role system among the messages: %s', (_, model, last) => {
    const body = request(
      said('user', 'hi'),
      said('assistant', 'a'),
      said('user', 'b'),
      said('system', 'be brief'),
    )
    const target = { dialect: MESSAGES, model } as const
    const { body: written } = translateRequest(body, { from: CHAT, to: MESSAGES, target })
    expect(written).toMatchObject({ messages: [said('user', 'hi'), said('assistant', 'a'), ...last] })
  })

  it('Q8 ids that Messages refuses are made legal, each another', () => {
    const ids = ['functions.Bash:0', 'functions_Bash_0', 'functions.Bash.0']
    const body = request(
      said('user', 'hi'),
      {
        role: 'assistant',
        tool_calls: ids.map((id) => ({ id, type: 'function', function: { name: 'Bash', arguments: '{}' } })),
      },
      ...ids.map((tool_call_id) => ({ role: 'tool', tool_call_id, content: 'x' })),
    )
    const written = JSON.stringify(translateRequest(body, { from: CHAT, to: MESSAGES }).body)
    const idsAt = (key: string): readonly (string | undefined)[] =>
      [...written.matchAll(new RegExp(`"${key}":"([a-zA-Z0-9_-]+)"`, 'g'))].map(([, id]) => id)
    expect(new Set(idsAt('id')).size).toBe(ids.length)
    expect(idsAt('tool_use_id')).toEqual(idsAt('id'))
  })

  it('Q12 an error that OpenRouter wraps keeps its message, and what is wrapped comes home', () => {
    const metadata = { raw: '{"type":"error"}', provider_name: 'Anthropic' }
    const body = { error: { message: 'Provider returned error', code: 429, metadata } }
    expect(translateError(body, { from: MESSAGES, to: CHAT }).body).toMatchObject({
      error: { message: 'Provider returned error' },
    })
    expect(translateError(body, { from: MESSAGES, to: MESSAGES }).body).toEqual(body)
  })

  it('Q14 a gateway forwards what it does not know', () => {
    const body = { ...(request(said('user', 'hi')) as object), anthropic_beta: ['b'], mystery: { a: [1] } }
    expect(translateRequest(body, { from: MESSAGES, to: MESSAGES }).body).toEqual(body)
  })
})
