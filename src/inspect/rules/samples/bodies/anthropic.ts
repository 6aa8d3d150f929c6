import type { Json, JsonObject } from '../../../../wire/json.ts'

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
export const anthropicError = (words: string, type = 'invalid_request_error'): JsonObject => ({
  type: 'error',
  error: { type, message: words },
})
