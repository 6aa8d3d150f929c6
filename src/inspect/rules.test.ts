import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Json } from '../wire/json.ts'
import { check } from './check.ts'

const sse = (...events: Json[]): string =>
  events
    .map((event) => `event: ${(event as { type?: string }).type ?? ''}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('')

const exchange = (dialect: DialectId, request?: Json, reply?: string | Json): Exchange => ({
  id: 'x1',
  dialect,
  ...(request === undefined ? {} : { request: { body: JSON.stringify(request) } }),
  ...(reply === undefined
    ? {}
    : { reply: { status: 200, body: typeof reply === 'string' ? reply : JSON.stringify(reply) } }),
})

/** `RULE error, RULE warning` */
const found = (...exchanges: Exchange[]): string =>
  check({ version: 1, exchanges: exchanges.map((one, i) => ({ ...one, id: `x${i + 1}` })) })
    .map(({ rule, severity }) => `${rule} ${severity}`)
    .join(', ')

const tool = (required: string[]): Json => ({
  name: 'f',
  input_schema: { type: 'object', properties: {}, required },
})
const anthropicRequest = (required: string[]): Json => ({
  model: 'claude',
  max_tokens: 9,
  messages: [{ role: 'user', content: 'go' }],
  tools: [tool(required)],
})

const anthropicCall = (stop: string, ...deltas: string[]): string =>
  sse(
    {
      type: 'message_start',
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'c',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      },
    },
    {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'tool_use', id: 't', name: 'f', input: {} },
    },
    ...deltas.map((partial_json) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json },
    })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  )

const chatReply = (finish: string, calls: number): Json => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    {
      index: 0,
      finish_reason: finish,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: Array.from({ length: calls }, (_, i) => ({
          id: `k${i}`,
          type: 'function',
          function: { name: 'f', arguments: '{"a":1}' },
        })),
      },
    },
  ],
})
const chatCall = (id: string): Json => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }],
})
const chatResult = (id: string): Json => ({ role: 'tool', tool_call_id: id, content: 'ok' })
const chat = (...messages: Json[]): Json => ({
  model: 'm',
  messages: [{ role: 'user', content: 'go' }, ...messages],
})

const geminiResult = (role: string | undefined): Json => ({
  contents: [
    { role: 'user', parts: [{ text: 'go' }] },
    { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] },
    {
      ...(role === undefined ? {} : { role }),
      parts: [{ functionResponse: { name: 'f', response: { output: 'x' } } }],
    },
  ],
})
const onGemini = (model: string, role: string | undefined): Exchange => ({
  id: 'x1',
  dialect: 'gemini',
  request: {
    url: `https://example.org/v1beta/models/${model}:generateContent`,
    body: JSON.stringify(geminiResult(role)),
  },
})

const turn = (previous: string | undefined, reply: Json): Exchange =>
  exchange(
    'openai-responses',
    { model: 'm', input: 'go', ...(previous ? { previous_response_id: previous } : {}) },
    reply,
  )
const response = (id: string): Json => ({
  id,
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'm',
  output: [],
})

describe('each rule, where it speaks and where it must not', () => {
  it.each<[string, Exchange[], string]>([
    [
      'arguments gone, though the schema wants them',
      [exchange('anthropic-messages', anthropicRequest(['a']), anthropicCall('tool_use'))],
      'TOOL_ARGS_LOST error',
    ],
    [
      'no request, and not one delta',
      [exchange('anthropic-messages', undefined, anthropicCall('tool_use'))],
      'TOOL_ARGS_LOST error',
    ],
    [
      'trap 1: a tool without required arguments',
      [exchange('anthropic-messages', anthropicRequest([]), anthropicCall('tool_use'))],
      '',
    ],
    [
      'no request, and the empty delta that Anthropic sends',
      [exchange('anthropic-messages', undefined, anthropicCall('tool_use', ''))],
      '',
    ],
    [
      'a call cut short under an honest reason',
      [exchange('anthropic-messages', anthropicRequest(['a']), anthropicCall('max_tokens'))],
      '',
    ],
    [
      'calls, and stop',
      [exchange('openai-chat', undefined, chatReply('stop', 2))],
      'FINISH_SAYS_STOP_BUT_CALLS error',
    ],
    [
      'calls, and end_turn',
      [exchange('anthropic-messages', undefined, anthropicCall('end_turn', '{}'))],
      'FINISH_SAYS_STOP_BUT_CALLS error',
    ],
    ['calls, and tool_calls', [exchange('openai-chat', undefined, chatReply('tool_calls', 1))], ''],
    ['calls, and length', [exchange('openai-chat', undefined, chatReply('length', 1))], ''],
    [
      'a forced call ends with stop at OpenAI itself',
      [
        exchange(
          'openai-chat',
          { model: 'm', messages: [], tool_choice: { type: 'function', function: { name: 'f' } } },
          chatReply('stop', 1),
        ),
      ],
      '',
    ],
    [
      'trap 3: Gemini says STOP with calls',
      [
        exchange('gemini', undefined, {
          candidates: [
            {
              content: { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] },
              finishReason: 'STOP',
            },
          ],
        }),
      ],
      '',
    ],
    [
      'a result without its call',
      [exchange('openai-chat', chat(chatResult('k')))],
      'CALL_RESULT_UNPAIRED error',
    ],
    [
      'a call that is never answered',
      [exchange('openai-chat', chat(chatCall('k'), { role: 'user', content: 'and?' }))],
      'CALL_RESULT_UNPAIRED error',
    ],
    ['pairs', [exchange('openai-chat', chat(chatCall('k'), chatResult('k')))], ''],
    ['a call that waits for its answer', [exchange('openai-chat', chat(chatCall('k')))], ''],
    [
      'a result that a chain explains',
      [
        exchange('openai-responses', {
          model: 'm',
          previous_response_id: 'resp_1',
          input: [{ type: 'function_call_output', call_id: 'k', output: 'x' }],
        }),
      ],
      '',
    ],
    ['results without a role', [onGemini('gemini-2.5-pro', undefined)], 'GEMINI_RESULT_ROLE error'],
    ['results as model', [onGemini('gemini-2.5-pro', 'model')], 'GEMINI_RESULT_ROLE error'],
    [
      'trap 6: role function, tolerated before 3.5',
      [onGemini('gemini-2.5-pro', 'function')],
      'GEMINI_RESULT_ROLE warning',
    ],
    [
      'trap 6: role function, refused from 3.5 on',
      [onGemini('gemini-3.5-flash', 'function')],
      'GEMINI_RESULT_ROLE error',
    ],
    ['results as user', [onGemini('gemini-3.5-flash', 'user')], ''],
    [
      'an id that nobody announced',
      [turn(undefined, response('resp_1')), turn('resp_9', response('resp_2'))],
      'CHAIN_BROKEN error',
    ],
    ['a chain that holds', [turn(undefined, response('resp_1')), turn('resp_1', response('resp_2'))], ''],
    ['an id whose turn was not captured', [turn('resp_1', response('resp_2'))], ''],
  ])('%s', (_, exchanges, expected) => {
    expect(found(...exchanges)).toBe(expected)
  })
})

describe('check', () => {
  it('says nothing of nothing', () => {
    expect(found()).toBe('')
    expect(found({ id: 'x1' })).toBe('')
    expect(found(exchange('openai-chat', 'x', 'not json'))).toBe('')
  })

  it('puts what is worst first', () => {
    const severities = check({
      version: 1,
      exchanges: [
        onGemini('gemini-2.5-pro', 'function'),
        { ...exchange('openai-chat', chat(chatResult('k'))), id: 'x2' },
      ],
    }).map(({ severity }) => severity)
    expect(severities).toEqual(['error', 'warning'])
  })
})
