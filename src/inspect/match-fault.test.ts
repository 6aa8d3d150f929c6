import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { FAULTS, findFault } from '../translate/faults/catalogue.ts'
import { createStreamTranslator } from '../translate/stream.ts'
import { runRequest } from '../translate/translate.ts'
import { turnsOf } from '../translate/turns.ts'
import type { Json } from '../wire/json.ts'
import { gatherScenes } from './evidence.ts'
import { matchFault } from './match-fault.ts'

const stream = (...chunks: Json[]): string =>
  [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('')
const chunk = (delta: Json, finish: string | null = null): Json => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const call = (index: number, id: string, name: string, args: string): Json => ({
  tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }],
})
const more = (index: number, args: string): Json => ({
  tool_calls: [{ index, function: { arguments: args } }],
})
const USAGE: Json = {
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
}
const gemini = (parts: Json[] | undefined, finishReason?: string): Json => ({
  candidates: [
    {
      index: 0,
      ...(parts ? { content: { role: 'model', parts } } : {}),
      ...(finishReason ? { finishReason } : {}),
    },
  ],
})
const FUNCTION_CALL: Json = { functionCall: { name: 'look', args: { q: 'x' } } }

/** One upstream reply on which each rung, and only it, gives what it gives. */
const STREAMS: readonly [fault: string, from: DialectId, to: DialectId, upstream: string][] = [
  [
    'litellm-25836:V0',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', content: 'Adding.' }),
      chunk(call(0, 'k', 'add', '{"a":1}')),
      chunk({}, 'tool_calls'),
    ),
  ],
  [
    'litellm-25836:V1',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', content: 'Adding.' }),
      chunk(call(0, 'k', 'add', '{"a":1}')),
      chunk({}, 'tool_calls'),
    ),
  ],
  [
    'litellm-25836:V2',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', reasoning_content: 'Hm' }),
      chunk({ content: 'Well' }),
      chunk({ content: ', no.' }),
      chunk(call(0, 'k', 'add', '{"a":1}')),
      chunk({}, 'tool_calls'),
    ),
  ],
  [
    'litellm-25836:V3',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', content: 'Let' }),
      chunk({ reasoning_content: 'Hm' }),
      chunk({ content: 'All' }),
      chunk({ content: ' of it' }, 'stop'),
    ),
  ],
  [
    'litellm-25836:V4',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', reasoning_content: 'Hm' }),
      chunk({ content: 'All' }),
      chunk({ content: ' of it' }, 'stop'),
    ),
  ],
  [
    'litellm-25836:V5',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk(call(0, 'k', 'add', '{"a"')),
      chunk(call(1, 'l', 'sub', '{"b"')),
      chunk(more(0, ':1}')),
      chunk(more(1, ':2}')),
      chunk({}, 'tool_calls'),
    ),
  ],
  [
    'litellm-25836:V6',
    'openai-chat',
    'anthropic-messages',
    stream(chunk({ role: 'assistant', content: 'Yes.' }), chunk({}, 'stop'), USAGE),
  ],
  [
    'litellm-25836:V7',
    'openai-chat',
    'anthropic-messages',
    stream(chunk({ role: 'assistant', content: 'Yes.', tool_calls: [] }), chunk({}, 'stop')),
  ],
  [
    'litellm-21577:V0',
    'gemini',
    'openai-chat',
    stream(gemini([FUNCTION_CALL]), gemini(undefined, 'STOP')).replace('data: [DONE]\n\n', ''),
  ],
  [
    'litellm-21577:V1',
    'gemini',
    'openai-chat',
    stream(gemini([FUNCTION_CALL]), gemini(undefined, 'MAX_TOKENS')).replace('data: [DONE]\n\n', ''),
  ],
  [
    'litellm-26167:S4',
    'openai-chat',
    'openai-responses',
    stream(chunk({ role: 'assistant', content: 'Yes.' }), chunk({}, 'stop')),
  ],
]

describe('a known fault is named by what it gives', () => {
  it.each(STREAMS)('%s', (id, from, to, upstream) => {
    const fault = findFault(id)
    if (!fault) throw new Error(`there is no fault ${id}`)
    const replay = (faulty: boolean): string => {
      const translator = createStreamTranslator({ from, to, ...(faulty ? { fault } : {}) })
      return translator.push(upstream) + translator.end()
    }
    expect(replay(true)).not.toBe(replay(false))
    const named = (clientSaw: string) =>
      gatherScenes({
        version: 1,
        exchanges: [side('x1', 'client', to, clientSaw), side('x2', 'upstream', from, upstream)],
      }).map(matchFault)[0]
    expect(named(replay(true))).toBe(id)
    expect(named(replay(false))).toBeUndefined()
  })

  it.each([
    'litellm-22046',
    'litellm-22046:b',
    'litellm-22046:c',
    'litellm-22046:d',
    'litellm-22578:ungrouped',
  ])('%s', (id) => {
    const fault = findFault(id)
    const request = {
      model: 'gemini-3.5-flash',
      messages: [
        { role: 'user', content: 'go' },
        {
          role: 'assistant',
          content: null,
          tool_calls: ['k', 'l'].map((callId) => ({
            id: callId,
            type: 'function',
            function: { name: `f_${callId}`, arguments: '{}' },
          })),
        },
        { role: 'tool', tool_call_id: 'k', content: 'ok' },
        { role: 'tool', tool_call_id: 'l', content: 'well' },
      ],
    }
    if (!fault) throw new Error(`there is no fault ${id}`)
    expect(requestFault(request, undefined, 'openai-chat', 'gemini', id)).toBe(id)
  })

  it.each(['litellm-26167', 'litellm-26167:S2', 'litellm-26167:S3', 'litellm-26167:S5'])('%s', (id) => {
    const isTimed = id.endsWith('S5')
    const tools = [
      { type: 'function', name: 'list', parameters: {} },
      { type: 'function', name: 'book', parameters: {} },
    ]
    const turn = (x: string, input: Json, previous: string | undefined, output: Json): Exchange => ({
      id: x,
      side: 'client',
      dialect: 'openai-responses',
      ...(isTimed ? { startedAt: '2026-11-20T10:00:00Z' } : {}),
      request: {
        body: JSON.stringify({
          model: 'm',
          input,
          tools,
          ...(previous ? { previous_response_id: previous } : {}),
        }),
      },
      reply: {
        status: 200,
        body: JSON.stringify({
          id: `resp_${x}`,
          object: 'response',
          created_at: 1,
          status: 'completed',
          model: 'm',
          output: [output],
        }),
      },
    })
    const earlier = [
      turn('x1', 'hello', undefined, {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hi.', annotations: [] }],
      }),
      turn('x2', 'book 3', 'resp_x1', {
        type: 'function_call',
        id: 'fc_1',
        call_id: 'k',
        name: 'book',
        arguments: '{"n":3}',
        status: 'completed',
      }),
    ]
    const request = {
      model: 'm',
      previous_response_id: 'resp_x2',
      input: [{ type: 'function_call_output', call_id: 'k', output: 'ok' }],
      tools,
    }
    const startedAt = isTimed ? { startedAt: '2026-11-20T10:00:04Z' } : {}
    expect(requestFault(request, earlier, 'openai-responses', 'anthropic-messages', id, startedAt)).toBe(id)
  })

  it.each([['k'], ['']])('litellm-26167:S6, a result of the call id “%s”', (callId) => {
    const request = {
      model: 'm',
      input: [
        { type: 'message', role: 'user', content: 'go' },
        { type: 'function_call', call_id: 'a', name: 'book', arguments: '{"n":1}' },
        { type: 'function_call_output', call_id: 'a', output: 'done' },
        { type: 'function_call_output', call_id: callId, output: 'ok' },
      ],
      tools: [{ type: 'function', name: 'list', parameters: {} }],
    }
    const id = 'litellm-26167:S6'
    expect(requestFault(request, [], 'openai-responses', 'openai-chat', id)).toBe(id)
  })

  it('has one id and one issue for each', () => {
    expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(FAULTS.length)
    expect(findFault('litellm-25836')?.id).toBe('litellm-25836:V1')
    expect(findFault('litellm-21577')?.id).toBe('litellm-21577:V0')
  })
})

const side = (id: string, where: 'client' | 'upstream', dialect: DialectId, body: string): Exchange => ({
  id,
  side: where,
  dialect,
  reply: { status: 200, body },
})

function requestFault(
  request: Json,
  earlier: Exchange[] = [],
  from: DialectId,
  to: DialectId,
  id: string,
  time: Pick<Exchange, 'startedAt'> = {},
): string | undefined {
  const fault = findFault(id)
  const history = turnsOf(earlier, from)
  const { written } = runRequest(request, { from, to, history, ...time, ...(fault ? { fault } : {}) })
  const client: Exchange = {
    id: 'x8',
    side: 'client',
    dialect: from,
    ...time,
    request: { body: JSON.stringify(request) },
  }
  const upstream: Exchange = {
    id: 'x9',
    side: 'upstream',
    dialect: to,
    request: { body: JSON.stringify(bare(written)) },
  }
  return gatherScenes({ version: 1, exchanges: [...earlier, client, upstream] })
    .map(matchFault)
    .find((named) => named !== undefined)
}
