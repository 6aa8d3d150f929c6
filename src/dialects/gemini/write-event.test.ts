import { describe, expect, test } from 'vitest'
import { assemble, readFrames as read, writeEvents } from '../../../bench/dialect-runs.ts'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, bare } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { gemini } from './index.ts'

const TARGET = { dialect: 'gemini' } as const
const leaf = <T>(value: T): Leaf<T> => ({ value, from: [{ pointer: '/x' }] })

const readFrames = (frames: readonly Json[]): ReplyEvent[] => read(gemini, frames)
const write = (events: readonly ReplyEvent[]): DialectEvent[] => writeEvents(gemini, events, TARGET)
const assembled = (events: readonly DialectEvent[]): Json => assemble(gemini, events)
const replyHome = (body: Json): Json => assembled(write(gemini.readReply(Cursor.root(body, true))))
const asEvents = (frames: readonly Json[]): DialectEvent[] =>
  frames.map((data) => ({ data: data as WrittenObject }))
const chunk = (parts: Json, more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { role: 'model', parts }, ...more }],
})
const kinds = (events: readonly ReplyEvent[]): string[] => events.map(({ kind }) => kind)

describe('a stream', () => {
  const call = { functionCall: { name: 'f', args: { a: 1 } } }
  const usageMetadata = {
    promptTokenCount: 29,
    candidatesTokenCount: 15,
    thoughtsTokenCount: 804,
    totalTokenCount: 848,
  }

  test('STOP behind a call is said once nothing follows: its servers may go on', () => {
    const events = readFrames([
      { ...chunk([call], { finishReason: 'STOP' }), usageMetadata },
      { ...chunk([{ functionResponse: { name: 'f', response: {} } }]), usageMetadata },
      { ...chunk([{ text: 'a' }], { finishReason: 'STOP' }), usageMetadata },
    ])
    expect(kinds(events).filter((kind) => kind === 'finish')).toHaveLength(1)
    expect(kinds(events).at(-1)).toBe('finish')
  })

  test('text goes on over chunks, parallel calls are parts of their own', () => {
    const events = readFrames([
      chunk([{ text: 'a' }]),
      chunk([{ text: 'b' }]),
      chunk([call]),
      chunk([call], { finishReason: 'STOP' }),
    ])
    expect(kinds(events).join(' ')).toBe(
      'reply-start part-start part-delta part-delta part-end part-start part-delta part-end part-start part-delta part-end finish',
    )
    expect(foldReply(events).parts.map(({ text }) => text?.value)).toEqual(['ab', '{"a":1}', '{"a":1}'])
  })

  test('finish is said in the chunk that counts tokens, and once', () => {
    const state = gemini.reader.start()
    const last = { ...chunk([{ text: '' }], { finishReason: 'STOP' }), usageMetadata }
    gemini.reader.read(state, Cursor.root(chunk([{ text: 'a' }]), false), undefined)
    expect(kinds(gemini.reader.read(state, Cursor.root(last, false), undefined))).toEqual([
      'part-end',
      'finish',
      'usage',
    ])
    expect(gemini.reader.end(state)).toEqual([])
  })

  test('STOP on every chunk (early Vertex): the last one counts', () => {
    const events = readFrames(['a', 'b', 'c'].map((text) => chunk([{ text }], { finishReason: 'STOP' })))
    expect(kinds(events)).toEqual([
      'reply-start',
      'part-start',
      'part-delta',
      'part-delta',
      'part-delta',
      'part-end',
      'finish',
    ])
  })

  test('an empty text with a signature seals the text before it and comes home', () => {
    const frames = [
      chunk([{ text: 'a' }]),
      chunk([{ text: '', thoughtSignature: 's' }], { finishReason: 'STOP' }),
    ]
    expect(foldReply(readFrames(frames)).parts).toMatchObject([
      { text: { value: 'a' }, seal: { value: { value: 's' } } },
    ])
    expect(assembled(write(readFrames(frames)))).toEqual(assembled(asEvents(frames)))
  })

  test('arguments in pieces are said whole at the end of the call', () => {
    const piece = (jsonPath: string, value: JsonObject, more: JsonObject = { willContinue: true }) =>
      chunk([{ functionCall: { partialArgs: [{ jsonPath, ...value }], ...more } }])
    const frames = [
      chunk([{ functionCall: { name: 'f', willContinue: true }, thoughtSignature: 's' }]),
      piece('$.a.b[0].c', { stringValue: 'Os', willContinue: true }),
      piece('$.a.b[0].c', { stringValue: 'lo', willContinue: true }),
      piece('$.a.b[0].c', { stringValue: '' }),
      piece('$.a.b[1]', { numberValue: 2 }),
      piece('$.a.b[999999999]', { nullValue: 'NULL_VALUE' }),
      chunk([{ functionCall: {} }]),
      chunk([{ functionCall: { name: 'g' } }], { finishReason: 'STOP' }),
    ]
    const parts = foldReply(readFrames(frames)).parts
    expect(parts.map(({ text }) => text?.value)).toEqual(['{"a":{"b":[{"c":"Oslo"},2,null]}}', undefined])
    expect(assembled(asEvents(frames))).toEqual(assembled(write(readFrames(frames))))
  })

  test('thoughts count beside candidates here, inside output in the hub', () => {
    const reply = foldReply(readFrames([{ ...chunk([{ text: 'a' }]), usageMetadata }]))
    expect([reply.usage?.input?.value, reply.usage?.output?.value, reply.usage?.reasoning?.value]).toEqual([
      29, 819, 804,
    ])
  })

  test('a refused prompt finishes by the filter', () => {
    const body = { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 3 } }
    expect(foldReply(gemini.readReply(Cursor.root(body, false))).finish?.value).toBe('content-filter')
    expect(replyHome(body)).toEqual(body)
  })

  test.each<[string, Json]>([
    ['object', { error: { code: 503, message: 'busy', status: 'UNAVAILABLE' } }],
    ['list', [{ error: { code: 503, message: 'busy', status: 'UNAVAILABLE' } }]],
  ])('an error in the middle, as %s', (_name, frame) => {
    expect(foldReply(readFrames([chunk([{ text: 'a' }]), frame])).failure).toMatchObject({
      status: { value: 503 },
      message: { value: 'busy' },
    })
  })

  test('neighbouring text parts of one body stay two', () => {
    const body = chunk([{ text: 'a' }, { text: 'b' }, { text: 't', thought: true }], {
      finishReason: 'STOP',
      index: 0,
    })
    expect(replyHome(body)).toEqual(body)
  })

  test('no finish is invented, and a foreign call is written whole', () => {
    const events: ReplyEvent[] = [
      {
        kind: 'part-start',
        part: 0,
        head: { kind: 'tool-call', id: added('c', 'derived-id', 'x'), name: leaf('f') },
      },
      { kind: 'part-delta', part: 0, text: leaf('{"a"') },
      { kind: 'part-delta', part: 0, text: leaf(':1}') },
      { kind: 'part-end', part: 0 },
    ]
    expect(write(events).map(({ data }) => bare(data))).toEqual(
      [chunk([{ functionCall: { id: 'c', name: 'f', args: { a: 1 } } }])].map((one) => ({
        ...one,
        candidates: [{ content: (one.candidates as JsonObject[])[0]?.content }],
      })),
    )
  })

  test('states are plain data: a clone goes on the same', () => {
    const frames = [
      chunk([{ text: 'a' }]),
      chunk([{ functionCall: { name: 'f', willContinue: true } }]),
      chunk([{ functionCall: { partialArgs: [{ jsonPath: '$.a', numberValue: 1 }] } }], {
        finishReason: 'STOP',
      }),
    ]
    let [reader, writer, assembler] = [
      gemini.reader.start(),
      gemini.writer.start(TARGET),
      gemini.assembler.start(),
    ]
    for (const frame of frames) {
      const chunks = gemini.reader
        .read(reader, Cursor.root(frame, true), undefined)
        .flatMap((event) => gemini.writer.write(writer, event))
      for (const one of chunks) gemini.assembler.take(assembler, one)
      ;[reader, writer, assembler] = structuredClone([reader, writer, assembler] as const)
    }
    for (const one of [
      ...gemini.reader.end(reader).flatMap((event) => gemini.writer.write(writer, event)),
      ...gemini.writer.end(writer),
    ])
      gemini.assembler.take(assembler, one)
    expect(bare(gemini.assembler.result(assembler))).toEqual(assembled(write(readFrames(frames))))
  })
})

test('a chunk in its own words', () => {
  expect(
    gemini.gloss(
      {
        ...chunk([{ text: 'hi' }, { functionCall: { id: 'c', name: 'f', args: {} } }], {
          finishReason: 'STOP',
        }),
        usageMetadata: { promptTokenCount: 2 },
      },
      undefined,
    ),
  ).toEqual([
    { word: 'text', value: '+hi', hue: 'text', pointer: '/candidates/0/content/parts/0/text' },
    {
      word: 'functionCall',
      value: 'f {}',
      hue: 'call',
      pointer: '/candidates/0/content/parts/1/functionCall',
      call: 'c',
    },
    { word: 'finishReason', value: 'STOP', hue: 'finish', pointer: '/candidates/0/finishReason' },
    { word: 'usageMetadata', value: '2 + 0', hue: 'usage', pointer: '/usageMetadata' },
  ])
})
