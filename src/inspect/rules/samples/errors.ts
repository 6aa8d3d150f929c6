import { anthropicError, messageEnd, messageStart, messages, textBlock, user } from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, upstream } from './bodies/capture.ts'
import { ask, chatError, chunk } from './bodies/chat.ts'
import { geminiError } from './bodies/gemini.ts'
import type { Samples } from './sample.ts'
import { asNote, asWarning, fails, passes } from './sample.ts'

const clean = client(anthropic(messages(user('go')), [messageStart(), ...messageEnd()]))
const full = client(anthropic(messages(user('go')), [messageStart(), ...textBlock(0, 'Hi'), ...messageEnd()]))

export const errors: Samples = {
  ERROR_SWALLOWED: [
    fails(
      'an error became an empty success',
      'x1 client reply frame 1 /delta/stop_reason',
      clean,
      upstream(chat(ask(), chatError('Overloaded.'), 503)),
    ),
    fails(
      'a stream that broke off became a whole one',
      'x1 client reply frame 4 /delta/stop_reason',
      full,
      upstream(chat(ask(), [chunk({ content: 'Hi' })])),
    ),
    asWarning(
      fails(
        '§3.3: one side, with nothing in it',
        'x1 reply frame 1 /delta/stop_reason',
        anthropic(messages(user('go')), [messageStart(), ...messageEnd()]),
      ),
    ),
    passes(
      'both fail',
      client(anthropic(messages(user('go')), anthropicError('Overloaded.'), 503)),
      upstream(chat(ask(), chatError('Overloaded.'), 503)),
    ),
    passes(
      'the gateway asked again, and was answered',
      full,
      upstream(chat(ask(), chatError('Overloaded.'), 503)),
      upstream(chat(ask(), [chunk({ content: 'Hi' }, 'stop')])),
    ),
    passes('both succeed', full, upstream(chat(ask(), [chunk({ content: 'Hi' }, 'stop')]))),
  ],
  STATUS_REMAPPED: [
    fails(
      'a refusal shown as an outage',
      'x1 client reply',
      client(chat(ask(), chatError('litellm.APIConnectionError: bad role'), 500)),
      upstream(gemini({}, geminiError('bad role'), 400)),
    ),
    fails(
      'an outage shown as a refusal',
      'x1 client reply',
      client(chat(ask(), chatError('No.'), 400)),
      upstream(chat(ask(), chatError('Down.'), 503)),
    ),
    fails(
      'a limit shown as a refusal',
      'x1 client reply',
      client(chat(ask(), chatError('Slow down.'), 400)),
      upstream(chat(ask(), chatError('Slow down.'), 429)),
    ),
    asNote(
      fails(
        'an overload shown as a limit',
        'x1 client reply',
        client(chat(ask(), chatError('Overloaded.'), 429)),
        upstream(anthropic(messages(user('go')), anthropicError('Overloaded.', 'overloaded_error'), 529)),
      ),
    ),
    passes(
      'the same class',
      client(chat(ask(), chatError('No.'), 422)),
      upstream(chat(ask(), chatError('No.'), 400)),
    ),
    passes('one side only', client(chat(ask(), chatError('No.'), 500))),
  ],
  ERROR_DIALECT: [
    fails('OpenAI’s at an Anthropic client', 'x1 reply /error', anthropic(messages(), chatError('No.'), 400)),
    fails('Gemini’s at a Chat client', 'x1 reply /error', chat(ask(), geminiError('No.'), 400)),
    fails('no type', 'x1 reply /error', anthropic(messages(), anthropicError('No.', ''), 400)),
    fails(
      'without the outer type, and without param',
      'x1 reply /error',
      anthropic(messages(), { error: { message: 'No.', type: 'api_error', code: 'x' } }, 400),
    ),
    fails(
      'OpenAI’s in the middle of Anthropic’s stream',
      'x1 reply frame 4 /error',
      anthropic(messages(), [messageStart(), ...textBlock(0, 'Hi'), chatError('Down.')]),
    ),
    fails('a page of a proxy', 'x1 reply', chat(ask(), '<html><body>502 Bad Gateway</body></html>', 502)),
    passes('its own', anthropic(messages(), anthropicError('No.'), 400)),
    passes('a server’s own form', chat(ask(), { error: 'No.' }, 400)),
  ],
}
