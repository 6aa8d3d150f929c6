import { anthropicError, messageEnd, messageStart, messages, textBlock } from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, responses, upstream } from './bodies/capture.ts'
import { ask, chunk, completion } from './bodies/chat.ts'
import { candidate } from './bodies/gemini.ts'
import { completed, events, spoken } from './bodies/responses.ts'
import type { Samples } from './sample.ts'
import { asWarning, fails, passes } from './sample.ts'

/** Of what stands around the events of a stream: lines, characters, and bodies that are no stream. */
export const framing: Samples = {
  UTF8_SPLIT: [
    fails(
      'cut characters',
      'x1 reply frame 0 /choices/0/delta/content',
      chat(undefined, [chunk({ content: 'caf\ufffd\ufffd' }), chunk({}, 'stop')]),
    ),
    passes(
      'the provider sent them so',
      client(chat(ask(), [chunk({ content: '\ufffd' }), chunk({}, 'stop')])),
      upstream(chat(ask(), [chunk({ content: '\ufffd' }), chunk({}, 'stop')])),
    ),
    fails(
      'as JSON may write them',
      'x1 reply frame 0 /choices/0/delta/content',
      chat(
        undefined,
        `data: ${JSON.stringify(chunk({ content: 'caf\ufffd' }, 'stop')).replace('\ufffd', '\\ufffd')}\n\n`,
      ),
    ),
    passes(
      'the question is about them',
      chat(ask({ role: 'user', content: 'What is \ufffd?' }), [chunk({ content: '\ufffd stands' }, 'stop')]),
    ),
    passes('whole characters', chat(undefined, [chunk({ content: 'café' }), chunk({}, 'stop')])),
  ],
  KEEPALIVE_AS_DATA: [
    fails(
      'a comment in a data line',
      'x1 reply frame 0',
      chat(
        undefined,
        `data: : OPENROUTER PROCESSING\n\ndata: ${JSON.stringify(chunk({ content: 'Hi' }, 'stop'))}\n\n`,
      ),
    ),
    fails(
      'OpenAI’s keepalive at an Anthropic client',
      'x1 reply frame 1',
      anthropic(undefined, [messageStart(), { type: 'keepalive' }, ...textBlock(0, 'Hi'), ...messageEnd()]),
    ),
    fails(
      'nothing in a data line',
      'x1 reply frame 0',
      chat(undefined, `data:\n\ndata: ${JSON.stringify(chunk({ content: 'Hi' }, 'stop'))}\n\n`),
    ),
    asWarning(
      fails(
        'Anthropic’s ping at a client of Responses',
        'x1 reply frame 1',
        responses(undefined, events({ type: 'ping' }, ...spoken(0, 'Hi'), completed())),
      ),
    ),
    passes(
      '§3.3: keepalive is OpenAI’s own event',
      responses(undefined, events({ type: 'keepalive' }, ...spoken(0, 'Hi'), completed())),
    ),
    passes(
      'trap 10: a comment line',
      chat(undefined, `: waiting\n\ndata: ${JSON.stringify(chunk({ content: 'Hi' }, 'stop'))}\n\n`),
    ),
    passes(
      'Anthropic’s ping',
      anthropic(undefined, [messageStart(), { type: 'ping' }, ...textBlock(0, 'Hi'), ...messageEnd()]),
    ),
  ],
  NOT_A_STREAM: [
    fails('an end and no event', 'x1 reply', chat({ ...ask(), stream: true }, 'data: [DONE]\n\n')),
    fails(
      'an error under 200',
      'x1 reply',
      anthropic({ ...messages(), stream: true }, anthropicError('Overloaded.', 'overloaded_error')),
    ),
    fails(
      'a stream where none was asked for',
      'x1 reply',
      chat({ ...ask(), stream: false }, [chunk({ content: 'Hi' }), chunk({}, 'stop')]),
    ),
    fails('a whole body', 'x1 reply', chat({ ...ask(), stream: true }, completion({ content: 'Hi' }))),
    fails('nothing at all', 'x1 reply', anthropic({ stream: true }, '')),
    passes('a stream', chat({ ...ask(), stream: true }, [chunk({ content: 'Hi' }, 'stop')])),
    passes('a refusal', chat({ ...ask(), stream: true }, { error: { message: 'No.' } }, 400)),
    passes('no stream asked for', chat(ask(), completion({ content: 'Hi' }))),
    passes(
      'Gemini’s array of chunks',
      gemini(undefined, JSON.stringify([candidate([{ text: 'Hi' }], 'STOP')])),
    ),
  ],
  SSE_RAW_FRAMING: [
    fails(
      'an error glued to an event',
      'x1 reply',
      responses(
        undefined,
        '{"error":{"message":"No."}}event: response.failed\ndata: {"type":"response.failed"}\n\n',
      ),
    ),
    fails(
      'an error glued to the stream',
      'x1 reply frame 1',
      chat(undefined, `data: ${JSON.stringify(chunk({ content: 'Hi' }))}\n\n{"error":{"message":"No."}}\n`),
    ),
    fails(
      'JSON cut by a line break',
      'x1 reply frame 0',
      chat(undefined, 'data: {"choices":[{"delta":{"content":"a\n\nb"}}]}\n\n'),
    ),
    passes(
      '§3.3: CRLF, and no space after the colon',
      chat(undefined, `data:${JSON.stringify(chunk({ content: 'Hi' }, 'stop'))}\r\n\r\ndata:[DONE]\r\n\r\n`),
    ),
  ],
}
