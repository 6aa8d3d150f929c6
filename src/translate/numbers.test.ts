import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { parseJson } from '../wire/json.ts'
import { numbersAsWritten } from '../wire/json-numbers.ts'
import { assembledReplies } from './assembled.ts'
import type { Sheet } from './lanes.ts'
import { eventsSheet, requestSheet } from './sheet.ts'
import { createStreamTranslator } from './stream.ts'
import { StreamSheet } from './stream-sheet.ts'
import { translateError, translateReply, translateRequest } from './translate.ts'

const WHOLE = { request: translateRequest, reply: translateReply, error: translateError } as const

function written(kind: keyof typeof WHOLE, text: string, from: DialectId, to: DialectId): string {
  const parsed = parseJson(text)
  if ('problem' in parsed) throw new Error(parsed.problem)
  return WHOLE[kind](parsed.value, { from, to, numbers: numbersAsWritten(text) }).text
}

/** A user id of 64 bits, a price, and what is beyond all doubles. */
const ARGUMENTS = '{"user":9223372036854775807,"price":1.10,"far":1e400,"none":-0}'
const QUOTED = JSON.stringify(ARGUMENTS)

const REPLIES: Readonly<Record<DialectId, string>> = {
  'openai-chat': `{"id":"c","object":"chat.completion","created":1.0,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"pay","arguments":${QUOTED}}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":12.0,"completion_tokens":3.0,"total_tokens":15.0}}`,
  'openai-responses': `{"id":"resp_1","object":"response","created_at":1.0,"status":"completed","model":"m","output":[{"type":"function_call","id":"fc_1","call_id":"call_1","name":"pay","arguments":${QUOTED},"status":"completed"}],"usage":{"input_tokens":12.0,"output_tokens":3.0,"total_tokens":15.0}}`,
  'anthropic-messages': `{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"call_1","name":"pay","input":${ARGUMENTS}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":12.0,"output_tokens":3.0}}`,
  gemini: `{"candidates":[{"index":0,"content":{"role":"model","parts":[{"functionCall":{"id":"call_1","name":"pay","args":${ARGUMENTS}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":12.0,"candidatesTokenCount":3.0,"totalTokenCount":15.0},"modelVersion":"m","responseId":"r"}`,
}

const pairs = DIALECT_IDS.flatMap((from) => DIALECT_IDS.map((to) => [from, to] as const))

it.each(pairs)('a whole reply of %s in %s keeps digits that a double has not', (from, to) => {
  const text = written('reply', REPLIES[from], from, to)
  expect(text.replaceAll('\\"', '"')).toContain(ARGUMENTS)
  expect(text).toMatch(/(?:prompt_tokens|input_tokens|promptTokenCount)":12\.0/)
})

const sse = (...events: readonly string[]): string =>
  events.map((data) => `${eventName(data)}data: ${data}\n\n`).join('')
const eventName = (data: string): string => {
  const type = /^\{"type":"([^"]+)"/.exec(data)?.[1]
  return type === undefined ? '' : `event: ${type}\n`
}

const chunk = (delta: string, finish = 'null'): string =>
  `{"id":"c","object":"chat.completion.chunk","created":1.70e9,"model":"m","choices":[{"index":0,"delta":${delta},"finish_reason":${finish}}]}`
const TEXTS = ['One', ' two', ' three', ' four'] as const

const STREAMS: Readonly<Record<DialectId, string>> = {
  'openai-chat': sse(
    chunk('{"role":"assistant","content":""}'),
    ...TEXTS.map((text) => chunk(`{"content":"${text}"}`)),
    chunk('{}', '"stop"'),
    '{"id":"c","object":"chat.completion.chunk","created":1.70e9,"model":"m","choices":[],"usage":{"prompt_tokens":12.0,"completion_tokens":3.0,"total_tokens":15.0}}',
    '[DONE]',
  ),
  'openai-responses': sse(
    '{"type":"response.created","response":{"id":"resp_1","object":"response","created_at":1.70e9,"status":"in_progress","model":"m","output":[]},"sequence_number":0}',
    '{"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]},"sequence_number":1}',
    '{"type":"response.content_part.added","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]},"sequence_number":2}',
    ...TEXTS.map(
      (text, i) =>
        `{"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"${text}","sequence_number":${3 + i},"obfuscation":1.0}`,
    ),
    '{"type":"response.completed","response":{"id":"resp_1","object":"response","created_at":1.70e9,"status":"completed","model":"m","output":[],"usage":{"input_tokens":12.0,"output_tokens":3.0,"total_tokens":15.0}},"sequence_number":9}',
  ),
  'anthropic-messages': sse(
    '{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12.0,"output_tokens":0}}}',
    '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
    ...TEXTS.map(
      (text) =>
        `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${text}"},"at":1.0}`,
    ),
    '{"type":"content_block_stop","index":0}',
    '{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3.0}}',
    '{"type":"message_stop"}',
  ),
  gemini: sse(
    ...TEXTS.map(
      (text, i) =>
        `{"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"${text}"}]}${i === 3 ? ',"finishReason":"STOP"' : ''}}],"usageMetadata":{"promptTokenCount":12.0,"candidatesTokenCount":3.0,"totalTokenCount":15.0},"modelVersion":"m","responseId":"r","at":1.0}`,
    ),
  ),
}

function inStream(from: DialectId, to: DialectId): string {
  const translator = createStreamTranslator({ from, to })
  return translator.push(STREAMS[from]) + translator.end()
}

describe('streams', () => {
  it.each(pairs)('%s in %s count as they counted', (from, to) => {
    expect(inStream(from, to)).toMatch(/(?:prompt_tokens|input_tokens|promptTokenCount)":12\.0/)
  })

  it.each(DIALECT_IDS)('%s comes home to the letter, also where frames repeat', (id) => {
    const [source, home] = [STREAMS[id], inStream(id, id)].map((text) =>
      text.match(/-?\d[\d.e]*(?=[,}\]])/g)?.sort(),
    )
    expect(home).toEqual(source)
  })
})

const streamed = (dialect: DialectId): Exchange => ({ id: 'x1', dialect, reply: { body: STREAMS[dialect] } })

const SAYS_TWELVE = /(?:^|\D)12\.0(?:\D|$)/

describe('the screen', () => {
  it.each(pairs)('shows in the lanes what %s wrote, and %s says of it', (from, to) => {
    const sheet = eventsSheet(streamed(from))
    if (!(sheet instanceof StreamSheet)) throw new Error('It is a stream.')
    const rows = sheet.rows(0, sheet.length)
    const said = (atoms: readonly { readonly value?: string }[]) => atoms.map(({ value = '' }) => value)
    expect(rows.flatMap(({ source }) => said(source.atoms)).some((value) => SAYS_TWELVE.test(value))).toBe(
      true,
    )
    expect(rows.flatMap(({ lanes }) => said(lanes[to].atoms)).some((value) => SAYS_TWELVE.test(value))).toBe(
      true,
    )
  })

  it.each(pairs)('puts a stream of %s together in %s', (from, to) => {
    const assembled = assembledReplies(streamed(from))
    if ('problem' in assembled) throw new Error(assembled.problem)
    const lane = assembled.lanes[to]
    if ('problem' in lane) throw new Error(lane.problem)
    expect(Object.values(lane.numbers ?? {})).toContain('12.0')
  })

  it('shows a request in each lane as it is written', () => {
    const body = '{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":1.0,"top_p":0.50}'
    const sheet = requestSheet({ id: 'x1', dialect: 'openai-chat', request: { body } }) as Sheet
    const row = sheet.rows.find(({ pointer }) => pointer === '/temperature')
    expect(row?.source.atoms[0]?.value).toBe('1.0')
    for (const id of DIALECT_IDS) expect(row?.lanes[id].atoms[0], id).toMatchObject({ value: '1.0' })
  })
})

describe('requests', () => {
  const schema =
    '{"type":"object","properties":{"id":{"type":"integer","minimum":1.0,"maximum":9223372036854775807}},"required":["id"],"additionalProperties":false}'
  const chat = `{"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"pay","arguments":${QUOTED}}}]},{"role":"tool","tool_call_id":"call_1","content":"{\\"balance\\":1.10}"}],"tools":[{"type":"function","function":{"name":"pay","parameters":${schema}}}],"temperature":1.0}`

  it.each(DIALECT_IDS)('keep arguments, results and schemas as they are in %s', (to) => {
    const text = written('request', chat, 'openai-chat', to).replaceAll('\\"', '"')
    expect(text).toContain(ARGUMENTS)
    expect(text).toContain('"balance":1.10')
    expect(text).toContain('"maximum":9223372036854775807')
    expect(text).toContain('"minimum":1.0')
    // The current Claude takes no temperature.
    if (to !== 'anthropic-messages') expect(text).toContain('"temperature":1.0')
  })
})

it('an error that nobody knows is told to the letter', () => {
  const body = '{"what":"odd","at":1.0}'
  expect(written('error', body, 'openai-chat', 'anthropic-messages')).toContain('1.0')
  expect(written('error', body, 'openai-chat', 'openai-chat')).toBe(body)
})
