import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Frame } from './frame.ts'
import { frameBody } from './framings.ts'
import { sse } from './sse.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The bytes that a frame names, as text. */
const cut = (body: string, frame: Frame): string =>
  new TextDecoder().decode(utf8(body).slice(frame.start, frame.end))

function inPieces(body: string, cuts: readonly number[]): Frame[] {
  let state = sse.start()
  const frames: Frame[] = []
  const places = [...new Set(cuts.map((place) => place % (body.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const place of [...places, body.length]) {
    frames.push(...sse.push(state, body.slice(from, place)))
    state = structuredClone(state)
    from = place
  }
  return [...frames, ...sse.end(state)]
}

const data = (body: string): string[] => frameBody(body, 'sse').map((frame) => frame.data)

const cases: readonly (readonly [name: string, body: string, expected: readonly string[]])[] = [
  ['LF', 'data: 1\n\ndata: 2\n\n', ['1', '2']],
  ['CR', 'data: 1\r\rdata: 2\r\r', ['1', '2']],
  ['CRLF', 'data: 1\r\n\r\ndata: 2\r\n\r\n', ['1', '2']],
  ['byte order mark', '\ufeffdata: 1\n\n', ['1']],
  ['comments and retry make no frame', ': ping\n\nretry: 5\n\ndata: 1\n\n', ['1']],
  ['data of several lines', 'data: a\ndata: b\n\n', ['a\nb']],
  ['JSON over several data lines', 'data: {\ndata: "a":1\ndata: }\n\n', ['{\n"a":1\n}']],
  ['two words in brackets that are no JSON', 'data: {a}\ndata: {b}\n\n', ['{a}\n{b}']],
  ['an event without data is none', 'event: ping\n\ndata: 1\n\n', ['1']],
  ['no blank line at the end', 'data: 1\n\ndata: 2', ['1', '2']],
  ['lost blank lines, JSON', 'data: {"a":1}\ndata: {"b":2}\ndata: [DONE]', ['{"a":1}', '{"b":2}', '[DONE]']],
  ['lost blank lines, named', 'event: a\ndata: {"a":1}\nevent: b\ndata: {"b":2}\n', ['{"a":1}', '{"b":2}']],
  ['lost blank lines, named, no JSON', 'event: a\ndata: x\nevent: b\ndata: y\n', ['x', 'y']],
  ['bare JSON at the end', 'data: {"a":1}\n\n{"error":{"code":503}}', ['{"a":1}', '{"error":{"code":503}}']],
  [
    'bare JSON over lines',
    'data: {"a":1}\n\n[{\n  "error": 1\n}\n]\n',
    ['{"a":1}', '[{\n  "error": 1\n}\n]'],
  ],
  ['bare JSON cut short', 'data: 1\n\n{"error": {', ['1', '{"error": {']],
  [
    'what curl -v prints between',
    'data: {"a":1}\n\n{ [5 bytes data]\ndata: {"b":1}\n\n',
    ['{"a":1}', '{"b":1}'],
  ],
  ['nothing', '', []],
]

describe('sse', () => {
  test.each(cases)('%s', (_name, body, expected) => expect(data(body)).toEqual(expected))

  it('lets lines after the data name the event, where a blank line follows', () => {
    expect(frameBody('data: {"a":1}\nevent: late\nid: 7\n\n', 'sse')).toEqual([
      { index: 0, event: 'late', id: '7', data: '{"a":1}', start: 0, end: 31 },
    ])
  })

  it('gives the lines after the data to the next event, where data follows', () => {
    const frames = frameBody('id: 1\ndata: {"a":1}\nid: 2\nevent: b\ndata: {"b":1}\n\n', 'sse')
    expect(frames.map(({ id, event, data, start, end }) => [id, event, data, start, end])).toEqual([
      ['1', undefined, '{"a":1}', 0, 19],
      ['2', 'b', '{"b":1}', 20, 48],
    ])
    expect(frames[0]?.problem).toMatch(/blank line/)
  })

  it('names the bytes of a frame', () => {
    const body = '\ufeff: é\r\nevent: ü\r\ndata: 🙂\r\ndata: b\r\n\r\ndata: ß'
    expect(frameBody(body, 'sse').map((frame) => cut(body, frame))).toEqual([
      'event: ü\r\ndata: 🙂\r\ndata: b',
      'data: ß',
    ])
  })

  it('says that bare JSON lacks its field name', () => {
    expect(frameBody('data: 1\n\n{"error":1}\n', 'sse')[1]?.problem).toMatch(/data:/)
  })
})

const line = fc.constantFrom(
  'data: {"a":1}',
  'data: é🙂',
  'data:',
  'data',
  'event: x',
  'event: ü',
  'id: 1',
  'id',
  ': c',
  '',
  '',
  '',
  'retry: 3',
  '{"error":1}',
  '{',
  '}',
  '[DONE]',
  'data: [DONE]',
  'data: {',
  'data: "b": 2}',
  '[{"x":',
  '\ud83d',
  'odd',
)
const stream = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 30 }),
    line,
  )
  .map(([mark, lines, last]) => mark + lines.flat().join('') + last)

describe('laws of sse', () => {
  it('gives the same frames however the text is cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (body, cuts) => {
        expect(inPieces(body, cuts)).toEqual(inPieces(body, []))
      }),
      { numRuns: 2000 },
    )
  })

  it('reads a well-formed stream as eventsource-parser does', () => {
    const value = fc.constantFrom('a', '', ' b', '{"a":1}', 'é🙂', '[DONE]', 'x: y')
    const event = fc.record({
      fields: fc.array(fc.tuple(fc.constantFrom('event', 'id', 'retry', ''), value), { maxLength: 3 }),
      first: value,
      // What continues an event that is already whole JSON is read otherwise on purpose.
      more: fc.array(fc.constantFrom('a', '', '"b":1'), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(event), fc.constantFrom('\n', '\r', '\r\n'), (events, newline) => {
        const lines = events.flatMap(({ fields, first, more }) => [
          ...fields.map(([name, text]) => `${name}: ${text}`),
          `data: ${first}`,
          ...(first.startsWith('{') || first === '[DONE]' ? [] : more.map((text) => `data:${text}`)),
          '',
        ])
        const body = lines.map((text) => text + newline).join('')
        const told: unknown[] = []
        const parser = createParser({ onEvent: ({ event, id, data }) => told.push({ event, id, data }) })
        // The oracle waits for what follows a last CR.
        parser.feed(`${body}: end\n`)
        expect(frameBody(body, 'sse').map(({ event, id, data }) => ({ event, id, data }))).toEqual(told)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['one line', `data: ${'a'.repeat(50_000_000)}`],
    ['lines of CR only', 'data: 1\r'.repeat(500_000)],
    ['many data lines that look closed', 'data: {"a":1}x\n'.repeat(300_000)],
    ['bare JSON never closed', '{"a":[\n'.repeat(300_000)],
  ])('reads in linear time: %s', { timeout: 60_000 }, (_name, body) => {
    const state = sse.start()
    for (let at = 0; at < body.length; at += 4096) sse.push(state, body.slice(at, at + 4096))
    expect(sse.end(state).length).toBeGreaterThanOrEqual(0)
  })
})
