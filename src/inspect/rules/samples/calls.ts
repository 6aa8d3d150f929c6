import {
  assistant,
  callBlock,
  messageEnd,
  messageStart,
  messages,
  toolUse,
  user,
} from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, responses, upstream } from './bodies/capture.ts'
import {
  ask,
  calling,
  chatError,
  chatTool,
  chunk,
  completion,
  piece,
  toolCall,
  toolResult,
} from './bodies/chat.ts'
import { contents, geminiResult, turn } from './bodies/gemini.ts'
import { functionCall, functionOutput, input, response } from './bodies/responses.ts'
import type { Samples } from './sample.ts'
import { asNote, asWarning, fails, passes } from './sample.ts'

const declaring = (...required: string[]) => ({
  ...messages(),
  tools: [{ name: 'f', input_schema: { type: 'object', properties: {}, required } }],
})
const called = (reason: string, ...pieces: string[]) => [
  messageStart(),
  ...callBlock(0, 't', ...pieces),
  ...messageEnd(reason),
]

const done = chunk({}, 'tool_calls')
const head = (index: number | undefined, id: string, args = '') =>
  chunk(piece(index, { id, type: 'function', function: { name: id, arguments: args } }))
const more = (index: number, args: string) => chunk(piece(index, { function: { arguments: args } }))
const called1 = (args: Parameters<typeof toolCall>[2], finish = 'tool_calls') =>
  completion({ tool_calls: [toolCall('k', 'f', args)] }, finish)
const declared = (...names: string[]) => ({
  ...ask(),
  tools: names.map((name) => chatTool(name, { type: 'object', properties: {} })),
})

export const calls: Samples = {
  TOOL_ARGS_LOST: [
    fails(
      'arguments gone, though the schema wants them',
      'x1 reply frame 1 /content_block/name',
      anthropic(declaring('a'), called('tool_use')),
    ),
    fails(
      'no request, and not one delta',
      'x1 reply frame 1 /content_block/name',
      anthropic(undefined, called('tool_use')),
    ),
    fails(
      'one of two calls did not arrive',
      'x1 client reply frame 1 /choices/0/finish_reason',
      client(chat(declared('k', 'l'), [head(0, 'k', '{}'), done])),
      upstream(chat(undefined, [head(0, 'k', '{}'), head(1, 'l', '{}'), done])),
    ),
    fails(
      'the finish announces a call, and there is none',
      'x1 reply /choices/0/finish_reason',
      chat(undefined, completion({ content: '' }, 'tool_calls')),
    ),
    asWarning(
      fails(
        'tokens are billed for an empty answer',
        'x1 reply /output',
        responses(undefined, response('resp_1', [], { usage: { input_tokens: 3, output_tokens: 9 } })),
      ),
    ),
    passes(
      'the second of two calls of one tool is empty at the provider as well',
      client(chat(declared('k'), [head(0, 'k', '{"a":1}'), head(1, 'k', '{}'), done])),
      upstream(chat(undefined, [head(0, 'k', '{"a":1}'), head(1, 'k', '{}'), done])),
    ),
    passes('trap 1: a tool without required arguments', anthropic(declaring(), called('tool_use'))),
    passes(
      'no request, and the empty delta that Anthropic sends',
      anthropic(undefined, called('tool_use', '')),
    ),
    passes('a call cut short under an honest reason', anthropic(declaring('a'), called('max_tokens'))),
  ],
  TOOL_INDEX_COLLISION: [
    fails(
      'two ids on index 0',
      'x1 reply frame 1 /choices/0/delta/tool_calls/0/index',
      chat(undefined, [head(0, 'a', '{}'), head(0, 'b', '{}'), done]),
    ),
    fails(
      'two names on index 0, without ids',
      'x1 reply frame 1 /choices/0/delta/tool_calls/0/index',
      chat(undefined, [
        chunk(piece(0, { function: { name: 'f', arguments: '{}' } })),
        chunk(piece(0, { function: { name: 'g', arguments: '{}' } })),
        done,
      ]),
    ),
    passes('each its own', chat(undefined, [head(0, 'a'), more(0, '{}'), head(1, 'b', '{}'), done])),
    passes(
      'trap 5: the name again on each piece of one call',
      chat(undefined, [head(0, 'a', '{'), head(0, 'a', '}'), done]),
    ),
  ],
  TOOL_INDEX_BASE: [
    fails(
      'counted from 1',
      'x1 reply frame 0 /choices/0/delta/tool_calls/0/index',
      chat(undefined, [head(1, 'a', '{}'), done]),
    ),
    fails(
      'pieces without an index',
      'x1 reply frame 1 /choices/0/delta/tool_calls/0',
      chat(undefined, [head(0, 'a'), chunk(piece(undefined, { function: { arguments: '{}' } })), done]),
    ),
    asNote(
      fails(
        '§3.3: whole calls without an index',
        'x1 reply frame 0 /choices/0/delta/tool_calls/0',
        chat(undefined, [head(undefined, 'a', '{}'), done]),
      ),
    ),
    fails(
      'an index that is left out',
      'x1 reply frame 1 /choices/0/delta/tool_calls/0/index',
      chat(undefined, [head(0, 'a', '{}'), head(2, 'b', '{}'), done]),
    ),
    passes('from 0', chat(undefined, [head(0, 'a', '{}'), head(1, 'b', '{}'), done])),
  ],
  EMPTY_ARGUMENTS_STRING: [
    fails(
      'as it arrives',
      'x1 reply /choices/0/message/tool_calls/0/function/arguments',
      chat(undefined, called1('')),
    ),
    fails(
      'as it is sent back',
      'x1 request /messages/1/tool_calls/0/function/arguments',
      chat(ask(calling(toolCall('k', 'f', '')), toolResult('k'))),
    ),
    passes('an empty object', chat(undefined, called1('{}'))),
    passes('cut off before the arguments', chat(undefined, called1('', 'length'))),
  ],
  TOOL_ARGS_NOT_JSON: [
    fails(
      'two objects in one',
      'x1 reply /choices/0/message/tool_calls/0/function/arguments',
      chat(undefined, called1('{"a":1}{"b":2}')),
    ),
    fails(
      'an empty object in front of the arguments',
      'x1 reply /choices/0/message/tool_calls/0/function/arguments',
      chat(undefined, called1('{}{"a":1}')),
    ),
    fails(
      'cut, and said to be complete',
      'x1 reply frame 2 /delta/partial_json',
      anthropic(undefined, called('tool_use', '{"a":"tw')),
    ),
    fails(
      'an array, sent back',
      'x1 request /input/0/arguments',
      responses(input(functionCall('k', '[1]'), functionOutput('k'))),
    ),
    fails(
      'the gateway stumbles a turn late',
      'x1 request /messages/1/tool_calls/0/function/arguments',
      chat(
        ask(calling(toolCall('k', 'f', '{"a":1}{"b":2}')), toolResult('k')),
        chatError('litellm.APIConnectionError: Extra data: line 1 column 8 (char 7)'),
        500,
      ),
    ),
    passes('one object', chat(undefined, called1('{"a":1}'))),
    passes('§3.3: cut under an honest reason', chat(undefined, called1('{"a":"tw', 'length'))),
  ],
  TOOL_ARGS_WRONG_TYPE: [
    fails(
      'an object in Chat',
      'x1 reply /choices/0/message/tool_calls/0/function/arguments',
      chat(undefined, called1({ a: 1 })),
    ),
    fails(
      'a string in Anthropic',
      'x1 request /messages/1/content/0/input',
      anthropic(messages(user('go'), assistant([toolUse('t', 'f', '{"a":1')]))),
    ),
    fails(
      'a string in Gemini',
      'x1 request /contents/1/parts/0/functionCall/args',
      gemini(
        contents(
          turn('user', { text: 'go' }),
          turn('model', { functionCall: { name: 'f', args: '{"a":1}' } }),
          turn('user', geminiResult()),
        ),
      ),
    ),
    passes('a string in Chat', chat(undefined, called1('{"a":1}'))),
    passes('trap 1: an empty object where a block starts', anthropic(undefined, called('tool_use', '{}'))),
  ],
  TOOL_MARKUP_IN_TEXT: [
    fails(
      'a call in the text',
      'x1 reply /choices/0/message/content',
      chat(declared('f'), completion({ content: '<tool_call>{"name":"f"}</tool_call>' })),
    ),
    passes(
      'the same where no tool is declared',
      chat(ask(), completion({ content: '<tool_call> is a tag.' })),
    ),
    fails(
      'in the second piece, in another markup',
      'x1 reply frame 1 /choices/0/delta/content',
      chat(declared('f'), [
        chunk({ content: 'Ok. ' }),
        chunk({ content: '<invoke name="f">' }),
        chunk({}, 'stop'),
      ]),
    ),
    passes(
      'spoken of',
      chat(
        declared('f'),
        completion({ content: 'Use `<tool_call>{…}</tool_call>`; a <tool_call> tag may be left out.' }),
      ),
    ),
    passes('plain text', chat(declared('f'), completion({ content: 'Here it is.' }))),
  ],
  EMULATION_LEAK: [
    fails(
      'a tool of nobody',
      'x1 reply /choices/0/message/tool_calls/0/function/name',
      chat({ ...ask(), response_format: { type: 'json_object' } }, called1('{"a":1}')),
    ),
    fails(
      'a helper by its name alone',
      'x1 reply /choices/0/message/tool_calls/0/function/name',
      chat(ask(), completion({ tool_calls: [toolCall('k', 'json_tool_call')] }, 'tool_calls')),
    ),
    passes('a declared one', chat(declared('f'), called1('{"a":1}'))),
    passes('no request at hand', chat(undefined, called1('{"a":1}'))),
  ],
}
