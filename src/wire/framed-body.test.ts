import { expect, it } from 'vitest'
import type { Framing } from './frame.ts'
import { FramedBody } from './framed-body.ts'
import { frameBody } from './framings.ts'

const texts = Array.from({ length: 4_000 }, (_, i) => JSON.stringify({ i, text: 'é'.repeat(i % 40) }))
const BODIES: Readonly<Record<Framing, string>> = {
  sse: texts.map((text, i) => `event: e${i}\r\ndata: ${text}\n\n`).join(''),
  ndjson: texts.join('\n'),
  'json-array': `[${texts.join('\r\n,\r\n')}]`,
}

it.each(Object.keys(BODIES) as Framing[])('cuts the same frames out of a window: %s', (framing) => {
  const all = frameBody(BODIES[framing], framing)
  const body = new FramedBody(BODIES[framing], framing)
  while (!body.isWhole) body.advance()
  expect(body.length).toBe(all.length)
  for (const [from, end] of [
    [0, 1],
    [199, 260],
    [3_990, 5_000],
    [4_000, 5_000],
  ] as const)
    expect(body.frames(from, end)).toEqual(all.slice(from, end))
  const pieces = []
  while (pieces.length < all.length) pieces.push(...body.pieceFrom(pieces.length))
  expect(pieces).toEqual(all)
})

it('knows of no frame that it was not brought to', () => {
  const body = new FramedBody(BODIES.sse, 'sse')
  body.advance()
  const { length } = body
  expect(length).toBeGreaterThan(0)
  expect(body.progress.done).toBeLessThan(body.progress.of)
  expect(body.frames(length, length + 5)).toEqual([])
  expect(new FramedBody('', 'sse').frames(0, 1)).toEqual([])
})

it.each(Object.keys(BODIES) as Framing[])('cuts only where a text may be: %s', (framing) => {
  const body = new FramedBody(BODIES[framing], framing)
  while (!body.isWhole) body.advance()
  const find = (text: string): number[] => {
    const found: number[] = []
    for (let first = 0; first < body.length; ) {
      const mayHold = (piece: string) => piece.includes(text)
      const { frames, next } = body.candidates(first, { mayHold, overlap: text.length, limit: 60_000 })
      found.push(...frames.filter(({ data }) => data.includes(text)).map(({ index }) => index))
      first = next
    }
    return found
  }
  const all = frameBody(BODIES[framing], framing)
  for (const text of ['"i":1999', '{"i":7,', 'é'.repeat(39), 'nowhere'])
    expect(find(text)).toEqual(all.filter(({ data }) => data.includes(text)).map(({ index }) => index))
})

it.each(Object.keys(BODIES) as Framing[])('finds the frame around a place: %s', (framing) => {
  const text = BODIES[framing]
  const body = new FramedBody(text, framing)
  while (!body.isWhole) body.advance()
  const all = frameBody(text, framing)
  for (let offset = 0; offset < text.length; offset += 9_973) {
    const byte = new TextEncoder().encode(text.slice(0, offset)).length
    const frame = all.find(({ start, end }) => start <= byte && byte < end)
    expect(body.frameAround({ offset, byte })?.index, `at ${offset}`).toBe(frame?.index)
  }
})
