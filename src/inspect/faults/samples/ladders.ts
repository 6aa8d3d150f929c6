import type { DialectId } from '../../../hub/dialect.ts'
import type { Json } from '../../../wire/json.ts'

/** Replies of providers as streams: each a way in which gateways were given what the ladders of faults stumble over. */

const sse = (...frames: readonly (Json | string)[]): string =>
  frames.map((frame) => `data: ${typeof frame === 'string' ? frame : JSON.stringify(frame)}\n\n`).join('')

const chunk = (delta: Json, finish: string | null = null): Json => ({
  id: 'chatcmpl-7',
  object: 'chat.completion.chunk',
  created: 1764000000,
  model: 'some-model',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const usage = (output: number): Json => ({
  id: 'chatcmpl-7',
  object: 'chat.completion.chunk',
  created: 1764000000,
  model: 'some-model',
  choices: [],
  usage: { prompt_tokens: 41, completion_tokens: output, total_tokens: 41 + output },
})
const call = (index: number, id: string, name: string, args: string): Json => ({
  index,
  id,
  type: 'function',
  function: { name, arguments: args },
})
const calls = (...list: readonly Json[]): Json => ({ tool_calls: [...list] })
const more = (index: number, args: string): Json => ({
  tool_calls: [{ index, function: { arguments: args } }],
})
const say = (content: string): Json => ({ content })
const think = (text: string): Json => ({ reasoning_content: text })
const OPEN: Json = { role: 'assistant', content: '' }
const chat = (...frames: readonly (Json | string)[]): string => sse(...frames, '[DONE]')

const LONG = Array.from({ length: 120 }, (_, i) => chunk(say(`Sentence ${i} of many. `)))

const CHAT: Readonly<Record<string, string>> = {
  'text, then a call whole in one chunk': chat(
    chunk(OPEN),
    chunk(say('Let me ')),
    chunk(say('look.')),
    chunk(calls(call(0, 'call_a', 'find_ship', '{"imo": 9074729}'))),
    chunk({}, 'tool_calls'),
  ),
  'text, then a call in pieces, with usage': chat(
    chunk(OPEN),
    chunk(say('Checking the tide.')),
    chunk(calls(call(0, 'call_a', 'tide', ''))),
    chunk(more(0, '{"port": "Ber')),
    chunk(more(0, 'gen"}')),
    chunk({}, 'tool_calls'),
    usage(17),
  ),
  'a call whose first piece comes with its name': chat(
    chunk({ role: 'assistant', content: null }),
    chunk(calls(call(0, 'call_a', 'tide', '{"port"'))),
    chunk(more(0, ': "Oslo"}')),
    chunk({}, 'tool_calls'),
  ),
  'thinking, text, a call': chat(
    chunk({ role: 'assistant', reasoning_content: 'The user ' }),
    chunk(think('wants ships.')),
    chunk(say('Looking ')),
    chunk(say('now.')),
    chunk(calls(call(0, 'call_a', 'find_ship', '{"name":"Fram"}'))),
    chunk({}, 'tool_calls'),
    usage(30),
  ),
  'blocks of one token': chat(
    chunk({ role: 'assistant', reasoning_content: 'Hm.' }),
    chunk(say('Yes.')),
    chunk({}, 'stop'),
  ),
  'text, thinking, text': chat(
    chunk(OPEN),
    chunk(say('First')),
    chunk(think('or not')),
    chunk(think(' at all')),
    chunk(say('Second')),
    chunk(say(' and third')),
    chunk({}, 'stop'),
  ),
  'parallel calls, one after the other': chat(
    chunk(OPEN),
    chunk(calls(call(0, 'call_a', 'tide', '{"port":"Oslo"}'))),
    chunk(calls(call(1, 'call_b', 'tide', '{"port":"Bergen"}'))),
    chunk(calls(call(2, 'call_c', 'wind', '{}'))),
    chunk({}, 'tool_calls'),
  ),
  'parallel calls, their arguments interleaved': chat(
    chunk(OPEN),
    chunk(calls(call(0, 'call_a', 'tide', ''))),
    chunk(calls(call(1, 'call_b', 'wind', ''))),
    chunk(more(0, '{"port":')),
    chunk(more(1, '{"at":')),
    chunk(more(0, '"Oslo"}')),
    chunk(more(1, '"60N"}')),
    chunk({}, 'tool_calls'),
  ),
  'two calls in one chunk': chat(
    chunk(OPEN),
    chunk(calls(call(0, 'call_a', 'tide', '{"port":"Oslo"}'), call(1, 'call_b', 'wind', '{"at":"60N"}'))),
    chunk({}, 'tool_calls'),
  ),
  'text that ends in its last chunk': chat(chunk(OPEN), chunk(say('All ')), chunk(say('done.'), 'stop')),
  'a whole answer in one chunk': chat(chunk({ role: 'assistant', content: 'Forty-two.' }, 'stop'), usage(4)),
  'a call in the chunk that ends the reply': chat(
    chunk(OPEN),
    chunk(say('One moment.')),
    chunk(calls(call(0, 'call_a', 'tide', '{"port":"Oslo"}')), 'tool_calls'),
  ),
  'text with empty lists of calls': chat(
    chunk({ role: 'assistant', content: 'Good ', tool_calls: [] }),
    chunk({ content: 'morning.', tool_calls: [] }),
    chunk({ content: '', tool_calls: [] }, 'stop'),
  ),
  'empty lists of calls, then a call': chat(
    chunk({ role: 'assistant', content: 'Asking.', tool_calls: [] }),
    chunk(calls(call(0, 'call_a', 'tide', '{"port":"Oslo"}'))),
    chunk({}, 'tool_calls'),
  ),
  'text, with usage': chat(chunk(OPEN), chunk(say('Two words.')), chunk({}, 'stop'), usage(3)),
  'text alone': chat(chunk(OPEN), chunk(say('Nothing ')), chunk(say('to do.')), chunk({}, 'stop')),
  'a refusal': chat(
    chunk({ role: 'assistant', refusal: 'I can’t ' }),
    chunk({ refusal: 'help with that.' }),
    chunk({}, 'stop'),
  ),
  'letters of the world': chat(
    chunk(OPEN),
    chunk(say('Привет, 世界 👩‍🚀')),
    chunk(say(' — ça va?')),
    chunk(calls(call(0, 'call_ü', 'übersetze', '{"text":"naïve 😀"}'))),
    chunk({}, 'tool_calls'),
  ),
  'a long text, then a call': chat(
    ...LONG,
    chunk(calls(call(0, 'call_a', 'summarise', '{"sentences":120}'))),
    chunk({}, 'tool_calls'),
    usage(900),
  ),
  'a call cut short': chat(
    chunk(OPEN),
    chunk(say('Writing it.')),
    chunk(calls(call(0, 'call_a', 'write', '{"text":"Once upon'))),
    chunk({}, 'length'),
  ),
}

const candidate = (parts: readonly Json[] | undefined, finishReason?: string, rest: object = {}): Json => ({
  candidates: [
    {
      index: 0,
      ...(parts ? { content: { role: 'model', parts: [...parts] } } : {}),
      ...(finishReason ? { finishReason } : {}),
      ...rest,
    },
  ],
  modelVersion: 'gemini-3.5-flash',
  responseId: 'r-7',
})
const fn = (name: string, args: Json): Json => ({ functionCall: { name, args } })
const TIDE = fn('tide', { port: 'Oslo' })
const COUNT: Json = {
  usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 4, totalTokenCount: 13 },
  modelVersion: 'gemini-3.5-flash',
  responseId: 'r-7',
}
const noParts = (finishReason: string): Json => ({
  candidates: [{ index: 0, content: { role: 'model' }, finishReason }],
})

const GEMINI: Readonly<Record<string, string>> = {
  'a call and STOP in one chunk': sse(candidate([TIDE], 'STOP')),
  'a call, then STOP without content': sse(candidate([TIDE]), candidate(undefined, 'STOP')),
  'a call, then STOP with an empty text': sse(candidate([TIDE]), candidate([{ text: '' }], 'STOP')),
  'a call, then STOP with no parts': sse(candidate([TIDE]), noParts('STOP')),
  'text, a call, then STOP without content, then usage': sse(
    candidate([{ text: 'Asking ' }]),
    candidate([{ text: 'the port.' }]),
    candidate([TIDE]),
    candidate(undefined, 'STOP'),
    COUNT,
  ),
  'calls over two chunks, each with STOP': sse(
    candidate([TIDE], 'STOP'),
    candidate([fn('wind', { at: '60N' })], 'STOP'),
  ),
  'a call and STOP, then text and STOP': sse(
    candidate([TIDE], 'STOP'),
    candidate([{ text: 'Asked.' }], 'STOP'),
  ),
  'two calls in one chunk, then STOP with an empty text': sse(
    candidate([TIDE, fn('wind', { at: '60N' })]),
    candidate([{ text: '' }], 'STOP'),
  ),
  'a call, then MAX_TOKENS without content': sse(candidate([TIDE]), candidate(undefined, 'MAX_TOKENS')),
  'a call, then MAX_TOKENS with an empty text': sse(
    candidate([TIDE]),
    candidate([{ text: '' }], 'MAX_TOKENS'),
  ),
  'a call, then SAFETY without content': sse(candidate([TIDE]), candidate(undefined, 'SAFETY')),
  'text, then MAX_TOKENS without content': sse(
    candidate([{ text: 'So far' }]),
    candidate(undefined, 'MAX_TOKENS'),
  ),
  'text, then STOP': sse(candidate([{ text: 'Well ' }]), candidate([{ text: 'said.' }], 'STOP')),
  'thinking, a call with a signature, STOP with an empty text': sse(
    candidate([{ text: 'I should ask.', thought: true }]),
    candidate([{ ...(TIDE as object), thoughtSignature: 'c2lnbmF0dXJl' }]),
    candidate([{ text: '' }], 'STOP'),
  ),
}

const event = (type: string, rest: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const MESSAGES: Readonly<Record<string, string>> = {
  'text and a call': [
    event('message_start', {
      message: {
        id: 'msg_01',
        type: 'message',
        role: 'assistant',
        model: 'claude-x',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 5, output_tokens: 1 },
      },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Going.' } }),
    event('content_block_stop', { index: 0 }),
    event('content_block_start', {
      index: 1,
      content_block: { type: 'tool_use', id: 'toolu_1', name: 'tide', input: {} },
    }),
    event('content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json: '{"p":1}' } }),
    event('content_block_stop', { index: 1 }),
    event('message_delta', {
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 9 },
    }),
    event('message_stop', {}),
  ].join(''),
}

export interface LadderCapture {
  readonly name: string
  readonly from: DialectId
  readonly body: string
}

const listed = (from: DialectId, table: Readonly<Record<string, string>>): readonly LadderCapture[] =>
  Object.entries(table).map(([name, body]) => ({ name, from, body }))

export const LADDER_CAPTURES: readonly LadderCapture[] = [
  ...listed('openai-chat', CHAT),
  ...listed('gemini', GEMINI),
  ...listed('anthropic-messages', MESSAGES),
]
