import {
  anthropicError,
  assistant,
  message,
  messages,
  text,
  toolAnswer,
  toolUse,
  user,
} from './bodies/anthropic.ts'
import { anthropic, chat, gemini, responses, to, upstream } from './bodies/capture.ts'
import { ask, calling, chatError, completion, toolCall, toolResult } from './bodies/chat.ts'
import { candidate, contents, geminiCall, geminiError, geminiResult, turn } from './bodies/gemini.ts'
import { functionCall, functionOutput, input, response } from './bodies/responses.ts'
import type { Samples } from './sample.ts'
import { asError, asNote, asWarning, fails, passes } from './sample.ts'

const LOST_CALL = `Missing corresponding tool call for tool response message. Received - message={'role': 'tool', 'tool_call_id': 'k'}`
const longId = `call_${'x'.repeat(60)}`
const smuggled = `call_1__thought__${'QUJD'.repeat(20)}`
const pair = (id: string, model = 'm') => ({ ...ask(calling(toolCall(id)), toolResult(id)), model })
const geminiPair = (id: string) =>
  contents(
    turn('user', { text: 'go' }),
    turn('model', { functionCall: { id, name: 'f', args: {} } }),
    turn('user', { functionResponse: { id, name: 'f', response: {} } }),
  )
const answered = (...content: Parameters<typeof messages>) =>
  anthropic(messages(user('go'), assistant([toolUse('a')]), user(content)))

export const pairing: Samples = {
  CALL_RESULT_UNPAIRED: [
    fails('a result without its call', 'x1 request /messages/1/tool_call_id', chat(ask(toolResult('k')))),
    fails(
      'the chain is there from its beginning, and holds no such call',
      'x2 request /input/0/call_id',
      responses(input(), response('resp_1', [functionCall('k')])),
      responses({ ...input(functionOutput('l')), previous_response_id: 'resp_1' }),
    ),
    passes(
      'functions of old, which have names and no ids',
      chat(
        ask(
          { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
          { role: 'function', name: 'f', content: 'ok' },
        ),
      ),
    ),
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
  TOOL_RESULT_NOT_ADJACENT: [
    fails(
      'a user message between',
      'x1 request /messages/3/tool_call_id',
      chat(ask(calling(toolCall('k')), user('wait'), toolResult('k'))),
    ),
    asWarning(
      fails(
        'trap 7: text before a result, which older captures show accepted',
        'x1 request /messages/2/content/1/tool_use_id',
        answered(text('so'), toolAnswer('a')),
      ),
    ),
    asError(
      fails(
        'trap 7: the same, refused',
        'x1 request /messages/2/content/1/tool_use_id',
        anthropic(
          messages(user('go'), assistant([toolUse('a')]), user([text('so'), toolAnswer('a')])),
          anthropicError(
            'messages.2: `tool_use` ids were found without `tool_result` blocks immediately after: a.',
          ),
          400,
        ),
      ),
    ),
    passes('results first', answered(toolAnswer('a'), text('so'))),
    passes(
      'Responses pairs anywhere',
      responses(input(functionCall('a'), user('wait'), functionOutput('a'))),
    ),
  ],
  SIGNATURE_IN_ID: [
    fails(
      'kept by the client, for the gateway that made it',
      'x1 request /messages/1/tool_calls/0/id',
      chat(pair(smuggled, 'gemini/gemini-3-pro')),
    ),
    asError(
      fails(
        'refused, and told by no other rule',
        'x1 request /messages/1/content/0/id',
        anthropic(
          messages(user('go'), assistant([toolUse(smuggled)]), user([toolAnswer(smuggled)])),
          anthropicError("messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'"),
          400,
        ),
      ),
    ),
    asError(
      fails(
        'on its way to another provider',
        'x1 upstream request /messages/1/tool_calls/0/id',
        upstream(chat(pair(smuggled))),
      ),
    ),
    fails(
      'handed out',
      'x1 reply /choices/0/message/tool_calls/0/id',
      chat(undefined, completion({ tool_calls: [toolCall(smuggled)] }, 'tool_calls')),
    ),
    passes('a plain id', chat(pair('call_1'))),
  ],
  ID_TOO_LONG_OR_ILLEGAL: [
    fails('more than 64 characters', 'x1 request /messages/1/tool_calls/0/id', chat(pair(longId))),
    fails(
      'the same in Responses',
      'x1 request /input/0/call_id',
      responses(input(functionCall(longId), functionOutput(longId))),
    ),
    asNote(
      fails(
        'trap 8: 41 characters, too long for old servers',
        'x1 request /messages/1/tool_calls/0/id',
        chat(pair(longId.slice(0, 41))),
      ),
    ),
    fails(
      'a dot, for Anthropic',
      'x1 request /messages/1/content/0/id',
      anthropic(messages(user('go'), assistant([toolUse('f.r:0')]), user([toolAnswer('f.r:0')]))),
    ),
    fails(
      'Mistral',
      'x1 request /messages/1/tool_calls/0/id',
      chat(pair('call_49c89af0', 'mistral-large-latest')),
    ),
    fails(
      'an item of Responses, with a name made of other things',
      'x1 request /input/0/id',
      responses(input(functionCall('call_1', '{}', { id: 'fc:read/0' }), functionOutput('call_1'))),
    ),
    fails(
      'refused, where no rule of ours speaks: the words lead to the place',
      'x1 request /messages/1/tool_calls/0/id',
      chat(
        pair('call_1'),
        chatError(
          "Invalid 'messages[1].tool_calls[0].id': string too long. Expected a string with maximum length 4, but got a string with length 6 instead.",
        ),
        400,
      ),
    ),
    passes(
      'trap 8: Anthropic takes long ids',
      anthropic(messages(user('go'), assistant([toolUse(longId)]), user([toolAnswer(longId)]))),
    ),
    passes(
      '64 characters at Responses',
      responses(input(functionCall(longId.slice(0, 64)), functionOutput(longId.slice(0, 64)))),
    ),
  ],
  DUPLICATE_TOOL_IDS: [
    fails(
      'two calls of one reply',
      'x1 reply /content/1/id',
      anthropic(undefined, message([toolUse('a'), toolUse('a', 'g')], 'tool_use')),
    ),
    fails(
      'two calls of one id',
      'x1 request /messages/1/content/1/id',
      anthropic(messages(user('go'), assistant([toolUse('a'), toolUse('a', 'g')]), user([toolAnswer('a')]))),
    ),
    fails(
      'two results for one call',
      'x1 request /messages/2/content/1/tool_use_id',
      answered(toolAnswer('a'), toolAnswer('a')),
    ),
    fails(
      'one call in both forms',
      'x1 request /messages/1/content/0',
      chat(ask({ ...calling(toolCall('a')), content: [toolUse('a')] }, toolResult('a'))),
    ),
    asWarning(
      fails(
        'ids that start over in each turn',
        'x1 request /messages/3/tool_calls/0/id',
        chat(ask(calling(toolCall('a')), toolResult('a'), calling(toolCall('a', 'g')), toolResult('a'))),
      ),
    ),
    passes('two calls, two ids', answered(toolAnswer('a'))),
  ],
  EMPTY_ID: [
    fails(
      'arguments without a name, in a stream',
      'x1 reply frame 1 /candidates/0/content/parts/0/functionCall',
      gemini(undefined, [
        candidate([{ functionCall: { name: 'f', args: {} } }]),
        candidate([{ functionCall: { args: { a: 1 } } }], 'STOP'),
      ]),
    ),
    passes(
      'an old function, which has no id',
      chat(
        ask(
          { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
          { role: 'function', name: 'f', content: 'ok' },
        ),
        completion({ function_call: { name: 'f', arguments: '{}' } }, 'function_call'),
      ),
    ),
    fails('a result with an empty id', 'x1 request /messages/1/tool_call_id', chat(ask(toolResult('')))),
    fails(
      'a call without one, as it arrives',
      'x1 reply /choices/0/message/tool_calls/0/id',
      chat(undefined, completion({ tool_calls: [toolCall('')] }, 'tool_calls')),
    ),
    fails(
      'Gemini: a call without a name',
      'x1 request /contents/1/parts/0/functionCall',
      gemini(contents(turn('user', { text: 'go' }), turn('model', { functionCall: { args: { a: 1 } } }))),
    ),
    passes(
      '§3.3: Gemini calls need no id',
      gemini(contents(turn('model', geminiCall()), turn('user', geminiResult()))),
    ),
    passes('ids', chat(pair('call_1'))),
  ],
  GEMINI_ID_UNSUPPORTED: [
    fails(
      'the back end says so',
      'x1 request /contents/1/parts/0/functionCall',
      gemini(
        geminiPair('call_1'),
        geminiError(
          `Invalid JSON payload received. Unknown name "id" at 'contents[1].parts[0].function_call': Cannot find field.`,
        ),
        400,
      ),
    ),
    asWarning(
      fails(
        'Vertex, before Gemini 3',
        'x1 request /contents/1/parts/0/functionCall/id',
        to(
          'https://us-east1-aiplatform.googleapis.com/v1/publishers/google/models/gemini-2.0-flash:generateContent',
          gemini(geminiPair('call_1')),
        ),
      ),
    ),
    passes(
      'Gemini 3 issues ids',
      to('https://example.org/v1beta/models/gemini-3-pro:generateContent', gemini(geminiPair('call_1'))),
    ),
  ],
}
