import { describe, expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import { FAULTS, findFault } from '../../translate/faults/catalogue.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { runRequest } from '../../translate/translate.ts'
import { turnsOf } from '../../translate/turns.ts'
import type { Json } from '../../wire/json.ts'
import { gatherScenes } from '../evidence.ts'
import { matchFault } from './match-fault.ts'
import { STREAMS } from './samples/streams.ts'

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
      }).map((scene) => matchFault(scene)?.fault.id)[0]
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
    .map((scene) => matchFault(scene)?.fault.id)
    .find((named) => named !== undefined)
}
