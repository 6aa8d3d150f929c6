import { describe, expect, it } from 'vitest'
import { linkTranscript } from '../../inspect/chains/links.ts'
import { readExchange } from '../../translate/reading.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { importTranscript } from '../import-transcript.ts'

const asked = (...words: string[]): JsonObject => ({
  model: 'gpt-4o',
  messages: words.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
})
const said = (content: string, id = 'chatcmpl-1'): JsonObject => ({
  id,
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
})

/** LiteLLM_SpendLogs */
const spend = (second: number, more: JsonObject): JsonObject => ({
  request_id: `r${second}`,
  call_type: 'acompletion',
  startTime: `2026-11-01T10:00:0${second}Z`,
  session_id: 's1',
  model: 'gpt-4o',
  messages: {},
  ...more,
})
const lines = (...rows: JsonObject[]): string => rows.map((row) => JSON.stringify(row)).join('\n')
const attribute = (key: string, value: Json): JsonObject => ({
  key,
  value: { stringValue: JSON.stringify(value) },
})
const named = (key: string, stringValue: string): JsonObject => ({ key, value: { stringValue } })
const span = (start: string, ...attributes: JsonObject[]): JsonObject => ({
  traceId: 't1',
  startTimeUnixNano: start,
  attributes: [...attributes, named('gen_ai.conversation.id', 's1')],
})
const question: Json = [{ role: 'user', parts: [{ type: 'text', content: 'One' }] }]

const first = spend(1, { proxy_server_request: asked('One'), response: said('Two') })
const second = spend(2, { proxy_server_request: asked('One', 'Two', 'Three'), response: said('Four') })

describe('logs', () => {
  it.each<[string, string, string[]]>([
    ['LiteLLM, line by line', lines(first, second), ['s1 -', 's1 - history session']],
    [
      'LiteLLM, as an export, newest first',
      JSON.stringify({ data: [second, first] }),
      ['s1 -', 's1 - history session'],
    ],
    [
      'LiteLLM, with JSON as text',
      JSON.stringify([
        spend(1, { messages: JSON.stringify(asked('One').messages), response: JSON.stringify(said('Two')) }),
        spend(2, {
          messages: JSON.stringify(asked('Other').messages),
          response: JSON.stringify(said('Two')),
        }),
      ]),
      ['s1 -', 's1 - session'],
    ],
    [
      'LiteLLM’s payload for callbacks, in seconds',
      lines(
        {
          id: 'a',
          trace_id: 't1',
          call_type: 'c',
          hidden_params: {},
          startTime: 1793527200.5,
          ...asked('One'),
          response: said('Two'),
        },
        {
          id: 'b',
          trace_id: 't1',
          call_type: 'c',
          hidden_params: {},
          startTime: 1793527210.5,
          ...asked('Other'),
          response: said('Two'),
        },
      ),
      ['- t1', '- t1 trace'],
    ],
    [
      'Langfuse',
      JSON.stringify({
        id: 't1',
        sessionId: 's1',
        observations: [
          {
            traceId: 't1',
            type: 'GENERATION',
            startTime: '2026-11-01T10:00:00Z',
            model: 'm',
            input: asked('One').messages,
            output: { role: 'assistant', content: 'Two' },
          },
          {
            traceId: 't1',
            type: 'GENERATION',
            startTime: '2026-11-01T10:00:01Z',
            model: 'm',
            input: { messages: asked('Other').messages },
            output: 'Two',
          },
        ],
      }),
      ['s1 t1', 's1 t1 session trace'],
    ],
    [
      'Helicone',
      lines(
        {
          request_properties: { 'Helicone-Session-Id': 's1' },
          request_body: asked('One'),
          response_body: said('Two'),
        },
        {
          request_properties: { 'Helicone-Session-Id': 's1' },
          request_body: asked('Other'),
          response_body: said('Two'),
        },
      ),
      ['s1 -', 's1 - session'],
    ],
    [
      'OpenTelemetry’s and OpenInference’s spans',
      JSON.stringify({
        resourceSpans: [
          {
            scopeSpans: [
              {
                spans: [
                  span(
                    '1793527200000000000',
                    attribute('gen_ai.input.messages', question),
                    attribute('gen_ai.output.messages', question),
                  ),
                  span(
                    '1793527201000000000',
                    attribute('input.value', asked('Other')),
                    attribute('output.value', said('Two')),
                  ),
                  { traceId: 't1', attributes: [named('http.method', 'POST')] },
                ],
              },
            ],
          },
        ],
      }),
      ['s1 t1', 's1 t1 session trace'],
    ],
  ])('%s', (_, text, expected) => {
    const { transcript, report } = importTranscript(text)
    const links = linkTranscript(transcript.exchanges.map(readExchange))
    expect(report.format).toBe('log')
    expect(
      transcript.exchanges.map(({ id, sessionId = '-', traceId = '-' }) =>
        [sessionId, traceId, ...(links.get(id) ?? []).map(({ by }) => by)].join(' '),
      ),
    ).toEqual(expected)
    for (const { dialect, startedAt, request, reply } of transcript.exchanges) {
      expect([dialect, request === undefined, reply === undefined]).toEqual(['openai-chat', false, false])
      if (startedAt) expect(Date.parse(startedAt)).toBeGreaterThan(Date.parse('2026-10-30'))
    }
  })

  it.each<[string, string, number, RegExp]>([
    [
      'a last line that is cut',
      `${lines(first)}\n${JSON.stringify(second).slice(0, 90)}`,
      1,
      /Row 2 is cut short/,
    ],
    ['rows without bodies', lines(first, spend(2, { response: {} })), 1, /Row 2 holds no body: LiteLLM/],
    ['rows of something else', lines(first, { level: 'info' }), 1, /Row 2 holds no call/],
    ['the newest first', JSON.stringify([second, first]), 2, /newest first/],
    [
      'bodies in columns',
      lines(spend(1, { messages: asked('One').messages as Json, response: said('Two') })),
      1,
      /put together/,
    ],
  ])('says of %s what it is', (_, text, count, words) => {
    const { transcript, report } = importTranscript(text)
    expect(transcript.exchanges).toHaveLength(count)
    expect(report.notes.map(({ sentence }) => sentence).join(' ')).toMatch(words)
  })

  it('keeps the numbers and the order of a body', () => {
    const body =
      '{"model":"m","messages":[{"role":"user","content":"One"}],"seed":9007199254740993,"top_p":1.0}'
    const text = `{"session_id":"s1","startTime":"2026-11-01T10:00:00Z","call_type":"c","request_body":${body}}`
    expect(importTranscript(text).transcript.exchanges[0]?.request?.body).toBe(body)
  })

  it.each([
    ['a request with a session', JSON.stringify({ ...asked('One'), session_id: 's1', trace_id: 't1' })],
    ['a reply', JSON.stringify(said('Two'))],
    ['both halves', JSON.stringify({ request: asked('One'), response: said('Two') })],
  ])('leaves %s to others', (_, text) => expect(importTranscript(text).report.format).toBe('json'))
})
