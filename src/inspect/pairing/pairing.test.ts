import { describe, expect, it } from 'vitest'
import { readExchange } from '../../translate/reading.ts'
import { assistant, messages, text, toolAnswer, toolUse, user } from '../rules/samples/bodies/anthropic.ts'
import type { Captured } from '../rules/samples/bodies/capture.ts'
import { anthropic, chat, client, gemini, responses, upstream } from '../rules/samples/bodies/capture.ts'
import { ask, calling, completion, toolCall, toolResult } from '../rules/samples/bodies/chat.ts'
import { contents, geminiCall, geminiResult, turn } from '../rules/samples/bodies/gemini.ts'
import { functionCall, functionOutput, input, response } from '../rules/samples/bodies/responses.ts'
import { pairTranscript } from './pairing.ts'

const pair = (...exchanges: Captured[]) =>
  pairTranscript(exchanges.map((one, i) => readExchange({ ...one, id: `x${i + 1}` })))

/** What does not fit in the last request, as words: `late k`. */
function troublesOf(...exchanges: Captured[]): string[] {
  const last = pair(...exchanges).requests.get(`x${exchanges.length}`)
  return (last?.troubles ?? []).map((trouble) => {
    const id = 'result' in trouble ? trouble.result.part.callId?.value : trouble.call.part.id?.value
    return `${trouble.kind} ${id}${'itemOf' in trouble ? ' by item id' : ''}`
  })
}

const a = calling(toolCall('a'))
const both = calling(toolCall('a'), toolCall('b', 'g'))

describe('in one request', () => {
  it.each<[string, Captured, string[]]>([
    ['a pair', chat(ask(a, toolResult('a'))), []],
    ['two calls, two results, in either order', chat(ask(both, toolResult('b'), toolResult('a'))), []],
    ['an orphan', chat(ask(toolResult('a'))), ['orphan a']],
    ['a call left alone', chat(ask(a, user('and?'))), ['unanswered a']],
    ['a call that waits', chat(ask(a)), []],
    ['a result behind another message', chat(ask(a, user('wait'), toolResult('a'))), ['late a']],
    ['a result before its call', chat(ask(toolResult('a'), a)), ['early a']],
    [
      'one id for two calls',
      chat(ask(calling(toolCall('a'), toolCall('a')), toolResult('a'))),
      ['repeated-call a'],
    ],
    ['two results for one call', chat(ask(a, toolResult('a'), toolResult('a'))), ['repeated-result a']],
    [
      'text before a result',
      anthropic(messages(user('go'), assistant([toolUse('a')]), user([text('so'), toolAnswer('a')]))),
      ['not-first a'],
    ],
    [
      'text behind a result',
      anthropic(messages(user('go'), assistant([toolUse('a')]), user([toolAnswer('a'), text('so')]))),
      [],
    ],
    ['Responses pairs anywhere', responses(input(functionCall('a'), user('wait'), functionOutput('a'))), []],
    [
      'a result that names the item',
      responses(input(functionCall('a', '{}', { id: 'fc_1' }), functionOutput('fc_1'))),
      ['orphan fc_1 by item id', 'unanswered a'],
    ],
    [
      'Gemini: by name and place',
      gemini(
        contents(
          turn('model', geminiCall('f'), geminiCall('f')),
          turn('user', geminiResult('f'), geminiResult('f')),
        ),
      ),
      [],
    ],
    [
      'Gemini: one result more than calls',
      gemini(contents(turn('model', geminiCall('f')), turn('user', geminiResult('f'), geminiResult('f')))),
      ['orphan undefined'],
    ],
  ])('%s', (_, exchange, expected) => {
    expect(troublesOf(exchange)).toEqual(expected)
  })
})

/** `f: issued x1, replayed x2, answered x2` */
const railsOf = (...exchanges: Captured[]): string[] =>
  pair(...exchanges).rails.map(
    ({ name, side, sightings, idChange }) =>
      `${side ? `${side} ` : ''}${name}: ${sightings.map(({ as, place }) => `${as} ${place.exchange}`).join(', ')}${idChange ? `; ${idChange.from} became ${idChange.to}${idChange.isCut ? ' (cut)' : ''}` : ''}`,
  )

const issued = (id: string) => completion({ tool_calls: [toolCall(id)] }, 'tool_calls')

describe('over turns and sides', () => {
  it.each<[string, Captured[], string[]]>([
    [
      'from the reply to the next request',
      [chat(ask(), issued('a')), chat(ask(a, toolResult('a')))],
      ['f: issued x1, replayed x2, answered x2'],
    ],
    [
      'a result whose call the server keeps',
      [
        responses({ model: 'm', input: 'go' }, response('resp_1', [functionCall('a')])),
        responses({ ...input(functionOutput('a')), previous_response_id: 'resp_1' }),
      ],
      ['f: issued x1, answered x2'],
    ],
    [
      'an id that changed on the way',
      [chat(ask(), issued('call_1234567890')), chat(ask(calling(toolCall('zz')), toolResult('zz')))],
      ['f: issued x1, replayed x2, answered x2; call_1234567890 became zz'],
    ],
    [
      'an id that somebody cut short',
      [
        chat(ask(), issued('a__thought__QUJD')),
        chat(ask(calling(toolCall('a__thou')), toolResult('a__thou'))),
      ],
      ['f: issued x1, replayed x2, answered x2; a__thought__QUJD became a__thou (cut)'],
    ],
    [
      'an id whose signature stayed behind',
      [chat(ask(), issued('a__thought__QUJD')), chat(ask(a, toolResult('a')))],
      ['f: issued x1, replayed x2, answered x2; a__thought__QUJD became a (cut)'],
    ],
    [
      'calls that say the same, each with another id by a fixed plan',
      [
        chat(ask(), completion({ tool_calls: [toolCall('a'), toolCall('b')] }, 'tool_calls')),
        chat(ask(calling(toolCall('za'), toolCall('zb')), toolResult('zb'), toolResult('za'))),
      ],
      [
        'f: issued x1, replayed x2, answered x2; a became za',
        'f: issued x1, replayed x2, answered x2; b became zb',
      ],
    ],
    [
      'ids that start over in each turn',
      [
        chat(ask(), completion({ tool_calls: [toolCall('0')] }, 'tool_calls')),
        chat(
          ask(calling(toolCall('0')), toolResult('0')),
          completion({ tool_calls: [toolCall('0', 'f', '{"a":2}')] }, 'tool_calls'),
        ),
        chat(
          ask(
            calling(toolCall('0')),
            toolResult('0'),
            calling(toolCall('0', 'f', '{"a":2}')),
            toolResult('0'),
          ),
        ),
      ],
      [
        'f: issued x1, replayed x2, answered x2, replayed x3, answered x3',
        'f: issued x2, replayed x3, answered x3',
      ],
    ],
    [
      'two tools under one id',
      [
        chat(ask(), completion({ tool_calls: [toolCall('0')] }, 'tool_calls')),
        anthropic(messages(user('go'), assistant([toolUse('0', 'g')]), user([toolAnswer('0')]))),
      ],
      ['f: issued x1', 'g: replayed x2, answered x2'],
    ],
    [
      'each side for itself',
      [client(chat(ask(a, toolResult('a')))), upstream(chat(ask(a, toolResult('a'))))],
      ['client f: replayed x1, answered x1', 'upstream f: replayed x2, answered x2'],
    ],
    [
      'Gemini without ids',
      [
        gemini(contents(turn('user', { text: 'go' })), {
          candidates: [{ content: turn('model', geminiCall()) }],
        }),
        gemini(contents(turn('model', geminiCall()), turn('user', geminiResult()))),
      ],
      ['f: issued x1, replayed x2, answered x2'],
    ],
  ])('%s', (_, exchanges, expected) => {
    expect(railsOf(...exchanges)).toEqual(expected)
  })

  it('shows the signature that an id carries', () => {
    expect(pair(chat(ask(), issued('a__thought__QUJD'))).rails[0]?.signature).toBe('QUJD')
  })
})
