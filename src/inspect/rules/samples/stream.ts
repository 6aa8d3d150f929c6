import {
  anthropic,
  anthropicError,
  ask,
  blockStart,
  blockStop,
  callBlock,
  candidate,
  chat,
  chunk,
  client,
  completed,
  completion,
  events,
  gemini,
  inputDelta,
  messageEnd,
  messageStart,
  messages,
  response,
  responses,
  said,
  spoken,
  text,
  textBlock,
  textDelta,
  toolUse,
  upstream,
} from './bodies.ts'
import type { Samples } from './sample.ts'
import { asWarning, fails, passes } from './sample.ts'

const whole = events(...spoken(0, 'Hello'), completed())
const echo = 'This sentence is said exactly twice. '
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
