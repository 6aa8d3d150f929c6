/** Short streams that think before they speak, and one of each that fails in the middle: what the long logs do not have. */

const THOUGHT = 'A secret thought.'
const CALL = { name: 'weather', arguments: '{"city":"Bern"}' }
export const ERROR = 'The server is on fire.'

const sse = (/** @type {readonly any[]} */ events, isNamed = false) =>
  events
    .map(
      (event) =>
        `${isNamed ? `event: ${event.type}\n` : ''}data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`,
    )
    .join('')

function chat() {
  const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_760_000_000, model: 'm' }
  const chunk = (/** @type {object} */ delta, finish_reason = /** @type {string | null} */ (null)) => ({
    ...base,
    choices: [{ index: 0, delta, finish_reason }],
  })
  const { name } = CALL
  const start = [
    chunk({ role: 'assistant', content: '' }),
    chunk({ reasoning_content: THOUGHT }),
    chunk({ content: 'It ' }),
  ]
  const rest = [
    chunk({ content: 'rains.' }),
    chunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: '' } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: CALL.arguments } }] }),
    chunk({}, 'tool_calls'),
    {
      ...base,
      choices: [],
      usage: {
        prompt_tokens: 120,
        completion_tokens: 30,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 100 },
        completion_tokens_details: { reasoning_tokens: 12 },
      },
    },
    '[DONE]',
  ]
  const error = { error: { message: ERROR, type: 'server_error', param: null, code: null } }
  return { whole: sse([...start, ...rest]), failing: sse([...start, error]) }
}

function responses() {
  let sequence_number = 0
  const say = (/** @type {string} */ type, /** @type {object} */ fields) => ({
    type,
    sequence_number: sequence_number++,
    ...fields,
  })
  const base = {
    id: 'resp_1',
    object: 'response',
    created_at: 1_760_000_000,
    status: 'in_progress',
    model: 'm',
    output: [],
  }
  const thought = { type: 'summary_text', text: THOUGHT }
  const text = { type: 'output_text', text: 'It rains.', annotations: [], logprobs: [] }
  const items = [
    { id: 'rs_1', type: 'reasoning', summary: [thought] },
    { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [text] },
    { id: 'fc_1', type: 'function_call', status: 'completed', call_id: 'call_1', ...CALL },
  ]
  const added = (/** @type {number} */ output_index, /** @type {object} */ empty) =>
    say('response.output_item.added', {
      output_index,
      item: { ...items[output_index], ...empty, status: 'in_progress' },
    })
  const done = (/** @type {number} */ output_index) =>
    say('response.output_item.done', { output_index, item: items[output_index] })
  const summary = { item_id: 'rs_1', output_index: 0, summary_index: 0 }
  const part = { item_id: 'msg_1', output_index: 1, content_index: 0 }
  const call = { item_id: 'fc_1', output_index: 2 }
  const start = [
    say('response.created', { response: base }),
    added(0, { summary: [] }),
    say('response.reasoning_summary_part.added', { ...summary, part: { ...thought, text: '' } }),
    say('response.reasoning_summary_text.delta', { ...summary, delta: THOUGHT }),
    say('response.reasoning_summary_text.done', { ...summary, text: THOUGHT }),
    say('response.reasoning_summary_part.done', { ...summary, part: thought }),
    done(0),
    added(1, { content: [] }),
    say('response.content_part.added', { ...part, part: { ...text, text: '' } }),
    say('response.output_text.delta', { ...part, delta: 'It ', logprobs: [] }),
  ]
  const failed = say('error', { code: 'server_error', message: ERROR, param: null })
  const rest = [
    say('response.output_text.delta', { ...part, delta: 'rains.', logprobs: [] }),
    say('response.output_text.done', { ...part, text: 'It rains.', logprobs: [] }),
    say('response.content_part.done', { ...part, part: text }),
    done(1),
    added(2, { arguments: '' }),
    say('response.function_call_arguments.delta', { ...call, delta: CALL.arguments }),
    say('response.function_call_arguments.done', { ...call, arguments: CALL.arguments }),
    done(2),
    say('response.completed', {
      response: {
        ...base,
        status: 'completed',
        output: items,
        usage: {
          input_tokens: 120,
          input_tokens_details: { cached_tokens: 100 },
          output_tokens: 30,
          output_tokens_details: { reasoning_tokens: 12 },
          total_tokens: 150,
        },
      },
    }),
  ]
  return { whole: sse([...start, ...rest], true), failing: sse([...start, failed], true) }
}

function anthropic() {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 20,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 0,
      output_tokens: 1,
    },
  }
  const block = (
    /** @type {number} */ index,
    /** @type {object} */ content_block,
    /** @type {object[]} */ ...deltas
  ) => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
  const text = block(
    1,
    { type: 'text', text: '' },
    { type: 'text_delta', text: 'It ' },
    { type: 'text_delta', text: 'rains.' },
  )
  const start = [
    { type: 'message_start', message },
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: THOUGHT },
      { type: 'signature_delta', signature: 'c2lnbmF0dXJl' },
    ),
  ]
  const rest = [
    ...block(
      2,
      { type: 'tool_use', id: 'toolu_1', name: CALL.name, input: {} },
      { type: 'input_json_delta', partial_json: CALL.arguments },
    ),
    {
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 30 },
    },
    { type: 'message_stop' },
  ]
  const error = { type: 'error', error: { type: 'overloaded_error', message: ERROR } }
  return {
    whole: sse([...start, ...text, ...rest], true),
    failing: sse([...start, ...text.slice(0, 2), error], true),
  }
}

function gemini() {
  const chunk = (
    /** @type {object} */ part,
    /** @type {object} */ more = {},
    /** @type {object} */ counts = {},
  ) => ({
    candidates: [{ content: { parts: [part], role: 'model' }, index: 0, ...more }],
    usageMetadata: { promptTokenCount: 120, cachedContentTokenCount: 100, totalTokenCount: 120, ...counts },
    modelVersion: 'm',
    responseId: 'r1',
  })
  const start = [chunk({ text: THOUGHT, thought: true }), chunk({ text: 'It ' })]
  const rest = [
    chunk({ text: 'rains.' }),
    chunk({
      functionCall: { name: CALL.name, args: JSON.parse(CALL.arguments) },
      thoughtSignature: 'c2lnbmF0dXJl',
    }),
    chunk(
      { text: '' },
      { finishReason: 'STOP' },
      { candidatesTokenCount: 18, thoughtsTokenCount: 12, totalTokenCount: 150 },
    ),
  ]
  const error = { error: { code: 503, message: ERROR, status: 'UNAVAILABLE' } }
  return { whole: sse([...start, ...rest]), failing: sse([...start, error]) }
}

export const CASES = { chat: chat(), responses: responses(), anthropic: anthropic(), gemini: gemini() }
export const isLeaked = (/** @type {string} */ text) => text.includes(THOUGHT)
