import { describe, expect, test } from 'vitest'
import { assemble, readFrames as read, writeEvents } from '../../../bench/dialect-runs.ts'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import { spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { gemini } from './index.ts'
import { bytesAt, unitsAt } from './utf8.ts'

const readFrames = (frames: readonly Json[]): ReplyEvent[] => read(gemini, frames, { record: false })

/** Another dialect's events as a whole response. */
const assembled = (events: readonly ReplyEvent[]): Json =>
  assemble(gemini, writeEvents(gemini, events, { dialect: 'gemini' }))

const said = (parts: Json, more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { parts, role: 'model' }, ...more }],
})
const kinds = (events: readonly ReplyEvent[]): string => events.map(({ kind }) => kind).join(' ')
const leaf = <T>(value: T) => spell<T>(undefined, value)

/** What each part rests on: its words and its source. */
const cited = (events: readonly ReplyEvent[]): unknown[] =>
  foldReply(events).parts.map(({ text, citations }) =>
    (citations ?? []).map(({ kind, url, title, quote, start, end }) => [
      text?.value.slice(start?.value, end?.value),
      kind,
      url?.value ?? title?.value ?? quote?.value,
    ]),
  )

const web = { groundingChunks: [{ web: { uri: 'https://a.example', title: 'A' } }] }
const support = (segment: JsonObject, ...groundingChunkIndices: number[]): JsonObject => ({
  segment,
  groundingChunkIndices,
})

describe('offsets', () => {
  test.each([
    ['abc', 2, 2],
    ['é𝄞b', 2, 1],
    ['é𝄞b', 6, 3],
    ['é𝄞b', 7, 4],
    ['', 0, 0],
  ])('of %j: byte %i is unit %i', (text, bytes, units) => {
    expect([unitsAt(text, bytes), bytesAt(text, units)]).toEqual([units, bytes])
  })

  test('within a character, and behind the end', () => {
    expect([unitsAt('a𝄞', 3), unitsAt('a𝄞', 6)]).toEqual([1, undefined])
  })
})

describe('sources are read', () => {
  test('in bytes, before the end of the part that they belong to', () => {
    const groundingMetadata = {
      ...web,
      groundingSupports: [
        support({ partIndex: 1, startIndex: 5, endIndex: 9, text: 'rain' }, 0),
        support({ endIndex: 4, text: 'Köl' }, 0),
      ],
    }
    const events = readFrames([
      said([{ text: 'Köl' }, { text: 'Öl, rain' }, { functionCall: { name: 'f' } }], { groundingMetadata }),
    ])
    expect(cited(events)).toEqual([
      [['Köl', 'url', 'https://a.example']],
      [['rain', 'url', 'https://a.example']],
      [],
    ])
    expect(kinds(events)).toBe(
      'reply-start part-start part-delta part-citation part-end part-start part-delta part-citation part-end part-start part-end opaque',
    )
  })

  test('over a text in pieces, found by its words where the place is another', () => {
    const groundingMetadata = {
      ...web,
      groundingSupports: [support({ startIndex: 3, endIndex: 6, text: 'two' }, 0, 7)],
    }
    const frames = [said([{ text: 'hm', thought: true }]), said([{ text: 'on' }]), said([{ text: ' two' }])]
    const events = readFrames([
      ...frames,
      said([{ text: '.' }], { groundingMetadata }),
      said([{ text: '' }], { groundingMetadata }),
    ])
    expect(cited(events)).toEqual([[], [['two', 'url', 'https://a.example']]])
  })

  test('late, where the part has ended', () => {
    const groundingMetadata = { ...web, groundingSupports: [support({ endIndex: 2 }, 0)] }
    const events = readFrames([
      said([{ text: 'ab' }]),
      said([{ functionCall: { name: 'f' } }]),
      said([], { groundingMetadata }),
    ])
    expect(cited(events)).toEqual([[['ab', 'url', 'https://a.example']], []])
    expect(kinds(events)).toMatch(/part-end part-citation opaque$/)
  })

  test('under either name, with no range where it reaches behind the text', () => {
    const one = { uri: 'https://b.example', startIndex: 0, endIndex: 1 }
    const citationSources = [one, { ...one, endIndex: 99 }, { startIndex: 0 }]
    const sources = [
      ['a', 'url', 'https://b.example'],
      ['ab', 'url', 'https://b.example'],
    ]
    expect(cited(readFrames([said([{ text: 'ab' }], { citationMetadata: { citationSources } })]))).toEqual([
      sources,
    ])
    expect(
      cited(readFrames([said([{ text: 'ab' }], { citationMetadata: { citations: citationSources } })])),
    ).toEqual([sources])
  })

  test('a place on the map, a passage of a file', () => {
    const groundingMetadata = {
      groundingChunks: [
        { maps: { uri: 'https://maps.example', title: 'M', placeId: 'p' } },
        { retrievedContext: { text: 'words', fileSearchStore: 's' } },
      ],
      groundingSupports: [support({ endIndex: 2, text: 'ab' }, 0, 1)],
    }
    expect(cited(readFrames([said([{ text: 'ab' }], { groundingMetadata })]))).toEqual([
      [
        ['ab', 'url', 'https://maps.example'],
        ['ab', 'document', 'words'],
      ],
    ])
  })
})

describe('sources are written', () => {
  const events: readonly ReplyEvent[] = [
    { kind: 'reply-start' },
    { kind: 'part-start', part: 0, head: { kind: 'reasoning' } },
    { kind: 'part-delta', part: 0, text: leaf('hm') },
    { kind: 'part-end', part: 0 },
    { kind: 'part-start', part: 1, head: { kind: 'text' } },
    { kind: 'part-delta', part: 1, text: leaf('Öl, ') },
    { kind: 'part-delta', part: 1, text: leaf('rain') },
    {
      kind: 'part-citation',
      part: 1,
      citation: { kind: 'url', url: leaf('https://a.example'), start: leaf(4), end: leaf(8) },
    },
    {
      kind: 'part-citation',
      part: 1,
      citation: { kind: 'url', url: leaf('https://a.example'), start: leaf(0), end: leaf(2) },
    },
    { kind: 'part-citation', part: 1, citation: { kind: 'document', title: leaf('D'), quote: leaf('q') } },
    { kind: 'part-end', part: 1 },
    { kind: 'finish', reason: leaf('stop' as const) },
  ]
  const groundingMetadata = {
    groundingChunks: [{ web: { uri: 'https://a.example' } }, { retrievedContext: { title: 'D', text: 'q' } }],
    groundingSupports: [
      support({ partIndex: 1, startIndex: 5, endIndex: 9, text: 'rain' }, 0),
      support({ partIndex: 1, startIndex: 0, endIndex: 3, text: 'Öl' }, 0),
      support({ partIndex: 1, startIndex: 0, endIndex: 9, text: 'Öl, rain' }, 1),
    ],
  }

  test('each once, with what rests on it in bytes', () => {
    expect(assembled(events)).toEqual({
      candidates: [
        {
          content: { role: 'model', parts: [{ text: 'hm', thought: true }, { text: 'Öl, rain' }] },
          finishReason: 'STOP',
          groundingMetadata,
        },
      ],
    })
  })

  test('as they are read again', () => {
    expect(cited(gemini.readReply(Cursor.root(assembled(events), false)) as ReplyEvent[])).toEqual([
      [],
      [
        ['rain', 'url', 'https://a.example'],
        ['Öl', 'url', 'https://a.example'],
        ['Öl, rain', 'document', 'D'],
      ],
    ])
  })
})

describe('probabilities', () => {
  const logprobsResult = {
    chosenCandidates: [{ token: 'a', logProbability: -0.5 }, { token: 'b' }],
    topCandidates: [{ candidates: [{ token: 'a', logProbability: -0.5 }] }, { candidates: [] }],
  }
  const tokens = [
    { token: 'a', logprob: -0.5, top_logprobs: [{ token: 'a', logprob: -0.5 }] },
    { token: 'b', logprob: 0 },
  ]

  test('of tokens are read', () => {
    const events = readFrames([
      said([{ text: 'a' }], { logprobsResult }),
      said([{ text: 'b' }], { logprobsResult }),
    ])
    expect(foldReply(events).parts[0]?.logprobs?.value).toEqual([...tokens, ...tokens])
  })

  test('of tokens are written with the end', () => {
    const events: readonly ReplyEvent[] = [
      { kind: 'part-start', part: 0, head: { kind: 'text' } },
      { kind: 'part-delta', part: 0, text: leaf('ab') },
      { kind: 'part-logprobs', part: 0, tokens: leaf(tokens.slice(0, 1)) },
      { kind: 'part-logprobs', part: 0, tokens: leaf(tokens.slice(1)) },
      { kind: 'part-end', part: 0 },
    ]
    expect(assembled(events)).toMatchObject({
      candidates: [
        {
          logprobsResult: {
            ...logprobsResult,
            chosenCandidates: [logprobsResult.chosenCandidates[0], { token: 'b', logProbability: 0 }],
          },
        },
      ],
    })
  })
})

describe('what counts and dates a reply', () => {
  const usageMetadata = {
    promptTokenCount: 9,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: 2 },
      { modality: 'AUDIO', tokenCount: 7 },
    ],
  }

  test('is read', () => {
    const [opening, , , usage] = readFrames([
      { ...said([{ text: 'a' }]), createTime: '2026-01-02T03:04:05.678901Z', usageMetadata },
    ])
    expect(opening).toMatchObject({ created: { value: 1_767_323_045 } })
    expect(usage).toMatchObject({ usage: { input: { value: 9 }, inputAudio: { value: 7 } } })
  })

  test.each([
    [1_767_323_045, { createTime: '2026-01-02T03:04:05Z' }],
    [0, {}],
    [1e300, {}],
  ])('is written: %d seconds', (seconds, dated) => {
    const written = assembled([
      { kind: 'reply-start', created: leaf(seconds) },
      { kind: 'usage', usage: { input: leaf(9), outputAudio: leaf(7) } },
    ])
    const candidatesTokensDetails = [{ modality: 'AUDIO', tokenCount: 7 }]
    expect(written).toEqual({
      ...dated,
      usageMetadata: { promptTokenCount: 9, totalTokenCount: 9, candidatesTokensDetails },
    })
  })
})
