import {
  blockStart,
  blockStop,
  callBlock,
  inputDelta,
  messageEnd,
  messageStart,
  text,
  textBlock,
  textDelta,
  toolUse,
} from './bodies/anthropic.ts'
import { anthropic, responses } from './bodies/capture.ts'
import { completed, events, response, spoken } from './bodies/responses.ts'
import type { Samples } from './sample.ts'
import { fails, passes } from './sample.ts'

const whole = events(...spoken(0, 'Hello'), completed())
const counted = (...numbers: (number | undefined)[]) => {
  const list = events(
    ...numbers.slice(2).map(() => ({ type: 'response.in_progress', response: response('resp_1') })),
    completed(),
  )
  return list.map(({ sequence_number: _, ...event }, i) => ({
    ...event,
    ...(numbers[i] === undefined ? {} : { sequence_number: numbers[i] }),
  }))
}

/** Of the order in which the events of a stream may come. */
export const grammar: Samples = {
  BLOCK_GRAMMAR: [
    fails(
      'a block begins while another is open',
      'x1 reply frame 2',
      anthropic(undefined, [
        messageStart(),
        blockStart(0, text('')),
        blockStart(1, text('')),
        blockStop(1),
        blockStop(0),
        ...messageEnd(),
      ]),
    ),
    fails(
      'a stop for a block that was never started',
      'x1 reply frame 1',
      anthropic(undefined, [messageStart(), blockStop(0), ...messageEnd()]),
    ),
    fails(
      'a second message',
      'x1 reply frame 1',
      anthropic(undefined, [
        messageStart(),
        messageStart(undefined, 'msg_2'),
        ...textBlock(0, 'Hi'),
        ...messageEnd(),
      ]),
    ),
    passes(
      'blocks in order',
      anthropic(undefined, [
        messageStart(),
        ...textBlock(0, 'Hi'),
        ...callBlock(1, 't', '{}'),
        ...messageEnd('tool_use'),
      ]),
    ),
    passes(
      '§3.3: the same start again',
      anthropic(undefined, [messageStart(), messageStart(), ...textBlock(0, 'Hi'), ...messageEnd()]),
    ),
    passes(
      '§3.3: several message_delta',
      anthropic(undefined, [
        messageStart(),
        ...textBlock(0, 'Hi'),
        ...messageEnd().slice(0, 1),
        ...messageEnd(),
      ]),
    ),
  ],
  BLOCK_DELTA_TYPE_MISMATCH: [
    fails(
      'arguments in a text block',
      'x1 reply frame 2 /delta/type',
      anthropic(undefined, [
        messageStart(),
        blockStart(0, text('')),
        inputDelta(0, '{}'),
        blockStop(0),
        ...messageEnd(),
      ]),
    ),
    fails(
      'text in a call',
      'x1 reply frame 2 /delta/type',
      anthropic(undefined, [
        messageStart(),
        blockStart(0, toolUse('t', 'f', {})),
        textDelta(0, 'Hi'),
        blockStop(0),
        ...messageEnd(),
      ]),
    ),
    passes(
      'each in its own',
      anthropic(undefined, [
        messageStart(),
        ...textBlock(0, 'Hi'),
        ...callBlock(1, 't', '{}'),
        ...messageEnd('tool_use'),
      ]),
    ),
  ],
  RESP_ITEM_UNANNOUNCED: [
    fails(
      'a summary of reasoning without its part',
      'x1 reply frame 2',
      responses(
        undefined,
        events(
          { type: 'response.output_item.added', output_index: 0, item: { type: 'reasoning', summary: [] } },
          { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'Hm' },
        ),
      ),
    ),
    fails(
      'two items on one index',
      'x1 reply frame 7',
      responses(
        undefined,
        events(...spoken(0, 'Hi'), {
          type: 'response.output_item.added',
          output_index: 0,
          item: { type: 'function_call', id: 'fc_1', call_id: 'k', name: 'f', arguments: '' },
        }),
      ),
    ),
    passes('two responses in one capture', responses(undefined, [...whole, ...whole])),
    fails(
      'no item',
      'x1 reply frame 1',
      responses(
        undefined,
        events(
          {
            type: 'response.output_text.delta',
            output_index: 0,
            item_id: 'msg_9',
            content_index: 0,
            delta: 'Hi',
          },
          completed(),
        ),
      ),
    ),
    fails(
      'no part',
      'x1 reply frame 2',
      responses(
        undefined,
        events(...spoken(0, 'Hi').filter(({ type }) => type !== 'response.content_part.added'), completed()),
      ),
    ),
    passes('announced', responses(undefined, whole)),
    passes(
      '§3.3: another item id on each event',
      responses(
        undefined,
        events(...spoken(0, 'H', 'i').map((event, i) => ({ ...event, item_id: `msg_${i}` })), completed()),
      ),
    ),
  ],
  SEQ_NUMBER: [
    fails(
      'a number as text',
      'x1 reply frame 0 /sequence_number',
      responses(undefined, [
        { type: 'response.created', sequence_number: '0', response: response('resp_1') },
      ]),
    ),
    fails('always 1', 'x1 reply frame 1 /sequence_number', responses(undefined, counted(1, 1, 1))),
    fails('missing', 'x1 reply frame 1', responses(undefined, counted(0, undefined, 2))),
    passes('counted', responses(undefined, counted(0, 1, 2))),
    passes('with a gap', responses(undefined, counted(0, 4, 5))),
  ],
}
