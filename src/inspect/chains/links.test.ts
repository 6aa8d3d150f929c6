import { describe, expect, it } from 'vitest'
import { readExchange } from '../../translate/reading.ts'
import type { JsonObject } from '../../wire/json.ts'
import { assistant, messages, toolAnswer, toolUse, user } from '../rules/samples/bodies/anthropic.ts'
import type { Captured } from '../rules/samples/bodies/capture.ts'
import { anthropic, chat, responses } from '../rules/samples/bodies/capture.ts'
import { ask, calling, toolCall, toolResult } from '../rules/samples/bodies/chat.ts'
import { functionOutput, input, response } from '../rules/samples/bodies/responses.ts'
import { linkTranscript } from './links.ts'
import { sayLink } from './words.ts'

/** The links of the last exchange as words: `history to x1, kept 1 of 1`. */
function linksOf(...exchanges: Captured[]): string[] {
  const readings = exchanges.map((one, i) => readExchange({ ...one, id: `x${i + 1}` }))
  return (linkTranscript(readings).get(`x${exchanges.length}`) ?? []).map(
    ({ by, to, packed, missing, prefix }) =>
      [
        `${by}${to ? ` to ${to}` : ''}`,
        ...(packed ? [`packed ${packed.responseId}`] : []),
        ...(missing ? ['broken'] : []),
        ...(prefix ? [`kept ${prefix.kept} of ${prefix.of}`] : []),
        ...(prefix?.changedAt ? [`changed at ${prefix.changedAt.pointer}`] : []),
        ...(prefix?.cacheBreak ? [`cache broken by ${prefix.cacheBreak.what}`] : []),
      ].join(', '),
  )
}

const turn = (body: JsonObject, id = 'resp_1') => responses(body, response(id))
const idOf = (provider: string, model: string, response: string): string =>
  `resp_${btoa(`litellm:custom_llm_provider:${provider};model_id:${model};response_id:${response}`)}`
const packed = idOf('openai', 'm', 'resp_7')
const withTools = (...names: string[]) => ({
  tools: names.map((name) => ({ name, input_schema: { type: 'object' } })),
})
const headed = (one: Captured, ...headers: [string, string][]): Captured => ({
  ...one,
  request: { body: '', ...one.request, headers },
})

describe('what an exchange goes on with', () => {
  it.each<[string, Captured[], string[]]>([
    ['nothing', [chat(ask())], []],
    [
      'the reply that it names',
      [turn({ model: 'm', input: 'a' }), turn({ model: 'm', input: 'b', previous_response_id: 'resp_1' })],
      ['previous-response-id to x1'],
    ],
    [
      'a reply that is not here',
      [turn({ model: 'm', input: 'a' }), turn({ model: 'm', input: 'b', previous_response_id: 'resp_9' })],
      ['previous-response-id, broken'],
    ],
    [
      'a reply by LiteLLM’s id for it',
      [
        turn({ model: 'm', input: 'a' }, 'resp_7'),
        turn({ ...input(functionOutput('k')), previous_response_id: packed }),
      ],
      ['previous-response-id to x1, packed resp_7'],
    ],
    ...(
      [
        ['with another field behind', `${idOf('openai', 'm', 'resp_7;session_id:s')}`, 'resp_7'],
        ['without padding', idOf('azure', 'a/b', 'resp_7').replace(/=+$/, ''), 'resp_7'],
        [
          'for addresses',
          idOf('azure', '?>?>', 'resp_7').replaceAll('+', '-').replaceAll('/', '_'),
          'resp_7',
        ],
        ['packed twice', idOf('openai', 'm', packed), packed],
      ] as const
    ).map(([what, id, holds]): [string, Captured[], string[]] => [
      `a reply by LiteLLM’s id for it, ${what}`,
      [
        turn({ model: 'm', input: 'a' }, 'resp_7'),
        turn({ ...input(functionOutput('k')), previous_response_id: id }),
      ],
      [`previous-response-id to x1, packed ${holds}`],
    ]),
    [
      'a reply that two hops packed each for itself',
      [
        turn({ model: 'm', input: 'a' }, packed),
        turn({ model: 'm', input: 'b', previous_response_id: idOf('other', 'n', 'resp_7') }),
      ],
      ['previous-response-id to x1, packed resp_7'],
    ],
    [
      'a conversation',
      [
        turn({ model: 'm', input: 'a', conversation: 'conv_1' }),
        turn({ model: 'm', input: 'b', conversation: { id: 'conv_1' } }),
      ],
      ['conversation to x1'],
    ],
    [
      'a conversation whose beginning is missing',
      [turn({ model: 'm', input: 'b', conversation: 'conv_1' })],
      ['conversation, broken'],
    ],
    [
      'a session by header, and a trace by the log',
      [
        { ...headed(chat(ask()), ['X-Session-Id', 's']), traceId: 't' },
        { ...headed(chat({ model: 'm', messages: [] }), ['x-session-id', 's']), traceId: 't' },
      ],
      ['trace to x1', 'session to x1'],
    ],
    [
      'a session in Claude Code’s field',
      ['a', 'b'].map((words) =>
        anthropic({
          ...messages(user(words)),
          metadata: { user_id: 'user_1_account_2_session_0f8fad5b-d9cb-469f-a165-70867728950e' },
        }),
      ),
      ['session to x1'],
    ],
    [
      'a history sent again',
      [chat(ask()), chat(ask(calling(toolCall('a')), toolResult('a')))],
      ['history to x1, kept 1 of 1'],
    ],
    [
      'the longest of several',
      [
        chat(ask()),
        chat(ask(assistant('one'), user('two'))),
        chat(ask(assistant('one'), user('two'), assistant('3'), user('4'))),
      ],
      ['history to x2, kept 3 of 3'],
    ],
    [
      'a history in another dialect',
      [
        chat(ask(calling(toolCall('a')), toolResult('a'))),
        anthropic(
          messages(
            user('go'),
            assistant([toolUse('a')]),
            user([toolAnswer('a')]),
            assistant('done'),
            user('more'),
          ),
        ),
      ],
      ['history to x1, kept 3 of 3'],
    ],
    [
      'a history that was changed on the way',
      [chat(ask(assistant('one'), user('two'))), chat(ask(assistant('ONE'), user('two'), user('three')))],
      ['history to x1, kept 1 of 3, changed at /messages/1/content, cache broken by messages'],
    ],
    [
      'tools in another order',
      [
        anthropic({ ...messages(user('go')), ...withTools('f', 'g') }),
        anthropic({ ...messages(user('go'), assistant('ok'), user('on')), ...withTools('g', 'f') }),
      ],
      ['history to x1, kept 1 of 1, cache broken by tool-order'],
    ],
    [
      'another system text',
      [
        anthropic({ ...messages(user('go')), system: 'It is 9:01.' }),
        anthropic({ ...messages(user('go'), assistant('ok'), user('on')), system: 'It is 9:02.' }),
      ],
      ['history to x1, kept 1 of 1, cache broken by instructions'],
    ],
  ])('%s', (_, exchanges, expected) => {
    expect(linksOf(...exchanges)).toEqual(expected)
  })
})

describe('what is said of it', () => {
  const lastSaid = (...exchanges: Captured[]): string => {
    const readings = exchanges.map((one, i) => readExchange({ ...one, id: `x${i + 1}` }))
    return [...linkTranscript(readings).values()].flat().map(sayLink).join(' ')
  }

  it.each<[string, Captured[], RegExp]>([
    [
      'what LiteLLM packed',
      [turn({ model: 'm', input: 'b', previous_response_id: packed })],
      /provider openai, model id m, response resp_7\), and the chain breaks\. The turn whose reply announced/,
    ],
    [
      'captures in the wrong order',
      [
        turn({ model: 'm', input: 'b', previous_response_id: 'resp_1' }, 'resp_2'),
        turn({ model: 'm', input: 'a' }),
      ],
      /^x1 goes on .* The reply that announced this id, x2, stands later/,
    ],
    ['another try', [chat(ask()), chat(ask())], /^x2 says the same as x1 again: another try/],
    [
      'where a session is named',
      [
        headed(chat(ask()), ['x-session-id', 's']),
        headed(chat({ model: 'm', messages: [user('b')] }), ['x-session-id', 's']),
      ],
      /^x2 goes on with x1 by the session s, which the header x-session-id names\.$/,
    ],
    [
      'a conversation of which nothing is here',
      [turn({ model: 'm', input: 'b', conversation: 'conv_1' })],
      /the conversation conv_1, and the chain breaks\. No earlier turn of it is here/,
    ],
  ])('%s', (_, exchanges, words) => expect(lastSaid(...exchanges)).toMatch(words))
})
