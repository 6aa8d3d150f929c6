import {
  anthropicError,
  assistant,
  callBlock,
  message,
  messageEnd,
  messageStart,
  messages,
  text,
  toolAnswer,
  toolUse,
  user,
} from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, responses, upstream } from './bodies/capture.ts'
import { ask, calling, chatError, completion, toolCall, toolResult } from './bodies/chat.ts'
import { contents, geminiCall, geminiResult, turn as toModel } from './bodies/gemini.ts'
import { functionCall, functionOutput, input, response } from './bodies/responses.ts'
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

const answer = (content: string, id: string) => chat(ask(), { ...completion({ content }), id })
const declaring = (names: readonly string[], ...more: Parameters<typeof messages>) =>
  anthropic({
    ...messages(user('go'), ...more),
    tools: names.map((name) => ({ name, input_schema: { type: 'object' } })),
  })
const longId = `call_1__thought__${'QUJD'.repeat(20)}`

export const history: Samples = {
  CHAIN_BROKEN: [
    fails(
      'an id that nobody announced',
      'x2 request /previous_response_id',
      turn(undefined, 'resp_1'),
      turn('resp_9', 'resp_2'),
    ),
    fails(
      'two ids in one stream',
      'x1 reply frame 1 /response/id',
      responses(undefined, [
        { type: 'response.created', sequence_number: 0, response: response('resp_1') },
        { type: 'response.completed', sequence_number: 1, response: response('resp_2') },
      ]),
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
    fails(
      'Gemini, where the order alone tells which call it is',
      'x2 upstream request /contents/1/parts/0/functionCall/args',
      client(chat(ask(calling(toolCall('k', 'f', '{"a":2}')), toolResult('k')))),
      upstream(
        gemini(
          contents(
            toModel('user', { text: 'go' }),
            toModel('model', geminiCall()),
            toModel('user', geminiResult()),
          ),
        ),
      ),
    ),
    fails(
      'words of the user that another sentence took the place of',
      'x1 client request /messages/0/content',
      client(chat(ask(assistant('ok'), user('Delete the folder.')))),
      upstream(anthropic(messages(user('Please continue.'), assistant('ok'), user('Delete the folder.')))),
    ),
    passes(
      'the same call and words, spelled in another way',
      client(chat(ask(calling(toolCall('k', 'f', '{"b":2, "a":1}')), toolResult('k'), user('One\r\ntwo')))),
      upstream(
        anthropic(
          messages(
            user('go'),
            assistant([toolUse('t', 'f', { a: 1, b: 2 })]),
            user([toolAnswer('t'), text('One\ntwo')]),
          ),
        ),
      ),
    ),
    passes('the very call', first, ...replayed('f')),
  ],
  CONSTANT_MESSAGE_ID: [
    fails('two answers, one id', 'x2 reply /id', answer('One.', 'chatcmpl-1'), answer('Two.', 'chatcmpl-1')),
    fails(
      'the same words to another question',
      'x2 reply /id',
      answer('4', 'chatcmpl-1'),
      chat(ask(assistant('ok'), user('3+1?')), { ...completion({ content: '4' }), id: 'chatcmpl-1' }),
    ),
    passes(
      'a response that is asked for until it is done',
      responses({ model: 'm', input: 'go' }, response('resp_1', [], { status: 'queued' })),
      responses(undefined, response('resp_1', [functionCall('k')])),
    ),
    passes('each its own', answer('One.', 'chatcmpl-1'), answer('Two.', 'chatcmpl-2')),
    passes('one answer, captured twice', answer('One.', 'chatcmpl-1'), answer('One.', 'chatcmpl-1')),
    passes(
      'both sides of a gateway may share it',
      client(answer('One.', 'chatcmpl-1')),
      upstream(answer('One', 'chatcmpl-1')),
    ),
  ],
  PROMPT_CACHE_CHURN: [
    fails(
      'tools in another order',
      'x2 request /tools',
      declaring(['f', 'g']),
      declaring(['g', 'f'], assistant('ok'), user('on')),
    ),
    fails(
      'the time in the instructions',
      'x2 request /system',
      anthropic({ ...messages(user('go')), system: 'It is 9:01.' }),
      anthropic({ ...messages(user('go'), assistant('ok'), user('on')), system: 'It is 9:02.' }),
    ),
    fails(
      'the time in the first message of Chat',
      'x2 request /messages/0',
      chat({ model: 'm', messages: [{ role: 'system', content: 'It is 9:01.' }, user('go')] }),
      chat({
        model: 'm',
        messages: [{ role: 'system', content: 'It is 9:02.' }, user('go'), assistant('ok'), user('on')],
      }),
    ),
    fails(
      'calls under other ids',
      'x2 request /messages/1/tool_calls/0/id',
      chat(ask(calling(toolCall('a')), toolResult('a'))),
      chat(ask(calling(toolCall('b')), toolResult('b'), assistant('ok'), user('on'))),
    ),
    passes('the same beginning', declaring(['f', 'g']), declaring(['f', 'g'], assistant('ok'), user('on'))),
    passes(
      'two conversations that open alike',
      chat(ask(assistant('one'), user('two'))),
      chat(ask(assistant('three'), user('four'))),
    ),
  ],
  LATE_ECHO: [
    fails(
      'broken arguments, a turn later',
      'x1 reply /choices/0/message/tool_calls/0/id',
      chat(ask(), completion({ tool_calls: [toolCall('k', 'f', '{}{}')] }, 'tool_calls')),
      chat(
        ask(calling(toolCall('k', 'f', '{}{}')), toolResult('k')),
        chatError('Extra data: line 1 column 3 (char 2)'),
        500,
      ),
    ),
    fails(
      'an id that grew too long',
      'x1 reply /choices/0/message/tool_calls/0/id',
      chat(ask(), completion({ tool_calls: [toolCall(longId)] }, 'tool_calls')),
      chat(
        ask(calling(toolCall(longId)), toolResult(longId)),
        chatError(
          "Invalid 'messages[1].tool_calls[0].id': string too long. Expected a string with maximum length 64.",
        ),
        400,
      ),
    ),
    fails(
      'the second call that was given an id',
      'x2 reply /content/0/id',
      anthropic(messages(user('go')), message([toolUse('t')], 'tool_use')),
      anthropic(messages(user('go'), assistant([toolUse('t')]), user([toolAnswer('t')])), {
        ...message([toolUse('t', 'g')], 'tool_use'),
        id: 'msg_2',
      }),
      anthropic(
        messages(
          user('go'),
          assistant([toolUse('t')]),
          user([toolAnswer('t')]),
          assistant([toolUse('t', 'g')]),
          user([toolAnswer('t')]),
        ),
        anthropicError('messages.3.content.0: `tool_use` ids must be unique'),
        400,
      ),
    ),
    fails(
      'an id that this provider does not take',
      'x1 reply /choices/0/message/tool_calls/0/id',
      chat(ask(), completion({ tool_calls: [toolCall('call_49c8')] }, 'tool_calls')),
      chat(
        ask(calling(toolCall('call_49c8')), toolResult('call_49c8')),
        chatError('Tool call id was call_49c8 but must be a-z, A-Z, 0-9, with a length of 9.'),
        400,
      ),
    ),
    fails(
      'arguments that came torn, and are text where an object is wanted',
      'x1 reply frame 1 /content_block/id',
      anthropic(messages(user('go')), [
        messageStart(),
        ...callBlock(0, 't', '{"a":"tw'),
        ...messageEnd('tool_use'),
      ]),
      anthropic(
        messages(user('go'), assistant([toolUse('t', 'f', '{"a":"tw')]), user([toolAnswer('t')])),
        anthropicError('messages.1.content.0.tool_use.input: Input should be a valid dictionary'),
        400,
      ),
    ),
    passes(
      'another failure',
      chat(ask(), completion({ tool_calls: [toolCall('k', 'f', '{}{}')] }, 'tool_calls')),
      chat(ask(calling(toolCall('k', 'f', '{}{}')), toolResult('k')), chatError('Overloaded.'), 503),
    ),
    passes(
      'nothing was wrong then',
      chat(ask(), completion({ tool_calls: [toolCall('k')] }, 'tool_calls')),
      chat(
        ask(calling(toolCall('k')), toolResult('k')),
        chatError('The arguments of the request are bad.'),
        400,
      ),
    ),
  ],
}
