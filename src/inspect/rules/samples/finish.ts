import { callBlock, message, messageEnd, messageStart, textBlock, toolUse } from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, upstream } from './bodies/capture.ts'
import { ask, chunk, completion, toolCall } from './bodies/chat.ts'
import { candidate, contents, geminiCall, turn } from './bodies/gemini.ts'
import type { Samples } from './sample.ts'
import { asNote, asWarning, fails, passes } from './sample.ts'

const called = (finish: string, calls = 1) =>
  completion({ tool_calls: Array.from({ length: calls }, (_, i) => toolCall(`k${i}`)) }, finish)

export const finish: Samples = {
  FINISH_SAYS_STOP_BUT_CALLS: [
    fails('calls, and stop', 'x1 reply /choices/0/finish_reason', chat(undefined, called('stop', 2))),
    fails(
      'calls, and end_turn',
      'x1 reply frame 4 /delta/stop_reason',
      anthropic(undefined, [messageStart(), ...callBlock(0, 't', '{}'), ...messageEnd('end_turn')]),
    ),
    passes('calls, and tool_calls', chat(undefined, called('tool_calls'))),
    passes('calls, and length', chat(undefined, called('length'))),
    passes(
      'a forced call ends with stop at OpenAI itself',
      chat({ ...ask(), tool_choice: { type: 'function', function: { name: 'f' } } }, called('stop')),
    ),
    passes(
      'a call that the provider runs by itself',
      anthropic(undefined, message([{ ...toolUse('t'), caller: { type: 'code_execution_20250825' } }])),
    ),
    passes('trap 3: Gemini says STOP with calls', gemini(undefined, candidate([geminiCall()], 'STOP'))),
  ],
  TRUNCATION_HIDDEN: [
    fails(
      'the limit upstream, a call for the client',
      'x1 client reply /choices/0/finish_reason',
      client(chat(ask(), completion({ tool_calls: [toolCall('k', 'f', '{"a":"tw')] }, 'tool_calls'))),
      upstream(gemini(contents(turn('user', { text: 'go' })), candidate([{ text: 'Let me' }], 'MAX_TOKENS'))),
    ),
    fails(
      'one side: all tokens used, and a torn call',
      'x1 reply /choices/0/finish_reason',
      chat(
        { ...ask(), max_tokens: 4 },
        completion({ tool_calls: [toolCall('k', 'f', '{"a":"tw')] }, 'tool_calls', {
          usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
        }),
      ),
    ),
    fails(
      'one side: a torn call under a good reason',
      'x1 reply /choices/0/finish_reason',
      chat(undefined, completion({ tool_calls: [toolCall('k', 'f', '{"a":"tw')] }, 'tool_calls')),
    ),
    asWarning(
      fails(
        'one side: all tokens used, and no word of it',
        'x1 reply /choices/0/finish_reason',
        chat(
          { ...ask(), max_tokens: 64 },
          completion({ content: 'Let me' }, 'stop', {
            usage: { prompt_tokens: 3, completion_tokens: 64, total_tokens: 67 },
          }),
        ),
      ),
    ),
    passes(
      'told honestly',
      client(chat(ask(), completion({ content: 'Let me' }, 'length'))),
      upstream(gemini(contents(turn('user', { text: 'go' })), candidate([{ text: 'Let me' }], 'MAX_TOKENS'))),
    ),
    passes(
      'trap 3: STOP upstream, tool_calls for the client',
      client(chat(ask(), called('tool_calls'))),
      upstream(gemini(contents(turn('user', { text: 'go' })), candidate([geminiCall()], 'STOP'))),
    ),
  ],
  FINISH_VOCABULARY: [
    fails(
      'Anthropic’s word in Chat',
      'x1 reply /choices/0/finish_reason',
      chat(undefined, completion({ content: 'Hi' }, 'max_tokens')),
    ),
    fails(
      'Gemini’s word in Anthropic',
      'x1 reply frame 4 /delta/stop_reason',
      anthropic(undefined, [messageStart(), ...textBlock(0, 'Hi'), ...messageEnd('STOP')]),
    ),
    fails(
      'the detail of Responses in Chat',
      'x1 reply /choices/0/finish_reason',
      chat(undefined, completion({ content: 'Hi' }, 'max_output_tokens')),
    ),
    passes('its own', chat(undefined, completion({ content: 'Hi' }, 'stop'))),
    passes(
      'a server’s own word',
      chat(undefined, completion({ content: 'Hi' }, 'insufficient_system_resource')),
    ),
  ],
  FINISH_TOO_EARLY: [
    fails(
      'a finish on each chunk',
      'x1 reply frame 0 /choices/0/finish_reason',
      chat(undefined, [chunk({ content: 'H' }, 'stop'), chunk({ content: 'i' }, 'stop')]),
    ),
    fails(
      'another finish, with nothing between',
      'x1 reply frame 1 /choices/0/finish_reason',
      chat(undefined, [chunk({ content: 'H' }), chunk({}, 'stop'), chunk({}, 'tool_calls')]),
    ),
    asNote(
      fails(
        'Vertex’s STOP on each chunk',
        'x1 reply frame 0 /candidates/0/finishReason',
        gemini(undefined, [candidate([{ text: 'H' }], 'STOP'), candidate([{ text: 'i' }], 'STOP')]),
      ),
    ),
    passes(
      'the same finish again, beside the usage',
      chat(undefined, [chunk({ content: 'H' }), chunk({}, 'stop'), chunk({ content: '' }, 'stop')]),
    ),
    passes('at the end', chat(undefined, [chunk({ content: 'H' }), chunk({ content: 'i' }, 'stop')])),
    passes(
      'another choice goes on',
      chat(undefined, [
        chunk({ content: 'H' }, 'stop'),
        { ...chunk({}), choices: [{ index: 1, delta: { content: 'x' }, finish_reason: 'stop' }] },
      ]),
    ),
  ],
}
