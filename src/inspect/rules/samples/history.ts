import {
  anthropic,
  assistant,
  chat,
  client,
  functionCall,
  functionOutput,
  input,
  messages,
  response,
  responses,
  toolAnswer,
  toolUse,
  upstream,
  user,
} from './bodies.ts'
import type { Samples } from './sample.ts'
import { fails, passes } from './sample.ts'

const turn = (previous: string | undefined, id: string) =>
  responses(
    { model: 'm', input: 'go', ...(previous ? { previous_response_id: previous } : {}) },
    response(id),
  )
const replayed = (name: string) => [
  client(responses({ ...input(functionOutput('k')), previous_response_id: 'resp_1' })),
  upstream(anthropic(messages(user('go'), assistant([toolUse('k', name)]), user([toolAnswer('k')])))),
]
const first = client(responses({ model: 'm', input: 'go' }, response('resp_1', [functionCall('k')])))

export const history: Samples = {
  CHAIN_BROKEN: [
    fails(
      'an id that nobody announced',
      'x2 request /previous_response_id',
      turn(undefined, 'resp_1'),
      turn('resp_9', 'resp_2'),
    ),
    passes('a chain that holds', turn(undefined, 'resp_1'), turn('resp_1', 'resp_2')),
    passes('an id whose turn was not captured', turn('resp_1', 'resp_2')),
    passes('no chain at all', chat()),
  ],
  HISTORY_REWRITTEN: [
    fails(
      'the first tool in place of the one that was called',
      'x3 upstream request /messages/1/content/0/name',
      first,
      ...replayed('g'),
    ),
    passes('the very call', first, ...replayed('f')),
  ],
}
