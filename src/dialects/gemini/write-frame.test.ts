import { describe, expect, test } from 'vitest'
import { Cursor } from '../../hub/cursor.ts'
import { bare } from '../../hub/leaf.ts'
import { frameText } from '../../hub/template.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { gemini } from './index.ts'

const WISH = { keepsFrames: true }

/** What each frame becomes; and what is written behind the last. */
function home(frames: readonly Json[], names: readonly (string | undefined)[] = []): DialectEvent[][] {
  const reader = gemini.reader.start(WISH)
  const writer = gemini.writer.start({ dialect: 'gemini' }, WISH)
  const written = frames.map((frame, i) =>
    gemini.reader
      .read(reader, Cursor.root(frame, false, i), names[i])
      .flatMap((event) => [...gemini.writer.write(writer, event)]),
  )
  const last = gemini.reader.end(reader).flatMap((event) => [...gemini.writer.write(writer, event)])
  return [...written, [...last, ...gemini.writer.end(writer)]]
}

const said = (parts: Json, more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { parts, role: 'model' }, index: 0, ...more }],
})
const always = { modelVersion: 'm', responseId: 'r', createTime: '2026-01-02T03:04:05.678901Z' }
const usageMetadata = { promptTokenCount: 3, candidatesTokenCount: 1, totalTokenCount: 4 }
const stop = { finishReason: 'STOP' }

const STREAMS: readonly (readonly [what: string, frames: readonly JsonObject[]])[] = [
  [
    'what every chunk repeats',
    [
      { ...said([{ text: 'a' }]), ...always, usageMetadata },
      { ...said([{ text: 'b' }]), ...always, usageMetadata },
      { ...said([{ text: 'c' }]), ...always, usageMetadata: { ...usageMetadata, candidatesTokenCount: 2 } },
      { ...said([{ text: '' }], stop), ...always, usageMetadata },
    ],
  ],
  ['STOP on every chunk', [said([{ text: 'a' }], stop), said([{ text: 'b' }], stop), { usageMetadata }]],
  ['a finish that waits for its counts', [said([{ text: 'a' }]), said([], stop), { usageMetadata }]],
  ['a finish behind which nothing comes', [said([{ text: 'a' }], { finishReason: 'LANGUAGE' })]],
  [
    'two finishes with counts',
    [
      { ...said([{ text: 'a' }], stop), usageMetadata },
      { ...said([{ text: 'b' }], { finishReason: 'MAX_TOKENS' }), usageMetadata },
    ],
  ],
  [
    'thoughts, and the signature that closes them',
    [
      said([{ text: 'a', thought: true }]),
      said([{ text: 'b', thought: true }]),
      said([{ text: '', thought: true, thoughtSignature: 'c2ln' }]),
      said([{ text: 'c' }, { text: '', thoughtSignature: 'c2ln' }]),
    ],
  ],
  ['a thought that is only signed', [said([{ thought: true, thoughtSignature: 'c2ln' }])]],
  ['empty texts', [said([{ text: '' }]), said([{ text: 'a' }]), said([{ text: '' }]), said([{ text: 'b' }])]],
  [
    'calls side by side',
    [
      said([
        { text: 'a' },
        { functionCall: { name: 'f' }, thoughtSignature: 'c2ln' },
        { functionCall: { id: '1', name: 'g', args: {}, foo: 1 }, bar: null },
      ]),
    ],
  ],
  [
    'arguments in their pieces',
    [
      said([{ functionCall: { name: 'f', willContinue: true } }]),
      said([{ functionCall: { partialArgs: [{ jsonPath: '$.a', stringValue: 'x' }], willContinue: true } }]),
      said([{ functionCall: {} }]),
      said([{ functionCall: { name: 'g', partialArgs: [{ jsonPath: '$.b', numberValue: 1 }] } }], stop),
    ],
  ],
  [
    'two candidates, the later one first',
    [
      {
        candidates: [
          { content: { parts: [{ text: 'b' }], role: 'model' }, index: 1 },
          { content: { parts: [{ text: 'a' }] } },
        ],
      },
      { candidates: [{ index: 1, finishReason: 'STOP' }, {}], usageMetadata },
    ],
  ],
  [
    'counts in part',
    [
      { ...said([{ text: 'a' }]), usageMetadata: { trafficType: 'ON_DEMAND' } },
      {
        ...said([{ text: 'b' }]),
        usageMetadata: { promptTokenCount: 3, toolUsePromptTokenCount: 2, thoughtsTokenCount: 9 },
      },
      { ...said([{ text: 'c' }]), usageMetadata: { candidatesTokenCount: 3, totalTokenCount: null } },
      { ...said([{ text: 'd' }]), usageMetadata: { promptTokenCount: 4 } },
      { ...said([{ text: 'e' }]), usageMetadata: {} },
    ],
  ],
  ['a refused prompt', [{ promptFeedback: { blockReason: 'SAFETY' }, usageMetadata, ...always }]],
  [
    'what nobody knows, in every place',
    [
      {
        'a/b': 1,
        candidates: [{ content: { parts: [{ text: 'a', 'c~d': [] }], e: {} }, f: null }],
        usageMetadata: { g: 1 },
      },
      { candidates: [], h: 1 },
      { candidates: 'none' },
      {},
    ],
  ],
  ['an error in mid-stream', [said([{ text: 'a' }]), { error: { code: 503, message: 'm', details: [1] } }]],
]

describe('frames come home one by one', () => {
  test.each(STREAMS)('%s', (_what, frames) => {
    const written = home(frames)
    expect(written.map((events) => events.map(({ data }) => bare(data)))).toEqual([
      ...frames.map((frame) => [frame]),
      [],
    ])
    // Spelled from what it repeats of the frame before, or from its tree: the same.
    expect(written.flat().map((event) => JSON.parse(frameText(event).slice('data: '.length)))).toEqual(frames)
  })

  test('under the name that they came under', () => {
    const [first, second] = home([said([{ text: 'a' }]), said([{ text: 'b' }])], [undefined, 'message'])
    expect([first?.[0]?.name, second?.[0]?.name]).toEqual([undefined, 'message'])
  })

  test('a list of chunks as a frame each', () => {
    const chunks = [said([{ text: 'a' }]), said([{ text: 'b' }])]
    expect(home([chunks])[0]?.map(({ data }) => bare(data))).toEqual(chunks)
  })
})
