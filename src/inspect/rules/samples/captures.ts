import {
  blockStart,
  message,
  messageEnd,
  messageStart,
  messages,
  text,
  textBlock,
  textDelta,
  user,
} from './bodies/anthropic.ts'
import type { Captured } from './bodies/capture.ts'
import { anthropic, chat, client, cutAt, dated, gemini, responses, upstream } from './bodies/capture.ts'
import { ask, calling, chunk, completion, toolCall, toolResult } from './bodies/chat.ts'
import { candidate, contents, turn } from './bodies/gemini.ts'
import { completed, events, input, response, spoken } from './bodies/responses.ts'
import type { Samples } from './sample.ts'
import { asNote, fails, passes } from './sample.ts'

const CAPITAL = 'The capital of France is Paris, on the Seine.'
const PLANTS = 'Plants turn light into sugar, and water into air.'
const words = CAPITAL.split(/(?<= )/)

const chatStream = chat(ask(), [...words.map((content) => chunk({ content })), chunk({}, 'stop')])
const anthropicStream = anthropic(messages(), [messageStart(), ...textBlock(0, ...words), ...messageEnd()])
const geminiStream = gemini(contents(turn('user', { text: 'go' })), [
  ...words.map((piece) => candidate([{ text: piece }])),
  candidate([{ text: '' }], 'STOP'),
])
const responsesStream = responses(input(user('go')), events(...spoken(0, ...words), completed()))
const asked = (question: string, answer: string) =>
  client(
    chat({ model: 'm', messages: [{ role: 'user', content: question }] }, completion({ content: answer })),
  )
const toldTo = (question: string, answer: string) =>
  upstream(anthropic(messages(user(question)), message([text(answer)])))

const reply = (id: string, words: string, previous?: string) =>
  responses(
    { model: 'm', input: words, ...(previous ? { previous_response_id: previous } : {}) },
    response(id, [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: words }] }]),
  )
const weather = (city: string) => toolCall('call_0', 'weather', `{"city":"${city}"}`)
const START = '2026-11-01T10:00:00Z'

const asWritten = (request: string): Captured => ({ dialect: 'openai-chat', request: { body: request } })
const ASKED = '"messages":[{"role":"user","content":"go"}]'
const halves = chat(ask(), [chunk({ content: 'So \ud83d' }), chunk({ content: '\ude00' }), chunk({}, 'stop')])

export const captures: Samples = {
  JSON_AMBIGUOUS: [
    fails('a key twice', 'x1 request /model', asWritten(`{"model":"a",${ASKED},"model":"b"}`)),
    fails(
      'half a character',
      'x1 request /messages/0/content',
      asWritten('{"model":"a","messages":[{"role":"user","content":"\\ud83d"}]}'),
    ),
    asNote(
      fails(
        'a long number',
        'x1 request /seed',
        asWritten(`{"model":"a",${ASKED},"seed":12345678901234567890}`),
      ),
    ),
    fails('a character cut between two frames', 'x1 reply frame 0 /choices/0/delta/content', halves),
    fails(
      'a key twice in a frame',
      'x1 reply frame 0 /choices/0/index',
      chat(ask(), 'data: {"choices":[{"index":0,"index":0,"delta":{"content":"So"}}]}\n\ndata: [DONE]\n\n'),
    ),
    fails(
      'a key twice in a whole reply',
      'x1 reply /model',
      chat(ask(), JSON.stringify(completion({ content: 'So' })).replace('{', '{"model":"a","model":"b",')),
    ),
    passes(
      'the same key in different objects, and in JSON inside a text',
      chat(ask(calling(toolCall('a', 'f', '{"x":1,"x":2}')), toolResult('a')), completion({ content: '😀' })),
    ),
    passes('escapes that stand in pairs', asWritten('{"model":"\\ud83d\\ude00","messages":[]}')),
  ],
  SIDES_UNRELATED: [
    fails(
      'two conversations',
      'x1 client reply',
      asked('What is the capital of France?', CAPITAL),
      toldTo('How do plants live?', PLANTS),
    ),
    fails(
      'two streams alone that share nothing',
      'x1 client reply',
      client(chat(undefined, completion({ content: CAPITAL }))),
      upstream(gemini(undefined, [candidate([{ text: PLANTS }], 'STOP')])),
    ),
    passes('two sides of one', asked('Which city?', CAPITAL), toldTo('Which city?', CAPITAL)),
    passes(
      'the same question, another’s answer',
      asked('Which city?', PLANTS),
      toldTo('Which city?', CAPITAL),
    ),
    passes(
      'an answer too short to tell',
      client(chat(undefined, completion({ content: 'Yes.' }))),
      upstream(anthropic(undefined, message([text('No.')]))),
    ),
  ],
  CAPTURE_CUT: [
    fails('Chat, in the middle of a frame', 'x1 reply frame 5', cutAt('Paris', chatStream)),
    fails('Messages, in the middle of a frame', 'x1 reply frame 6', cutAt('is "', anthropicStream)),
    fails('Gemini, in the middle of a frame', 'x1 reply frame 4', cutAt('is "', geminiStream)),
    fails('Responses, in the middle of a frame', 'x1 reply frame 7', cutAt('is "', responsesStream)),
    fails(
      'the name of an event without its data',
      'x1 reply frame 12',
      cutAt('data: {"type":"message_stop"', anthropicStream),
    ),
    fails('cut by who logged it', 'x1 reply frame 4', cutAt('is "', chatStream, '... [truncated]\n')),
    fails(
      'a whole reply, cut in its text',
      'x1 reply /choices/0/message/content',
      cutAt('Paris', chat(ask(), completion({ content: CAPITAL }))),
    ),
    fails(
      'the provider’s side ends before the client’s',
      'x2 upstream reply frame 3',
      client(chatStream),
      upstream(
        anthropic(messages(), [
          messageStart(),
          blockStart(0, text('')),
          textDelta(0, 'The '),
          textDelta(0, 'capital '),
        ]),
      ),
    ),
    passes('to the end', chatStream),
    passes('a stream whose last blank line is missing', cutAt('\n\ndata: [DONE]', chatStream)),
    passes('an error glued to the stream', cutAt('is "', chatStream, '{"error":{"message":"no"}}\n\n')),
  ],
  CLOCKS_DISAGREE: [
    fails(
      'the provider asked before the client',
      'x1 client request',
      client(dated('2026-11-01T10:00:05Z', chatStream)),
      upstream(dated(START, anthropicStream)),
    ),
    fails(
      'local time under the name of UTC',
      'x1 client request',
      client(dated(START, chatStream)),
      upstream(dated('2026-11-01 12:00:00.200', anthropicStream)),
    ),
    fails(
      'the provider ends after the client',
      'x1 client request',
      client(dated(START, chatStream, 0, 100)),
      upstream(dated('2026-11-01T10:00:00.050Z', anthropicStream, 0, 900)),
    ),
    fails('times that run backwards', 'x1 reply frame 2', dated(START, chatStream, 0, 900, 400)),
    fails(
      'a turn dated before the one that it goes on with',
      'x2 request',
      dated(START, reply('resp_1', 'Good morning.')),
      dated('2026-11-01T09:59:00Z', reply('resp_2', 'And now?', 'resp_1')),
    ),
    passes(
      'one behind the other',
      client(dated(START, chatStream, 0, 900)),
      upstream(dated('2026-11-01T12:00:00.050+02:00', anthropicStream, 0, 700)),
    ),
    passes(
      'seconds and milliseconds since 1970',
      dated('1793527200', reply('resp_1', 'Good morning.')),
      dated('1793527203000', reply('resp_2', 'And now?', 'resp_1')),
    ),
    passes('no times at all', client(chatStream), upstream(anthropicStream)),
  ],
  IDS_REUSED: [
    fails(
      'two replies of one id, and a request that goes on with it',
      'x3 request /previous_response_id',
      reply('resp_1', 'First.'),
      reply('resp_1', 'Second.'),
      reply('resp_3', 'Third.', 'resp_1'),
    ),
    asNote(
      fails(
        'a fork',
        'x3 request /previous_response_id',
        reply('resp_1', 'First.'),
        reply('resp_2', 'Left.', 'resp_1'),
        reply('resp_3', 'Right.', 'resp_1'),
      ),
    ),
    asNote(
      fails(
        'a call id that is counted from the start again',
        'x2 reply /choices/0/message/tool_calls/0/id',
        chat(ask(), completion({ tool_calls: [weather('Rome')] }, 'tool_calls')),
        chat(
          ask(calling(weather('Rome')), toolResult('call_0')),
          completion({ tool_calls: [weather('Oslo')] }, 'tool_calls'),
        ),
      ),
    ),
    fails(
      'a call that comes back with other arguments',
      'x2 request /messages/1/tool_calls/0/id',
      chat(ask(), completion({ tool_calls: [weather('Rome')] }, 'tool_calls')),
      chat(ask(calling(weather('Oslo')), toolResult('call_0'))),
    ),
    passes(
      'a call that comes back as it was',
      chat(ask(), completion({ tool_calls: [weather('Rome')] }, 'tool_calls')),
      chat(ask(calling(toolCall('call_0', 'weather', '{ "city": "Rome" }')), toolResult('call_0'))),
    ),
    passes('a chain without a fork', reply('resp_1', 'First.'), reply('resp_2', 'Second.', 'resp_1')),
  ],
}
