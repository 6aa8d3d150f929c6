import type { DialectId } from '../../../hub/dialect.ts'
import type { Exchange } from '../../../transcript/transcript.ts'
import type { Json, JsonObject } from '../../../wire/json.ts'

/** An exchange before it is numbered. */
export type Captured = Omit<Exchange, 'id'>
/** An object is a whole reply, a list the events of a stream, a string the very bytes. */
type Body = JsonObject | readonly JsonObject[] | string

const framed = (events: readonly JsonObject[], hasNames: boolean): string =>
  events
    .map((event) => `${hasNames ? `event: ${String(event.type)}\n` : ''}data: ${JSON.stringify(event)}\n\n`)
    .join('')

function bodyOf(dialect: DialectId, body: Body): string {
  if (typeof body === 'string') return body
  if (!Array.isArray(body)) return JSON.stringify(body)
  const events = body as readonly JsonObject[]
  if (dialect === 'openai-chat') return `${framed(events, false)}data: [DONE]\n\n`
  return framed(events, dialect !== 'gemini')
}

const captured =
  (dialect: DialectId) =>
  (request?: JsonObject, reply?: Body, status = 200): Captured => ({
    dialect,
    ...(request ? { request: { body: JSON.stringify(request) } } : {}),
    ...(reply === undefined ? {} : { reply: { status, body: bodyOf(dialect, reply) } }),
  })

export const chat = captured('openai-chat')
export const responses = captured('openai-responses')
export const anthropic = captured('anthropic-messages')
export const gemini = captured('gemini')

export const client = (one: Captured): Captured => ({ ...one, side: 'client' })
export const upstream = (one: Captured): Captured => ({ ...one, side: 'upstream' })
/** Sent to this address. */
export const to = (url: string, one: Captured): Captured => ({
  ...one,
  request: { body: '', ...one.request, url },
})

/** Chat Completions. */
export const ask = (...messages: JsonObject[]): JsonObject => ({
  model: 'm',
  messages: [{ role: 'user', content: 'go' }, ...messages],
})
export const toolCall = (id: string, name = 'f', args: Json = '{"a":1}'): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})
export const calling = (...calls: JsonObject[]): JsonObject => ({
  role: 'assistant',
  content: null,
  tool_calls: calls,
})
export const toolResult = (id: string, content: Json = 'ok'): JsonObject => ({
  role: 'tool',
  tool_call_id: id,
  content,
})
export const completion = (
  message: JsonObject,
  finish: Json = 'stop',
  more: JsonObject = {},
): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason: finish }],
  ...more,
})
export const chunk = (delta: JsonObject, finish: Json = null, more: JsonObject = {}): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
})
/** A piece of a streamed call. */
export const piece = (index: number | undefined, call: JsonObject): JsonObject => ({
  tool_calls: [{ ...(index === undefined ? {} : { index }), ...call }],
})
export const chatTool = (name: string, parameters: JsonObject): JsonObject => ({
  type: 'function',
  function: { name, parameters },
})

/** Anthropic Messages. */
export const messages = (...list: JsonObject[]): JsonObject => ({
  model: 'claude-sonnet-4-5',
  max_tokens: 99,
  messages: list.length > 0 ? list : [user('go')],
})
export const user = (content: Json): JsonObject => ({ role: 'user', content })
export const assistant = (content: Json): JsonObject => ({ role: 'assistant', content })
export const text = (words: string): JsonObject => ({ type: 'text', text: words })
export const toolUse = (id: string, name = 'f', input: Json = { a: 1 }): JsonObject => ({
  type: 'tool_use',
  id,
  name,
  input,
})
export const toolAnswer = (id: string, content: Json = 'ok'): JsonObject => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
})
export const message = (
  content: readonly JsonObject[],
  reason: Json = 'end_turn',
  usage?: JsonObject,
): JsonObject => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5',
  content,
  stop_reason: reason,
  stop_sequence: null,
  usage: usage ?? { input_tokens: 3, output_tokens: 4 },
})
export const messageStart = (
  usage: JsonObject = { input_tokens: 3, output_tokens: 1 },
  id = 'msg_1',
): JsonObject => ({
  type: 'message_start',
  message: { ...message([], null, usage), id },
})
export const blockStart = (index: number, block: JsonObject): JsonObject => ({
  type: 'content_block_start',
  index,
  content_block: block,
})
export const blockDelta = (index: number, delta: JsonObject): JsonObject => ({
  type: 'content_block_delta',
  index,
  delta,
})
export const textDelta = (index: number, words: string): JsonObject =>
  blockDelta(index, { type: 'text_delta', text: words })
export const inputDelta = (index: number, json: string): JsonObject =>
  blockDelta(index, { type: 'input_json_delta', partial_json: json })
export const blockStop = (index: number): JsonObject => ({ type: 'content_block_stop', index })
export const messageEnd = (
  reason: Json = 'end_turn',
  usage: JsonObject = { output_tokens: 4 },
): JsonObject[] => [
  { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage },
  { type: 'message_stop' },
]
/** A block of text from start to stop. */
export const textBlock = (index: number, ...pieces: string[]): JsonObject[] => [
  blockStart(index, text('')),
  ...pieces.map((words) => textDelta(index, words)),
  blockStop(index),
]
/** A call from start to stop. */
export const callBlock = (index: number, id: string, ...pieces: string[]): JsonObject[] => [
  blockStart(index, toolUse(id, 'f', {})),
  ...pieces.map((json) => inputDelta(index, json)),
  blockStop(index),
]

/** Responses. */
export const input = (...items: JsonObject[]): JsonObject => ({ model: 'm', input: items })
export const functionCall = (callId: string, args: Json = '{"a":1}', more: JsonObject = {}): JsonObject => ({
  type: 'function_call',
  call_id: callId,
  name: 'f',
  arguments: args,
  ...more,
})
export const functionOutput = (callId: string): JsonObject => ({
  type: 'function_call_output',
  call_id: callId,
  output: 'ok',
})
export const response = (
  id: string,
  output: readonly JsonObject[] = [],
  more: JsonObject = {},
): JsonObject => ({
  id,
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'm',
  output,
  ...more,
})
export const said = (words: string, id = 'msg_1'): JsonObject => ({
  type: 'message',
  id,
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text: words, annotations: [] }],
})
/** Events numbered through, from `response.created` on. */
export const events = (...list: JsonObject[]): JsonObject[] =>
  [{ type: 'response.created', response: response('resp_1', [], { status: 'in_progress' }) }, ...list].map(
    (event, sequence_number) => ({ sequence_number, ...event }),
  )
export const completed = (...output: JsonObject[]): JsonObject => ({
  type: 'response.completed',
  response: response('resp_1', output),
})
/** A message from `added` to `done`. */
export const spoken = (index: number, ...pieces: string[]): JsonObject[] => {
  const at = { output_index: index, item_id: 'msg_1', content_index: 0 }
  const all = pieces.join('')
  return [
    { type: 'response.output_item.added', output_index: index, item: { ...said(''), content: [] } },
    { type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '', annotations: [] } },
    ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
    { type: 'response.output_text.done', ...at, text: all },
    { type: 'response.content_part.done', ...at, part: { type: 'output_text', text: all, annotations: [] } },
    { type: 'response.output_item.done', output_index: index, item: said(all) },
  ]
}

/** Gemini. */
export const contents = (...list: JsonObject[]): JsonObject => ({ contents: list })
export const turn = (role: string | undefined, ...parts: JsonObject[]): JsonObject => ({
  ...(role === undefined ? {} : { role }),
  parts,
})
export const geminiCall = (name = 'f', more: JsonObject = {}): JsonObject => ({
  functionCall: { name, args: { a: 1 } },
  ...more,
})
export const geminiResult = (name = 'f'): JsonObject => ({
  functionResponse: { name, response: { output: 'ok' } },
})
export const candidate = (
  parts: readonly JsonObject[],
  finish?: string,
  more: JsonObject = {},
): JsonObject => ({
  candidates: [
    {
      index: 0,
      content: { role: 'model', parts },
      ...(finish === undefined ? {} : { finishReason: finish }),
    },
  ],
  modelVersion: 'gemini-2.5-pro',
  ...more,
})
/** An error body: OpenAI's, Anthropic's, Gemini's. */
export const chatError = (words: string, code: Json = null): JsonObject => ({
  error: { message: words, type: 'invalid_request_error', param: null, code },
})
export const anthropicError = (words: string, type = 'invalid_request_error'): JsonObject => ({
  type: 'error',
  error: { type, message: words },
})
export const geminiError = (words: string, code = 400): JsonObject => ({
  error: { code, message: words, status: 'INVALID_ARGUMENT' },
})

/** The same exchange with its reply as far as a mark in it; what stands behind the mark is left out. */
export const cutAt = (mark: string, one: Captured, rest = ''): Captured => {
  const body = one.reply?.body ?? ''
  const at = body.indexOf(mark)
  return { ...one, reply: { ...one.reply, body: `${at < 0 ? body : body.slice(0, at)}${rest}` } }
}
/** Captured at this moment, with the arrival times of its frames. */
export const dated = (startedAt: string, one: Captured, ...times: number[]): Captured => ({
  ...one,
  startedAt,
  ...(times.length > 0 && one.reply ? { reply: { ...one.reply, times } } : {}),
})
