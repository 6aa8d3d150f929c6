import { message, messageEnd, messageStart, messages, text, textBlock } from './bodies/anthropic.ts'
import { anthropic, chat, client, upstream } from './bodies/capture.ts'
import { ask, chunk, completion } from './bodies/chat.ts'
import type { Samples } from './sample.ts'
import { asNote, fails, passes } from './sample.ts'

const counting = (prompt: number, answer: number, more = {}) => ({
  usage: { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer, ...more },
})
const said = (usage: object) =>
  completion({ content: 'A sentence of some length.' }, 'stop', usage as Record<string, never>)
const source = upstream(
  anthropic(
    messages(),
    message([text('A sentence of some length.')], 'end_turn', { input_tokens: 30, output_tokens: 9 }),
  ),
)
const asking = (isAsked: boolean) => ({
  ...ask(),
  stream: true,
  ...(isAsked ? { stream_options: { include_usage: true } } : {}),
})
const usageChunk = {
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  ...counting(3, 4),
}

export const usage: Samples = {
  USAGE_DOUBLE_COUNT: [
    fails(
      'start and delta added up',
      'x1 client reply /usage/prompt_tokens',
      client(chat(ask(), said(counting(60, 9)))),
      source,
    ),
    fails(
      'the cache added to what holds it',
      'x1 client reply /usage/prompt_tokens',
      client(chat(ask(), said(counting(130, 9)))),
      upstream(
        anthropic(
          messages(),
          message([text('A sentence of some length.')], 'end_turn', {
            input_tokens: 30,
            cache_read_input_tokens: 50,
            output_tokens: 9,
          }),
        ),
      ),
    ),
    fails(
      'the two events of one stream disagree by the cache',
      'x1 reply frame 4 /usage/input_tokens',
      anthropic(undefined, [
        messageStart({ input_tokens: 8834, output_tokens: 1 }),
        ...textBlock(0, 'Hi'),
        ...messageEnd('end_turn', { input_tokens: 18, cache_read_input_tokens: 8816, output_tokens: 4 }),
      ]),
    ),
    fails(
      'a total with the cache once more',
      'x1 reply /usage/total_tokens',
      chat(
        undefined,
        said({
          usage: {
            prompt_tokens: 10,
            completion_tokens: 5,
            total_tokens: 115,
            prompt_tokens_details: { cached_tokens: 100 },
          },
        }),
      ),
    ),
    passes('counted once', client(chat(ask(), said(counting(30, 9)))), source),
    passes(
      'trap 2: message_delta repeats all fields',
      anthropic(undefined, [
        messageStart({ input_tokens: 18, cache_read_input_tokens: 8816, output_tokens: 1 }),
        ...textBlock(0, 'Hi'),
        ...messageEnd('end_turn', { input_tokens: 18, cache_read_input_tokens: 8816, output_tokens: 4 }),
      ]),
    ),
    passes(
      'trap 2: message_delta with output_tokens only',
      anthropic(undefined, [messageStart(), ...textBlock(0, 'Hi'), ...messageEnd()]),
    ),
  ],
  USAGE_LOST: [
    fails(
      'nothing for a whole answer',
      'x1 reply /usage/completion_tokens',
      chat(undefined, said(counting(3, 0))),
    ),
    fails(
      'no question is that short',
      'x1 reply frame 4 /usage/input_tokens',
      anthropic(undefined, [
        messageStart({ input_tokens: 0, output_tokens: 0 }),
        ...textBlock(0, 'A sentence of some length.'),
        ...messageEnd('end_turn', { input_tokens: 0, output_tokens: 9 }),
      ]),
    ),
    passes(
      'all of the question came from the cache',
      anthropic(undefined, [
        messageStart({ input_tokens: 0, cache_read_input_tokens: 50, output_tokens: 1 }),
        ...textBlock(0, 'A sentence of some length.'),
        ...messageEnd(),
      ]),
    ),
    fails(
      'lost between the sides',
      'x1 client reply /usage/prompt_tokens',
      client(chat(ask(), said(counting(0, 9)))),
      source,
    ),
    passes('told', client(chat(ask(), said(counting(30, 9)))), source),
    passes(
      'a stream that was not asked for usage',
      client(chat(asking(false), [chunk({ content: 'Hi' }, 'stop')])),
      source,
    ),
  ],
  USAGE_CHUNK_SHAPE: [
    fails(
      'without choices',
      'x1 reply frame 1 /usage',
      chat(asking(true), [
        chunk({ content: 'Hi' }, 'stop'),
        { id: 'c', object: 'chat.completion.chunk', ...counting(3, 4) },
      ]),
    ),
    asNote(
      fails(
        '§3.3: on the finish chunk',
        'x1 reply frame 0 /usage',
        chat(asking(true), [chunk({ content: 'Hi' }, 'stop', counting(3, 4))]),
      ),
    ),
    fails(
      'unasked',
      'x1 reply frame 1 /usage',
      chat(asking(false), [chunk({ content: 'Hi' }, 'stop'), usageChunk]),
    ),
    fails(
      'as asked for, and the gateway stumbles over it',
      'x2 upstream reply frame 1 /usage',
      client(anthropic(messages(), [messageStart(), ...textBlock(0, 'Hi')])),
      upstream(chat(asking(true), [chunk({ content: 'Hi' }, 'stop'), usageChunk])),
    ),
    passes(
      'trap 4: a chunk of its own, as asked for',
      chat(asking(true), [chunk({ content: 'Hi' }, 'stop'), usageChunk]),
    ),
  ],
}
