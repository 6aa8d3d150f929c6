import { describe, expect, it } from 'vitest'
import { density, frameAt, landmarks, momentWords } from './times.ts'

describe('frameAt', () => {
  it.each([
    [-5, 0],
    [0, 0],
    [14, 1],
    [16, 2],
    [21, 2],
    [999, 3],
  ])('%i ms', (ms, frame) => expect(frameAt([0, 10, 20, 400], ms)).toBe(frame))

  it('bears an empty stream', () => expect(frameAt([], 3)).toBe(0))
})

it('tells how many frames came when', () => expect(density([0, 1, 9, 10], 10, 2)).toEqual([1, 1]))

const timeline = {
  times: Float64Array.from([5, 10, 3_000]),
  bars: [
    { kind: 'call', name: 'f', call: 0, from: { frame: 1, at: 10 }, to: { frame: 2, at: 3_000 }, line: 0 },
  ],
  lines: 1,
  marks: [{ kind: 'finish', frame: 2, at: 3_000 }],
  stalls: [
    { kind: 'silence', from: { frame: 1, at: 10 }, to: { frame: 2, at: 3_000 }, sentence: 'Nothing came.' },
  ],
} as const

it('walks what begins, ends or stalls, each once', () => expect(landmarks(timeline)).toEqual([1, 2]))

it('says all that is known of a frame', () =>
  expect(momentWords(timeline, 2)).toBe(
    'frame 3 at 3.00 s, 2.99 s after the one before · f · finish · Nothing came.',
  ))
