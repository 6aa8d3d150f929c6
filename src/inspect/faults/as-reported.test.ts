import { expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import type { Json } from '../../wire/json.ts'
import { check } from '../check.ts'
import { compareSides } from '../compare/compare.ts'
import { sayHop } from '../compare/sentence.ts'

/** What gateways were reported to give (bugs.md §1), written down by hand and not by our replay of them. */

const sse = (...frames: readonly Json[]): string =>
  frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')
const chunk = (delta: Json, finish: string | null = null): Json => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const call = (index: number, rest: object, args?: string): Json => ({
  tool_calls: [
    { index, ...rest, function: { ...(args === undefined ? {} : { arguments: args }), ...named(rest) } },
  ],
})
const named = (rest: object): object => ('id' in rest ? { name: `tool_${rest.id}` } : {})
const USAGE: Json = {
  ...(chunk({}) as object),
  choices: [],
  usage: { prompt_tokens: 1, completion_tokens: 2 },
}

const START: Json = {
  type: 'message_start',
  message: { id: 'msg_5', type: 'message', role: 'assistant', content: [], model: 'mine', usage: {} },
}
const open = (index: number, type: string, rest: object = { [type]: '' }): Json => ({
  type: 'content_block_start',
  index,
  content_block: { type, ...rest },
})
const tool = (index: number, id: string): Json =>
  open(index, 'tool_use', { id: `toolu_${id}`, name: `tool_${id}`, input: {} })
const delta = (index: number, type: string, key: string, value: string): Json => ({
  type: 'content_block_delta',
  index,
  delta: { type, [key]: value },
})
const text = (index: number, value: string): Json => delta(index, 'text_delta', 'text', value)
const thought = (index: number, value: string): Json => delta(index, 'thinking_delta', 'thinking', value)
const args = (index: number, value: string): Json => delta(index, 'input_json_delta', 'partial_json', value)
const stop = (index: number): Json => ({ type: 'content_block_stop', index })
const end = (reason: string): readonly Json[] => [
  { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
]

const ADDING = [
  chunk({ content: 'I’ll add.' }),
  chunk(call(0, { id: 'q' }, '{"a":17,"b":25}')),
  chunk({}, 'tool_calls'),
]
const THINKING = [
  chunk({ reasoning_content: 'Let me' }),
  chunk({ reasoning_content: ' think' }),
  chunk({ content: 'Hi' }),
  chunk({ content: ' there' }),
  chunk({}, 'stop'),
]
const INTERLEAVED = [
  chunk(call(0, { id: 'a' }, '')),
  chunk(call(1, { id: 'b' }, '')),
  chunk(call(0, {}, '{"x":1}')),
  chunk(call(1, {}, '{"y":2}')),
  chunk({}, 'tool_calls'),
]
const YES = [chunk({ content: 'Yes' }), chunk({ content: ' sir.' }), chunk({}, 'stop'), USAGE]
const EMPTY_LISTS = [
  chunk({ content: 'Yes', tool_calls: [] }),
  chunk({ content: ' sir.', tool_calls: [] }),
  chunk({}, 'stop'),
]
const WHOLE: Json = {
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello world.' }, finish_reason: 'stop' }],
}

it.each<readonly [faults: string, what: string, upstream: string, client: readonly Json[]]>([
  [
    'V1',
    'the example',
    sse(...ADDING),
    [START, open(0, 'text'), text(0, 'I’ll add.'), stop(0), tool(1, 'q'), stop(1), ...end('tool_use')],
  ],
  [
    'V0',
    'arguments in the text',
    sse(...ADDING),
    [START, open(0, 'text'), text(0, 'I’ll add.'), args(0, '{"a":17,"b":25}'), stop(0), ...end('tool_use')],
  ],
  [
    'V1 V2',
    'with the text block of V4',
    sse(...THINKING),
    [
      START,
      open(0, 'text'),
      stop(0),
      open(1, 'thinking'),
      thought(1, ' think'),
      stop(1),
      open(2, 'text'),
      text(2, ' there'),
      stop(2),
      ...end('end_turn'),
    ],
  ],
  [
    'V2 V1',
    'after V4 was mended',
    sse(...THINKING),
    [
      START,
      open(0, 'thinking'),
      thought(0, 'Let me think'),
      stop(0),
      open(1, 'text'),
      text(1, ' there'),
      stop(1),
      ...end('end_turn'),
    ],
  ],
  [
    'V3 V1',
    'all in one chunk',
    sse(chunk({ content: 'Hello world.' }, 'stop')),
    [START, open(0, 'text'), stop(0), ...end('end_turn')],
  ],
  [
    'V3 V1',
    'a whole reply streamed at once',
    JSON.stringify(WHOLE),
    [START, open(0, 'text'), stop(0), ...end('end_turn')],
  ],
  [
    'V4',
    'thinking in a text block',
    sse(...THINKING),
    [
      START,
      open(0, 'text'),
      thought(0, 'Let me'),
      thought(0, ' think'),
      stop(0),
      open(1, 'text'),
      text(1, 'Hi there'),
      stop(1),
      ...end('end_turn'),
    ],
  ],
  [
    'V4',
    'an empty text block',
    sse(...THINKING),
    [
      START,
      open(0, 'text'),
      stop(0),
      open(1, 'thinking'),
      thought(1, 'Let me think'),
      stop(1),
      open(2, 'text'),
      text(2, 'Hi there'),
      stop(2),
      ...end('end_turn'),
    ],
  ],
  [
    'V5',
    'after V4 was mended',
    sse(...INTERLEAVED),
    [
      START,
      tool(0, 'a'),
      stop(0),
      tool(1, 'b'),
      args(1, '{"x":1}'),
      args(1, '{"y":2}'),
      stop(1),
      ...end('tool_use'),
    ],
  ],
  [
    'V5 V4 V1',
    'with the text block of V4',
    sse(...INTERLEAVED),
    [
      START,
      open(0, 'text'),
      stop(0),
      tool(1, 'a'),
      stop(1),
      tool(2, 'b'),
      args(2, '{"x":1}{"y":2}'),
      stop(2),
      ...end('tool_use'),
    ],
  ],
  ['V6', 'cut off', sse(...YES), [START, open(0, 'text'), text(0, 'Yes sir.'), stop(0)]],
  [
    'V6',
    'with an error event',
    sse(...YES),
    [
      START,
      open(0, 'text'),
      text(0, 'Yes sir.'),
      stop(0),
      { type: 'error', error: { type: 'api_error', message: 'list index out of range' } },
    ],
  ],
  [
    'V7',
    'empty arguments',
    sse(...EMPTY_LISTS),
    [START, open(0, 'text'), args(0, ''), args(0, ''), stop(0), ...end('end_turn')],
  ],
])('litellm-25836: %s, %s', (faults, _, upstream, client) => {
  const ids = faults.split(' ').map((rung) => `litellm-25836:${rung}`)
  const { named, sentences } = judged('anthropic-messages', sse(...client), 'openai-chat', upstream)
  expect(named, sentences.join('\n')).toEqual([ids.join(' ')])
  expect(sentences[0]).toMatch(new RegExp(`^The gateway’s stage sequence-parts .+, as ${ids[0]} does`))
})

const CALLING: Json = {
  candidates: [{ content: { role: 'model', parts: [{ functionCall: { name: 'look', args: { q: 'x' } } }] } }],
}
const closing = (rest: object): Json => ({ candidates: [{ ...rest }] })
const looked = (finish: string): string =>
  sse(
    chunk({ role: 'assistant', content: null, ...(call(0, { id: 'z', type: 'function' }) as object) }),
    chunk({}, finish),
  ).replace('"name":"tool_z"', '"name":"look","arguments":"{\\"q\\": \\"x\\"}"')

it.each<readonly [faults: string, closing: object, finish: string]>([
  ['V0', { finishReason: 'STOP' }, 'stop'],
  ['', { finishReason: 'STOP' }, 'tool_calls'],
  ['V1 V0', { content: { parts: [{ text: '' }] }, finishReason: 'STOP' }, 'stop'],
  ['V1 V0', { content: { role: 'model' }, finishReason: 'STOP' }, 'stop'],
  ['V2 V1', { finishReason: 'MAX_TOKENS' }, 'tool_calls'],
  ['V2 V1', { finishReason: 'SAFETY' }, 'tool_calls'],
  ['V0', { finishReason: 'MAX_TOKENS' }, 'stop'],
  ['', { content: { parts: [{ text: '' }] }, finishReason: 'MAX_TOKENS' }, 'length'],
])('litellm-21577: %s, where the stream closes with %j and the client is told %s', (faults, last, finish) => {
  const ids = faults.split(' ').map((rung) => `litellm-21577:${rung}`)
  const { named } = judged('openai-chat', looked(finish), 'gemini', sse(CALLING, closing(last)))
  expect(named).toEqual(faults === '' ? [] : [ids.join(' ')])
})

function judged(dialect: DialectId, client: string, from: DialectId, upstream: string) {
  const transcript = {
    version: 1,
    exchanges: [
      { id: 'x1', side: 'client', dialect, reply: { status: 200, body: client } },
      { id: 'x2', side: 'upstream', dialect: from, reply: { status: 200, body: upstream } },
    ],
  } as const
  return {
    named: [
      ...new Set(
        check(transcript).flatMap(({ fault, knownFault }) =>
          fault === undefined ? [] : [[fault, ...(knownFault?.alike ?? [])].join(' ')],
        ),
      ),
    ],
    sentences: compareSides(transcript).hops.map((hop) => sayHop(hop, 0)),
  }
}
