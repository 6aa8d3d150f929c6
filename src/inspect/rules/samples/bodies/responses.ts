import type { Json, JsonObject } from '../../../../wire/json.ts'

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
