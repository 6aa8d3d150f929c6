import { expect, it } from 'vitest'
import type { Exchange } from '../../transcript/transcript.ts'
import { applyEdits } from '../../wire/text-edit.ts'
import type { Body, BodyFrame } from './body.ts'
import { insertFrames, mapFrames, withoutFrames } from './body.ts'
import { bodyEdits } from './body-edits.ts'

const FRAMES: readonly BodyFrame[] = [
  { of: 0, json: { type: 'a', n: 1 } },
  { of: 1, json: { type: 'b', n: 2 } },
  { of: 2, json: { type: 'c', n: 3 } },
]
const BODY: Body = { half: 'reply', frames: FRAMES }

const SSE =
  'event: a\ndata: {"type":"a", "n":1}\n\n: note\n\nevent: b\ndata: {"type":"b", "n":2}\n\nevent: c\ndata: {"type":"c", "n":3}\n\n'
const NDJSON = '{"type":"a", "n":1}\n{"type":"b", "n":2}\n{"type":"c", "n":3}\n'
const ARRAY = '[{"type":"a", "n":1},\n{"type":"b", "n":2},\n{"type":"c", "n":3}]'

function written(text: string, corrected: Body): string {
  const exchange: Exchange = { id: 'x1', reply: { body: text } }
  return applyEdits(text, bodyEdits(exchange, corrected) ?? [])
}

const CHANGED = mapFrames(BODY, (frame) => (frame.of === 1 ? { ...frame, json: { type: 'z', n: 2 } } : frame))
const DROPPED = withoutFrames(BODY, ({ of }) => of === 1)
const INSERTED = insertFrames(BODY, 1, { type: 'x' })
const ADDED = insertFrames(BODY, undefined, { type: 'x' })
const MOVED: Body = { half: 'reply', frames: [FRAMES[1], FRAMES[0], FRAMES[2]] as readonly BodyFrame[] }

it.each([
  ['nothing', SSE, BODY, SSE],
  ['a changed event, and its name', SSE, CHANGED, SSE.replace('event: b', 'event: z').replace('"b"', '"z"')],
  ['an event that goes', SSE, DROPPED, SSE.replace('event: b\ndata: {"type":"b", "n":2}\n\n', '')],
  [
    'an event that comes',
    SSE,
    INSERTED,
    SSE.replace('\n\n: note', '\n\nevent: x\ndata: {"type":"x"}\n\n: note'),
  ],
  ['an event at the end', SSE, ADDED, `${SSE}event: x\ndata: {"type":"x"}\n\n`],
  ['an event at a torn end', SSE.trimEnd(), ADDED, `${SSE}event: x\ndata: {"type":"x"}\n\n`],
  [
    'other line ends',
    SSE.replaceAll('\n', '\r\n'),
    ADDED,
    `${SSE}event: x\ndata: {"type":"x"}\n\n`.replaceAll('\n', '\r\n'),
  ],
  ['a changed line', NDJSON, CHANGED, NDJSON.replace('"b"', '"z"')],
  ['a line that goes', NDJSON, DROPPED, NDJSON.replace('{"type":"b", "n":2}\n', '')],
  ['a line that comes', NDJSON, INSERTED, NDJSON.replace('{"type":"b"', '{"type":"x"}\n{"type":"b"')],
  ['an element that goes', ARRAY, DROPPED, ARRAY.replace(',\n{"type":"b", "n":2}', '')],
  [
    'an element that comes',
    ARRAY,
    INSERTED,
    ARRAY.replace(',\n{"type":"b"', ',\n{"type":"x"},\n{"type":"b"'),
  ],
])('writes %s', (_, text, corrected, after) => {
  expect(written(text, corrected)).toBe(after)
})

it('writes events anew that moved', () => {
  expect(written(NDJSON, MOVED)).toBe('{"type":"b", "n":2}\n{"type":"a","n":1}\n{"type":"c", "n":3}\n')
})

it('finds values in data that stands on several lines', () => {
  const text = 'data: {"type":"a",\ndata:  "n":1}\n\n'
  const corrected: Body = { half: 'reply', frames: [{ of: 0, json: { type: 'a', n: 7, m: 8 } }] }
  expect(written(text, corrected)).toBe('data: {"type":"a",\ndata:  "n":7,\ndata:  "m":8}\n\n')
})
