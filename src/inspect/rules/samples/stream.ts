import { messageEnd, messageStart, textBlock } from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, responses, upstream } from './bodies/capture.ts'
import { ask, chunk, completion } from './bodies/chat.ts'
import { completed, events, said, spoken } from './bodies/responses.ts'
import type { Samples } from './sample.ts'
import { asWarning, fails, passes } from './sample.ts'

const whole = events(...spoken(0, 'Hello'), completed())
const echo = 'This sentence is said exactly twice. '

/** Of where streams end, and what they say twice. */
export const stream: Samples = {
  TERMINAL_EVENT_MISSING: [
    fails('Responses breaks off', 'x1 reply frame 6', responses(undefined, events(...spoken(0, 'Hello')))),
    fails(
      'Anthropic breaks off',
      'x1 reply frame 3',
      anthropic(undefined, [messageStart(), ...textBlock(0, 'Hi')]),
    ),
    fails('Chat without a finish', 'x1 reply frame 0', chat(undefined, [chunk({ content: 'Hi' })])),
    fails(
      'the gateway lost the end',
      'x1 client reply frame 0',
      client(chat(ask(), [chunk({ content: 'Hi' })])),
      upstream(chat(ask(), [chunk({ content: 'Hi' }), chunk({}, 'stop')])),
    ),
    asWarning(
      fails(
        'the stop reason came, and message_stop did not',
        'x1 reply frame 4',
        anthropic(undefined, [messageStart(), ...textBlock(0, 'Hi'), ...messageEnd().slice(0, 1)]),
      ),
    ),
    fails(
      'H07: completed, and its item never was',
      'x1 reply frame 4',
      responses(undefined, events(...spoken(0, 'Hello').slice(0, 3), completed(said('Hello')))),
    ),
    passes('a whole stream', responses(undefined, whole)),
    passes(
      '§3.3: Gemini blocks a prompt without any finishReason',
      gemini(undefined, [{ promptFeedback: { blockReason: 'SAFETY' } }]),
    ),
    passes(
      'an error ends a stream',
      anthropic(undefined, [
        messageStart(),
        { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      ]),
    ),
  ],
  CONTENT_REPLAYED_TWICE: [
    fails('two lives in one stream', 'x1 reply frame 8', responses(undefined, [...whole, ...whole])),
    asWarning(
      fails(
        'a text that is itself twice',
        'x1 reply /choices/0/message/content',
        chat(undefined, completion({ content: echo + echo })),
      ),
    ),
    fails(
      'twice at the client, once upstream',
      'x1 client reply /choices/0/message/content',
      client(chat(ask(), completion({ content: echo + echo }))),
      upstream(chat(ask(), completion({ content: echo }))),
    ),
    fails(
      'the last delta says all before it',
      'x1 reply frame 2 /choices/0/delta/content',
      chat(undefined, [
        chunk({ content: 'Good ' }),
        chunk({ content: 'day!' }),
        chunk({ content: 'Good day!' }),
        chunk({}, 'stop'),
      ]),
    ),
    passes('once', chat(undefined, completion({ content: echo }))),
    passes(
      'the model itself says it twice',
      client(chat(ask(), completion({ content: echo + echo }))),
      upstream(chat(ask(), completion({ content: echo + echo }))),
    ),
  ],
}
