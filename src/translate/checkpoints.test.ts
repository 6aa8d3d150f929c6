import { describe, expect, it } from 'vitest'
import { tell } from '../../bench/corpus.ts'
import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { Frame } from '../wire/frame.ts'
import { frameBody } from '../wire/framings.ts'
import { Checkpoints } from './checkpoints.ts'
import { encodeEvent, StreamTranslation } from './stream.ts'

const FRAMES = 20_000
const own = <T>(value: T): { readonly value: T; readonly from: readonly never[] } => ({ value, from: [] })

/** Numbers in [0, 1), the same in every run. Mulberry32. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A reply of many parts, text and calls by turns, about one frame an event. */
function telling(seed: number): ReplyEvent[] {
  const next = numbers(seed)
  const events: ReplyEvent[] = [{ kind: 'reply-start', id: own('reply-1'), model: own('model-1') }]
  for (let part = 0; events.length < FRAMES; part++) {
    const isCall = part % 2 === 1
    const head = isCall
      ? ({ kind: 'tool-call', id: own(`call_${part}`), name: own('weather') } as const)
      : ({ kind: 'text' } as const)
    const pieces = Array.from({ length: 50 + Math.floor(next() * 400) }, () => ` ${Math.floor(next() * 1e6)}`)
    const texts = isCall ? ['{"city":"', ...pieces, '"}'] : pieces
    events.push(
      { kind: 'part-start', part, head },
      ...texts.map((text): ReplyEvent => ({ kind: 'part-delta', part, text: own(text) })),
      { kind: 'part-end', part },
    )
  }
  return [...events, { kind: 'finish', reason: own('tool-calls') }]
}

function logOf(dialect: DialectId): readonly Frame[] {
  const { writer } = dialectOf(dialect)
  const state = writer.start({ dialect })
  const written = [...telling(7).flatMap((event) => writer.write(state, event)), ...writer.end(state)]
  return frameBody(written.map(encodeEvent).join(''), 'sse')
}

function straight(frames: readonly Frame[], from: DialectId, to: DialectId): readonly DialectEvent[][] {
  const translation = new StreamTranslation({ from, to })
  const steps = frames.map((frame) => [...translation.take(frame).written])
  steps.at(-1)?.push(...translation.end().written)
  return steps
}

const textOf = (window: readonly (readonly DialectEvent[])[]): string =>
  window.flat().map(encodeEvent).join('')

describe('checkpoints', () => {
  it.each(DIALECT_IDS)(
    'any window of a long stream of %s is the straight run’s',
    { timeout: 120_000 },
    (from) => {
      const frames = logOf(from)
      const to = DIALECT_IDS[(DIALECT_IDS.indexOf(from) + 1) % 4] as DialectId
      const whole = straight(frames, from, to)
      const checkpoints = new Checkpoints({ from, to })
      const windows = [
        [9000, 9100],
        [0, 50],
        [frames.length - 60, frames.length],
        [511, 514],
        [5000, 5001],
        [12_288, 12_400],
      ]
      for (const [first, end] of windows as [number, number][])
        expect(textOf(checkpoints.window(frames, first, end))).toBe(textOf(whole.slice(first, end)))
      tell(
        `checkpoints, ${from} → ${to}: ${windows.length} windows of ${frames.length} frames are the straight run's`,
      )
    },
  )

  it('gives the reply as it stood at any frame, forwards or back', () => {
    const frames = logOf('anthropic-messages').slice(0, 2000)
    const checkpoints = new Checkpoints({ from: 'anthropic-messages', to: 'openai-chat' }, 100)
    for (const end of [1999, 5, 730, 700, 2000]) {
      const fresh = new Checkpoints({ from: 'anthropic-messages', to: 'openai-chat' }, 1e9)
      expect(bare(checkpoints.replyAt(frames, end))).toEqual(bare(fresh.replyAt(frames, end)))
    }
  })
})
