import { describe, expect, it } from 'vitest'
import { readFrames } from '../../../bench/dialect-runs.ts'
import type { Citation } from '../../hub/citation.ts'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { openaiChat } from './index.ts'

const target = { dialect: 'openai-chat' } as const
const leaf = <T>(value: T): Leaf<T> => ({ value, from: [{ pointer: '/x' }] })
const annotation = (url: string, start: number, end: number, more: JsonObject = {}): JsonObject => ({
  type: 'url_citation',
  url_citation: { url, title: 't', start_index: start, end_index: end, ...more },
})
const whole = (message: JsonObject, around: JsonObject = {}, above: JsonObject = {}): JsonObject => ({
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop', ...around }],
  ...above,
})
const chunk = (delta: JsonObject, around: JsonObject = {}): JsonObject => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: null, ...around }],
})
const token = (text: string): JsonObject => ({ token: text, logprob: -1, bytes: [1], top_logprobs: [] })

const readWhole = (body: Json): readonly ReplyEvent[] => openaiChat.readReply(Cursor.root(body, true))
const readStream = (chunks: readonly Json[]): ReplyEvent[] => readFrames(openaiChat, chunks)
function writeWhole(events: readonly ReplyEvent[]): Json {
  const [writing, assembling] = [openaiChat.writer.start(target), openaiChat.assembler.start()]
  const written = events.flatMap((event) => openaiChat.writer.write(writing, event))
  for (const event of written) openaiChat.assembler.take(assembling, event)
  return bare(openaiChat.assembler.result(assembling))
}

const said = ({ url, title, quote, start, end }: Citation): Json => [
  url?.value ?? null,
  title?.value ?? null,
  quote?.value ?? null,
  start?.value ?? null,
  end?.value ?? null,
]
const citationsOf = (events: readonly ReplyEvent[]): Json =>
  foldReply(events).parts.map(({ head, citations = [] }) => [head.kind, citations.map(said)])
const tokensOf = (events: readonly ReplyEvent[]): Json =>
  foldReply(events).parts.map(({ logprobs }) => logprobs?.value.map((one) => one.token).join('') ?? null)

describe('what a text rests on', () => {
  const cited = annotation('u', 1, 2)
  const READ: Readonly<Record<string, readonly [() => readonly ReplyEvent[], Json]>> = {
    'of a whole reply': [
      () => readWhole(whole({ content: 'abc', annotations: [cited] })),
      [['text', [['u', 't', null, 1, 2]]]],
    ],
    'of a stream, in a later chunk': [
      () => readStream([chunk({ content: 'abc' }), chunk({ annotations: [cited] })]),
      [['text', [['u', 't', null, 1, 2]]]],
    ],
    'of a later text, counted from where that begins': [
      () =>
        readStream([
          chunk({ content: 'abc' }),
          chunk({ reasoning: 'x' }),
          chunk({ content: 'de', annotations: [annotation('u', 3, 5)] }),
        ]),
      [
        ['text', []],
        ['reasoning', []],
        ['text', [['u', 't', null, 0, 2]]],
      ],
    ],
    'with the words of the page': [
      () => readWhole(whole({ content: 'a', annotations: [annotation('u', 0, 1, { content: 'w' })] })),
      [['text', [['u', 't', 'w', 0, 1]]]],
    ],
    'in Perplexity’s two lists': [
      () =>
        readWhole(
          whole({ content: 'a' }, {}, { citations: ['u'], search_results: [{ url: 'u', title: 't' }] }),
        ),
      [['text', [['u', 't', null, null, null]]]],
    ],
    'in Perplexity’s list of addresses': [
      () =>
        readStream([
          { ...chunk({ content: 'a' }), citations: ['u', 'v'] },
          { ...chunk({ content: 'b' }, { finish_reason: 'stop' }), citations: ['u', 'v'] },
        ]),
      [
        [
          'text',
          [
            ['u', null, null, null, null],
            ['v', null, null, null, null],
          ],
        ],
      ],
    ],
    'but not where nothing is said yet': [
      () => readStream([chunk({ annotations: [cited] }), chunk({ content: 'a' })]),
      [['text', []]],
    ],
    'but not in a form that is not known': [
      () => readWhole(whole({ content: 'a', annotations: [cited, { type: 'odd' }] })),
      [['text', []]],
    ],
  }
  it.each(Object.entries(READ))('is read %s', (_, [read, expected]) => {
    expect(citationsOf(read())).toEqual(expected)
  })

  const HOME: Readonly<Record<string, JsonObject>> = {
    annotations: whole({
      content: 'abc',
      annotations: [cited, annotation('v', 0, 1, { content: 'w', x: 1 })],
    }),
    'annotations of no known form': whole({ content: 'abc', annotations: [{ type: 'odd' }] }),
    'no annotations': whole({ content: 'abc', annotations: [] }),
    'lists of sources': whole({ content: 'a' }, {}, { citations: ['u'], search_results: [{ url: 'u' }] }),
    probabilities: whole(
      { content: 'ab' },
      { logprobs: { content: [token('a'), token('b')], refusal: null } },
    ),
    'probabilities of a refusal': whole({ refusal: 'a' }, { logprobs: { refusal: [token('a')] } }),
    'probabilities of another form': whole({ content: 'ab' }, { logprobs: { tokens: ['a'] } }),
    'tokens of sound': whole({}, {}, { usage: { prompt_tokens_details: { audio_tokens: 1 } } }),
  }
  it.each(Object.entries(HOME))('comes home with %s', (_, body) => {
    expect(writeWhole(readWhole(body))).toEqual(body)
  })

  it('is written where it stands in the whole content of the choice', () => {
    const text = (part: number, value: string, citation: Citation): ReplyEvent[] => [
      { kind: 'part-start', part, head: { kind: 'text' } },
      { kind: 'part-delta', part, text: leaf(value) },
      { kind: 'part-citation', part, citation },
      { kind: 'part-end', part },
    ]
    const page = { kind: 'url', url: leaf('u'), title: leaf('t') } as const
    const written = writeWhole([
      ...text(0, 'abc', { ...page, start: leaf(1), end: leaf(2) }),
      ...text(1, 'de', { ...page, start: leaf(0), end: leaf(1) }),
      ...text(2, 'fg', { kind: 'url', url: leaf('v') }),
      ...text(3, 'h', { kind: 'file', fileId: leaf('f') }),
    ]) as { choices: { message: JsonObject }[] }
    expect(written.choices[0]?.message.annotations).toEqual([
      annotation('u', 1, 2),
      annotation('u', 3, 4),
      { type: 'url_citation', url_citation: { url: 'v', title: '', start_index: 5, end_index: 7 } },
    ])
  })
})

describe('the probabilities of tokens', () => {
  const READ: Readonly<Record<string, readonly [() => readonly ReplyEvent[], Json]>> = {
    'of a whole reply': [
      () => readWhole(whole({ content: 'ab' }, { logprobs: { content: [token('a'), token('b')] } })),
      ['ab'],
    ],
    'of a stream': [
      () =>
        readStream([
          chunk({ content: 'a' }, { logprobs: { content: [token('a')], refusal: null } }),
          chunk({ content: 'b' }, { logprobs: { content: [token('b')], refusal: null } }),
        ]),
      ['ab'],
    ],
    'but not where no text is open': [
      () => readStream([chunk({ reasoning: 'a' }, { logprobs: { content: [token('a')] } })]),
      [null],
    ],
  }
  it.each(Object.entries(READ))('are read %s', (_, [read, expected]) => {
    expect(tokensOf(read())).toEqual(expected)
  })

  it('are written with all that OpenAI’s types demand', () => {
    const written = writeWhole([
      { kind: 'part-start', part: 0, head: { kind: 'text' } },
      { kind: 'part-delta', part: 0, text: leaf('a') },
      { kind: 'part-logprobs', part: 0, tokens: leaf([{ token: 'a', logprob: -1 }]) },
    ]) as { choices: JsonObject[] }
    expect(written.choices[0]?.logprobs).toEqual({
      content: [{ token: 'a', logprob: -1, bytes: null, top_logprobs: [] }],
      refusal: null,
    })
  })
})
