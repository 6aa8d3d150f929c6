import { describe, expect, test } from 'vitest'
import { framesOf } from '../../../bench/corpus.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { translateError, translateReply, translateRequest } from '../../translate/translate.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer } from '../../wire/json.ts'
import { dialectOf } from '../catalogue.ts'

/** The deviations of servers and gateways that anthropic-gemini.md §Q lists for Gemini, by their numbers there. */

const sse = (frames: readonly Json[]): string =>
  frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')

function written(text: string, to: DialectId): string {
  const translator = createStreamTranslator({ from: 'gemini', to })
  return translator.push(text) + translator.end()
}

const dataOf = (text: string): Json[] =>
  framesOf(text).flatMap(({ data }) => (data === '[DONE]' ? [] : [JSON.parse(data) as Json]))

/** A stream in another dialect, put together there. */
function assembled(frames: readonly Json[], to: DialectId): Json {
  const { assembler } = dialectOf(to)
  const state = assembler.start()
  for (const data of dataOf(written(sse(frames), to))) assembler.take(state, { data: data as JsonObject })
  return bare(assembler.result(state))
}

/** Some places of a body. */
const at = (body: Json, ...pointers: readonly string[]): unknown[] =>
  pointers.map((pointer) => atPointer(body, pointer))

const said = (parts: Json, more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
})
const ended = (finishReason: string): JsonObject => ({ candidates: [{ index: 0, finishReason }] })
const call = (name: string, more: JsonObject = {}): JsonObject => ({ functionCall: { name, ...more } })
const pieces = (partialArgs: Json, more: JsonObject = { willContinue: true }): JsonObject => ({
  functionCall: { partialArgs, ...more },
})
const stop = { finishReason: 'STOP' }
const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 }

const CONTENT = '/choices/0/message/content'
const FINISH = '/choices/0/finish_reason'
const ARGUMENTS = '/choices/0/message/tool_calls/0/function/arguments'

interface Streamed {
  readonly what: string
  readonly frames: readonly Json[]
  /** Places of the Chat reply, and what must stand there. */
  readonly chat: Readonly<Record<string, Json | undefined>>
}

const STREAMS: readonly Streamed[] = [
  {
    what: 'Q15 the finish in a last chunk that has no call',
    frames: [said([call('f', { args: { a: 1 } })]), { ...said([{ text: '' }], stop), usageMetadata }],
    chat: { [FINISH]: 'tool_calls', [ARGUMENTS]: '{"a":1}' },
  },
  {
    what: 'Q15 the finish alone, and its counts behind it',
    frames: [said([call('f')]), ended('STOP'), { usageMetadata }],
    chat: { [FINISH]: 'tool_calls', '/usage/total_tokens': 2 },
  },
  {
    what: 'Q16 STOP on every chunk',
    frames: [said([{ text: 'a' }], stop), said([{ text: 'b' }], stop), said([{ text: 'c' }], stop)],
    chat: { [CONTENT]: 'abc', [FINISH]: 'stop', '/choices/1': undefined },
  },
  {
    what: 'Q16 MAX_TOKENS without a content',
    frames: [said([{ text: 'a' }]), { ...ended('MAX_TOKENS'), usageMetadata }],
    chat: { [CONTENT]: 'a', [FINISH]: 'length' },
  },
  {
    what: 'Q19 the signature in an empty text of its own',
    frames: [said([{ text: 'a' }]), said([{ text: '', thoughtSignature: 'c2ln' }], stop)],
    chat: { [CONTENT]: 'a', [FINISH]: 'stop' },
  },
  {
    what: 'Q22 the signature of a call',
    frames: [said([{ ...call('f'), thoughtSignature: 'c2ln' }], stop)],
    chat: { '/choices/0/message/tool_calls/0/extra_content/google/thought_signature': 'c2ln' },
  },
  {
    what: 'Q23 thoughts beside the candidates, tool use beside the prompt',
    frames: [
      {
        ...said([{ text: 'a' }], stop),
        usageMetadata: {
          promptTokenCount: 10,
          toolUsePromptTokenCount: 5,
          candidatesTokenCount: 3,
          thoughtsTokenCount: 7,
          totalTokenCount: 25,
        },
      },
    ],
    chat: {
      '/usage/prompt_tokens': 15,
      '/usage/completion_tokens': 10,
      '/usage/completion_tokens_details/reasoning_tokens': 7,
      '/usage/total_tokens': 25,
    },
  },
  {
    what: 'Q23 thoughts among the candidates, as the total tells',
    frames: [
      {
        ...said([{ text: 'a' }], stop),
        usageMetadata: {
          promptTokenCount: 10,
          candidatesTokenCount: 9,
          thoughtsTokenCount: 7,
          totalTokenCount: 19,
        },
      },
    ],
    chat: { '/usage/prompt_tokens': 10, '/usage/completion_tokens': 9, '/usage/total_tokens': 19 },
  },
  {
    what: 'Q26 arguments in pieces, and no empty call to end them',
    frames: [
      said([call('f', { willContinue: true })]),
      said([pieces([{ jsonPath: '$.a', stringValue: 'x', willContinue: true }])]),
      said([pieces([{ jsonPath: '$.a', stringValue: 'y' }], {})]),
      { ...ended('STOP'), usageMetadata },
    ],
    chat: { [ARGUMENTS]: '{"a":"xy"}', [FINISH]: 'tool_calls' },
  },
  {
    what: 'Q26 arguments in pieces, cut off before their end',
    frames: [
      said([call('f', { willContinue: true })]),
      said([pieces([{ jsonPath: '$.a', numberValue: 1 }])]),
      ended('STOP'),
    ],
    chat: { [ARGUMENTS]: '{"a":1}', [FINISH]: 'tool_calls' },
  },
  {
    what: 'Q26 lists in lists',
    frames: [
      said([call('f', { willContinue: true })]),
      said([pieces([{ jsonPath: '$.a[0][0]', numberValue: 1 }])]),
      said([pieces([{ jsonPath: '$.a[0][1]', numberValue: 2 }])]),
      said([pieces([{ jsonPath: '$.a[1][0]', nullValue: 'NULL_VALUE' }])]),
      said([{ functionCall: {} }], stop),
    ],
    chat: { [ARGUMENTS]: '{"a":[[1,2],[null]]}', [FINISH]: 'tool_calls' },
  },
]

describe('streams that deviate', () => {
  test.each(STREAMS)('$what', ({ frames, chat }) => {
    expect(at(assembled(frames, 'openai-chat'), ...Object.keys(chat))).toEqual(Object.values(chat))
    expect(dataOf(written(sse(frames), 'gemini'))).toEqual(frames)
  })
})

const TROUBLE = { code: 503, message: 'overloaded', status: 'UNAVAILABLE' }

describe('errors that deviate', () => {
  test.each([
    ['as a frame', sse([said([{ text: 'a' }]), { error: TROUBLE }])],
    ['as a tail without its frame', `${sse([said([{ text: 'a' }])])}${JSON.stringify({ error: TROUBLE })}`],
  ])('Q24 in mid-stream, %s', (_what, text) => {
    const chat = written(text, 'openai-chat')
    expect(chat).not.toContain('[DONE]')
    expect(at(dataOf(chat).at(-1) ?? null, '/error/message')).toEqual(['overloaded'])
    expect(dataOf(written(text, 'gemini'))).toEqual([said([{ text: 'a' }]), { error: TROUBLE }])
  })

  test.each<readonly [what: string, body: Json, message: string]>([
    [
      'Q20 another vendor’s error, as a string in Google’s',
      {
        error: {
          code: 400,
          message: '{"type":"error","error":{"type":"invalid_request_error","message":"m"}}',
          status: 'INVALID_ARGUMENT',
        },
      },
      '{"type":"error","error":{"type":"invalid_request_error","message":"m"}}',
    ],
    ['Q25 in a list', [{ error: { ...TROUBLE, message: 'm' } }], 'm'],
  ])('%s', (_what, body, message) => {
    const { body: anthropic } = translateError(body, { from: 'gemini', to: 'anthropic-messages' })
    expect(at(anthropic, '/type', '/error/message')).toEqual(['error', message])
    expect(translateError(body, { from: 'gemini', to: 'gemini' }).body).toEqual(body)
  })
})

describe('requests that deviate', () => {
  const asked = { role: 'user', parts: [{ text: 'go' }] }
  const answer = (output: string, more: JsonObject = {}): JsonObject => ({
    functionResponse: { name: 'f', response: { result: output }, ...more },
  })
  /** Which arguments each result answers, in Chat. */
  const paired = (contents: Json): unknown[] => {
    const body = { contents }
    expect(translateRequest(body, { from: 'gemini', to: 'gemini' }).body).toEqual(body)
    const { messages } = translateRequest(body, { from: 'gemini', to: 'openai-chat' }).body as {
      readonly messages: readonly JsonObject[]
    }
    const calls = messages.flatMap(({ tool_calls }) => (tool_calls ?? []) as readonly JsonObject[])
    return messages
      .filter(({ role }) => role === 'tool')
      .map(({ tool_call_id, content }) => [
        at(calls.find(({ id }) => id === tool_call_id) ?? null, '/function/arguments')[0],
        content,
      ])
  }

  test('Q17 parallel results in another order than their calls, of one name', () => {
    const model = [call('f', { id: '1', args: { a: 1 } }), call('f', { id: '2', args: { a: 2 } })]
    const results = [answer('two', { id: '2' }), answer('one', { id: '1' })]
    expect(paired([asked, { role: 'model', parts: model }, { role: 'user', parts: results }])).toEqual([
      ['{"a":2}', '{"result":"two"}'],
      ['{"a":1}', '{"result":"one"}'],
    ])
  })

  test('Q18 no ids at all: the results stand as their calls', () => {
    const model = [call('f', { args: { a: 1 } }), call('f', { args: { a: 2 } })]
    const results = [answer('one'), answer('two')]
    expect(paired([asked, { role: 'model', parts: model }, { role: 'user', parts: results }])).toEqual([
      ['{"a":1}', '{"result":"one"}'],
      ['{"a":2}', '{"result":"two"}'],
    ])
  })

  test('Q18 ids where models want them, and none where they are refused', () => {
    const tool_calls = [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }]
    const messages = [
      { role: 'user', content: 'go' },
      { role: 'assistant', tool_calls },
      { role: 'tool', tool_call_id: 'c', content: 'done' },
    ]
    const ids = (model: string): unknown[] =>
      at(
        translateRequest({ model, messages }, { from: 'openai-chat', to: 'gemini', target: { model } }).body,
        '/contents/1/parts/0/functionCall/id',
        '/contents/2/parts/0/functionResponse/id',
      )
    expect(ids('gemini-3.5-flash')).toEqual(['c', 'c'])
    expect(ids('gemini-2.5-flash')).toEqual([undefined, undefined])
  })

  test('Q19 a signature inside the call stays there, and leaves for nobody', () => {
    const parts = [call('f', { thoughtSignature: 'c2ln' })]
    const body = { contents: [asked, { role: 'model', parts }] }
    expect(translateRequest(body, { from: 'gemini', to: 'gemini' }).body).toEqual(body)
    expect(
      JSON.stringify(translateRequest(body, { from: 'gemini', to: 'anthropic-messages' }).body),
    ).not.toContain('c2ln')
  })

  test('Q21 a marked signature in a Messages thought does not reach Gemini as its own', () => {
    const thought = { type: 'thinking', thinking: 'hm', signature: 'gemini:c2ln' }
    const messages = [
      { role: 'user', content: 'go' },
      { role: 'assistant', content: [thought, { type: 'text', text: 'a' }] },
      { role: 'user', content: 'on' },
    ]
    const { body } = translateRequest(
      { model: 'm', max_tokens: 9, messages },
      { from: 'anthropic-messages', to: 'gemini' },
    )
    expect(JSON.stringify(body)).not.toContain('gemini:c2ln')
  })

  test('Q22 the signature that Google’s own route for Chat gives comes back beside its call', () => {
    const extra_content = { google: { thought_signature: 'c2ln' } }
    const tool_calls = [
      { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' }, extra_content },
    ]
    const messages = [
      { role: 'user', content: 'go' },
      { role: 'assistant', tool_calls },
      { role: 'tool', tool_call_id: 'c', content: 'done' },
    ]
    const { body } = translateRequest(
      { model: 'gemini-3.5-flash', messages },
      { from: 'openai-chat', to: 'gemini' },
    )
    expect(at(body, '/contents/1/parts/0/thoughtSignature')).toEqual(['c2ln'])
  })
})

test('Q16 a whole reply that thought until its limit has no content', () => {
  const body = { ...ended('MAX_TOKENS'), usageMetadata }
  const { body: chat } = translateReply(body, { from: 'gemini', to: 'openai-chat' })
  expect(at(chat, FINISH, CONTENT)).toEqual(['length', null])
  expect(translateReply(body, { from: 'gemini', to: 'gemini' }).body).toEqual(body)
})
