import {
  ask,
  calling,
  chat,
  chatError,
  functionOutput,
  input,
  responses,
  toolCall,
  toolResult,
  user,
} from './bodies.ts'
import type { Samples } from './sample.ts'
import { fails, passes } from './sample.ts'

const LOST_CALL = `Missing corresponding tool call for tool response message. Received - message={'role': 'tool', 'tool_call_id': 'k'}`

export const pairing: Samples = {
  CALL_RESULT_UNPAIRED: [
    fails('a result without its call', 'x1 request /messages/1/tool_call_id', chat(ask(toolResult('k')))),
    fails(
      'a call that is never answered',
      'x1 request /messages/1/tool_calls/0/id',
      chat(ask(calling(toolCall('k')), user('and?'))),
    ),
    fails(
      'the gateway misses a call that is there',
      'x1 request /messages/2/tool_call_id',
      chat(ask(calling(toolCall('k')), toolResult('k')), chatError(LOST_CALL), 500),
    ),
    passes('pairs', chat(ask(calling(toolCall('k')), toolResult('k')))),
    passes('a call that waits for its answer', chat(ask(calling(toolCall('k'))))),
    passes(
      'a result that a chain explains',
      responses({ ...input(functionOutput('k')), previous_response_id: 'resp_1' }),
    ),
  ],
}
