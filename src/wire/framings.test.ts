import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Frame, Framing } from './frame.ts'
import { FRAMINGS, frameBody, recogniseFraming } from './framings.ts'
import { utf8Length } from './lines.ts'

const cut = (body: string, frame: Frame): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    new TextEncoder().encode(body).slice(frame.start, frame.end),
  )

const elements: readonly (readonly [name: string, body: string, expected: readonly string[]])[] = [
  ['as Gemini streams', '[{"a":1}\r\n,\r\n{"b":"]}"}\r\n]', ['{"a":1}', '{"b":"]}"}']],
  ['scalars', '[1, "a,b" ,null,[2,[3]]]', ['1', '"a,b"', 'null', '[2,[3]]']],
  ['empty', '[]', []],
  ['without brackets, over lines', '{\n"a":1\n}\n{\n"b":2}', ['{\n"a":1\n}', '{\n"b":2}']],
  ['cut short', '[{"a":1},{"b":"x', ['{"a":1}', '{"b":"x']],
  ['error behind the end', '[{"a":1}]\n{"error":1}', ['{"a":1}', '{"error":1}']],
  ['characters of four bytes', '[{"a":"🙂é"},"ß"]', ['{"a":"🙂é"}', '"ß"']],
]

describe('json-array', () => {
  test.each(elements)('%s', (_name, body, expected) => {
    const frames = frameBody(body, 'json-array')
    expect(frames.map((frame) => frame.data)).toEqual(expected)
    expect(frames.map((frame) => cut(body, frame))).toEqual(expected)
  })

  it('says what is wrong', () => {
    expect(frameBody('[{"a":1},{"b', 'json-array')[1]?.problem).toMatch(/cut short/)
    expect(frameBody('[{"a":1}]{"b":1}', 'json-array')[1]?.problem).toMatch(/behind/)
  })
})

describe('ndjson', () => {
  it('takes a line a frame', () => {
    const body = '\ufeff{"a":"é"}\r\n\r\n{"b":1}\n{"c":'
    const frames = frameBody(body, 'ndjson')
    expect(frames.map((frame) => frame.data)).toEqual(['{"a":"é"}', '{"b":1}', '{"c":'])
    expect(frames.map((frame) => cut(body, frame))).toEqual(['{"a":"é"}', '{"b":1}', '{"c":'])
    expect(frames.map((frame) => 'problem' in frame)).toEqual([false, false, true])
  })
})

describe('laws of every framing', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    '\\',
    '\n',
    '\r',
    ' ',
    'a',
    'é',
    '🙂',
    '\ud83d',
    '\ude00',
    'data: 1',
    ':',
    '1',
  )
  test.each(['sse', 'ndjson', 'json-array'] as const)(
    '%s: any cut gives the same frames',
    (framing: Framing) => {
      fc.assert(
        fc.property(
          fc.array(piece, { maxLength: 60 }),
          fc.array(fc.nat(), { maxLength: 8 }),
          (pieces, cuts) => {
            const body = pieces.join('')
            const framer = FRAMINGS[framing]
            const state = framer.start()
            const frames: Frame[] = []
            let from = 0
            for (const place of [
              ...cuts.map((c) => c % (body.length + 1)).sort((a, b) => a - b),
              body.length,
            ]) {
              frames.push(...framer.push(state, body.slice(from, place)))
              from = place
            }
            frames.push(...framer.end(state))
            expect(frames).toEqual(frameBody(body, framing))
            expect(frames.every((frame, i) => frame.index === i && frame.end <= utf8Length(body))).toBe(true)
          },
        ),
        { numRuns: 2000 },
      )
    },
  )
})

describe('recogniseFraming', () => {
  test.each([
    ['data: {"a":1}\n\n', 'sse'],
    ['event: x\ndata: 1', 'sse'],
    [': ping\n\ndata: 1', 'sse'],
    ['\ufeff\nid: 1\ndata: 1', 'sse'],
    ['{"a":1}\n{"b":2}\n', 'ndjson'],
    ['{\n"a":1}\n{"b":2}\n', 'json-array'],
    ['[{"a":1}]', 'json-array'],
    ['[\n  {', 'json-array'],
    ['{"a":1}', 'json'],
    ['{"a":"data: 1', 'json'],
    ['[1,2]', 'json'],
    ['', 'json'],
    ['hello', 'json'],
  ])('%j is %s', (body, framing) => expect(recogniseFraming(body).framing).toBe(framing))
})
