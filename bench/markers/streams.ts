import type { DialectId } from '../../src/hub/dialect.ts'
import type { Json, JsonObject } from '../../src/wire/json.ts'
import { atPointer } from '../../src/wire/json.ts'
import { HOSTED_PARTS, hostedBlockEvents, hostedItemEvents } from './hosted.ts'
import { REPLIES } from './replies.ts'

const CHUNK = {
  id: 'mark_reply',
  object: 'chat.completion.chunk',
  created: 1_765_432_100,
  model: 'mark-model',
  service_tier: 'default',
  system_fingerprint: 'fp_mark',
}
const chunk = (delta: Json, finish: Json = null): Json => ({
  ...CHUNK,
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const { usage: chatUsage = null } = REPLIES['openai-chat']
const LOGPROBS = atPointer(REPLIES['openai-chat'], '/choices/0/logprobs') ?? null
const ANNOTATIONS = atPointer(REPLIES['openai-chat'], '/choices/0/message/annotations') ?? null

const chat: readonly Json[] = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ reasoning_content: 'MARK thi' }),
  chunk({ reasoning_content: 'nking' }),
  chunk({ content: 'MARK ' }),
  {
    ...CHUNK,
    choices: [{ index: 0, delta: { content: 'answer' }, logprobs: LOGPROBS, finish_reason: null }],
  },
  chunk({ annotations: ANNOTATIONS }),
  chunk({ refusal: 'MARK refusal' }),
  chunk({
    tool_calls: [
      { index: 0, id: 'call_mark', type: 'function', function: { name: 'mark_tool', arguments: '' } },
    ],
  }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":"MARK ' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: 'argument"}' } }] }),
  chunk({}, 'tool_calls'),
  { ...CHUNK, choices: [], usage: chatUsage },
  '[DONE]',
]

const EMPTY_RESPONSE = { ...REPLIES['openai-responses'], status: 'in_progress', output: [], usage: null }
const item = (at: number): JsonObject =>
  (REPLIES['openai-responses'].output as readonly JsonObject[])[at] as JsonObject
const SUMMARY = { item_id: 'rs_mark', output_index: 0, summary_index: 0 }
const TEXT = { item_id: 'msg_mark', output_index: 1, content_index: 0 }
const REFUSAL = { item_id: 'msg_mark', output_index: 1, content_index: 1 }
const CALL = { item_id: 'fc_mark', output_index: 2 }
const [answer = null, refusal = null] = item(1).content as readonly Json[]
const TEXT_LOGPROBS = atPointer(answer, '/logprobs') ?? null
const summaryPart = { type: 'summary_text', text: 'MARK thinking' }

const responses: readonly Json[] = [
  { type: 'response.created', response: EMPTY_RESPONSE },
  { type: 'response.in_progress', response: EMPTY_RESPONSE },
  {
    type: 'response.output_item.added',
    output_index: 0,
    item: { ...item(0), summary: [], encrypted_content: null },
  },
  { type: 'response.reasoning_summary_part.added', ...SUMMARY, part: { ...summaryPart, text: '' } },
  { type: 'response.reasoning_summary_text.delta', ...SUMMARY, delta: 'MARK thi' },
  { type: 'response.reasoning_summary_text.delta', ...SUMMARY, delta: 'nking' },
  { type: 'response.reasoning_summary_text.done', ...SUMMARY, text: 'MARK thinking' },
  { type: 'response.reasoning_summary_part.done', ...SUMMARY, part: summaryPart },
  { type: 'response.output_item.done', output_index: 0, item: item(0) },
  {
    type: 'response.output_item.added',
    output_index: 1,
    item: { ...item(1), content: [], status: 'in_progress' },
  },
  {
    type: 'response.content_part.added',
    ...TEXT,
    part: { type: 'output_text', text: '', annotations: [], logprobs: [] },
  },
  { type: 'response.output_text.delta', ...TEXT, delta: 'MARK ', logprobs: [] },
  { type: 'response.output_text.delta', ...TEXT, delta: 'answer', logprobs: TEXT_LOGPROBS },
  {
    type: 'response.output_text.annotation.added',
    ...TEXT,
    annotation_index: 0,
    annotation: atPointer(answer, '/annotations/0') ?? null,
  },
  { type: 'response.output_text.done', ...TEXT, text: 'MARK answer', logprobs: TEXT_LOGPROBS },
  { type: 'response.content_part.done', ...TEXT, part: answer },
  { type: 'response.content_part.added', ...REFUSAL, part: { type: 'refusal', refusal: '' } },
  { type: 'response.refusal.delta', ...REFUSAL, delta: 'MARK refusal' },
  { type: 'response.refusal.done', ...REFUSAL, refusal: 'MARK refusal' },
  { type: 'response.content_part.done', ...REFUSAL, part: refusal },
  { type: 'response.output_item.done', output_index: 1, item: item(1) },
  {
    type: 'response.output_item.added',
    output_index: 2,
    item: { ...item(2), arguments: '', status: 'in_progress' },
  },
  { type: 'response.function_call_arguments.delta', ...CALL, delta: '{"city":"MARK ' },
  { type: 'response.function_call_arguments.delta', ...CALL, delta: 'argument"}' },
  {
    type: 'response.function_call_arguments.done',
    ...CALL,
    arguments: '{"city":"MARK argument"}',
    name: 'mark_tool',
  },
  { type: 'response.output_item.done', output_index: 2, item: item(2) },
  ...hostedItemEvents(3),
  { type: 'response.completed', response: REPLIES['openai-responses'] },
]

const CITATION = atPointer(REPLIES['anthropic-messages'], '/content/2/citations/0') ?? null
const block = (index: number, content_block: Json): Json => ({
  type: 'content_block_start',
  index,
  content_block,
})
const delta = (index: number, fields: Json): Json => ({ type: 'content_block_delta', index, delta: fields })
const stop = (index: number): Json => ({ type: 'content_block_stop', index })

const anthropic: readonly Json[] = [
  {
    type: 'message_start',
    message: {
      ...REPLIES['anthropic-messages'],
      content: [],
      stop_reason: null,
      usage: {
        input_tokens: 700,
        cache_creation_input_tokens: 50,
        cache_read_input_tokens: 300,
        output_tokens: 1,
      },
    },
  },
  block(0, { type: 'thinking', thinking: '', signature: '' }),
  { type: 'ping' },
  delta(0, { type: 'thinking_delta', thinking: 'MARK thi' }),
  delta(0, { type: 'thinking_delta', thinking: 'nking' }),
  delta(0, { type: 'signature_delta', signature: 'TUFSS3NpZw==' }),
  stop(0),
  block(1, { type: 'redacted_thinking', data: 'TUFSS2RhdGE=' }),
  stop(1),
  block(2, { type: 'text', text: '' }),
  delta(2, { type: 'citations_delta', citation: CITATION }),
  delta(2, { type: 'text_delta', text: 'MARK ' }),
  delta(2, { type: 'text_delta', text: 'answer' }),
  stop(2),
  block(3, { type: 'tool_use', id: 'toolu_mark', name: 'mark_tool', input: {} }),
  delta(3, { type: 'input_json_delta', partial_json: '' }),
  delta(3, { type: 'input_json_delta', partial_json: '{"city":"MARK ' }),
  delta(3, { type: 'input_json_delta', partial_json: 'argument"}' }),
  stop(3),
  ...hostedBlockEvents(4),
  {
    type: 'message_delta',
    delta: { stop_reason: 'tool_use', stop_sequence: null },
    usage: { output_tokens: 77, output_tokens_details: { thinking_tokens: 33 } },
  },
  { type: 'message_stop' },
]

const parts = (list: readonly Json[], more: JsonObject = {}): JsonObject => ({
  candidates: [{ index: 0, content: { role: 'model', parts: list }, ...more }],
  usageMetadata: { promptTokenCount: 1050, totalTokenCount: 1050 },
  modelVersion: 'mark-model',
  responseId: 'mark_reply',
})
const { usageMetadata: geminiUsage = null } = REPLIES.gemini

const gemini: readonly Json[] = [
  parts([{ text: 'MARK thi', thought: true }]),
  parts([{ text: 'nking', thought: true }]),
  parts([{ text: 'MARK ' }]),
  parts([{ text: 'answer' }]),
  parts([
    {
      functionCall: { id: 'mark_call', name: 'mark_tool', args: { city: 'MARK argument' } },
      thoughtSignature: 'TUFSS3NpZw==',
    },
  ]),
  ...HOSTED_PARTS.map((part) => parts([part])),
  {
    ...parts([{ text: '' }], {
      finishReason: 'STOP',
      groundingMetadata: atPointer(REPLIES.gemini, '/candidates/0/groundingMetadata') ?? null,
      logprobsResult: atPointer(REPLIES.gemini, '/candidates/0/logprobsResult') ?? null,
      safetyRatings: [{ category: 'HARM_CATEGORY_HARASSMENT', probability: 'LOW' }],
    }),
    usageMetadata: geminiUsage,
  },
]

/** The replies as streams: text, thinking and arguments in two pieces. */
export const STREAMS: Readonly<Record<DialectId, readonly Json[]>> = {
  'openai-chat': chat,
  'openai-responses': responses,
  'anthropic-messages': anthropic,
  gemini,
}

const MESSAGE = 'MARK error'

/** What ends each stream when the server fails in the middle. openai.md §1.6, §5; anthropic-gemini.md §§A.8, G.5 */
export const FAILURES: Readonly<Record<DialectId, Json>> = {
  'openai-chat': { error: { message: MESSAGE, type: 'server_error', param: null, code: null } },
  'openai-responses': { type: 'error', code: 'server_error', message: MESSAGE, param: null },
  'anthropic-messages': { type: 'error', error: { type: 'overloaded_error', message: MESSAGE } },
  gemini: { error: { code: 503, message: MESSAGE, status: 'UNAVAILABLE' } },
}
