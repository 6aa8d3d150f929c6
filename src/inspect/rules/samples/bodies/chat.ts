import type { Json, JsonObject } from '../../../../wire/json.ts'

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
export const chatError = (words: string, code: Json = null): JsonObject => ({
  error: { message: words, type: 'invalid_request_error', param: null, code },
})
