import { describe, expect, it } from 'vitest'
import { readExchange } from '../../translate/reading.ts'
import type { JsonObject } from '../../wire/json.ts'
import type { Captured } from '../rules/samples/bodies/capture.ts'
import { anthropic, chat, client, upstream } from '../rules/samples/bodies/capture.ts'
import { chunk, piece } from '../rules/samples/bodies/chat.ts'
import { timelineOf } from './timeline.ts'

const timed = (one: Captured, times: readonly number[]): Captured => ({
  ...one,
  ...(one.reply ? { reply: { ...one.reply, times } } : {}),
})

const read = (one: Captured) => readExchange({ ...one, id: 'x1' })

const words = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, i) => chunk({ content: `w${i} ` }))
/** Every 100 ms, and after so many frames a silence. */
const steady = (count: number, pauseAfter = count, pause = 0): number[] =>
  Array.from({ length: count }, (_, i) => (i + 1) * 100 + (i >= pauseAfter ? pause : 0))

const stallsOf = (one: Captured, other?: Captured): string[] =>
  (timelineOf(read(one), other && read(other))?.stalls ?? []).map(
    ({ kind, from, to }) => `${kind} ${from.frame}-${to.frame}`,
  )

describe('a timeline', () => {
  it('is none where nobody knows when the frames came', () => {
    expect(timelineOf(read(chat(undefined, words(3))))).toBeUndefined()
    expect(timelineOf(read(timed(chat(undefined, words(3)), [])))).toBeUndefined()
    expect(timelineOf(read(timed(chat(undefined, { id: 'whole' }), [1])))).toBeUndefined()
  })

  it('has a bar a part, a first token, and marks', () => {
    const call = (at: number, args: string, id?: string): JsonObject =>
      chunk(
        piece(at, {
          ...(id ? { id, type: 'function' } : {}),
          function: { ...(id ? { name: 'f' } : {}), arguments: args },
        }),
      )
    const stream = chat(undefined, [
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'Hm' }),
      call(0, '', 'a'),
      call(1, '', 'b'),
      call(0, '{}'),
      call(1, '{}'),
      chunk({}, 'tool_calls'),
    ])
    const timeline = timelineOf(read(timed(stream, [10, 20, 30, 40, 50, 60, 70, 80])))
    expect(timeline?.firstToken).toEqual({ frame: 1, at: 20 })
    expect(
      timeline?.bars.map(({ kind, call, from, to, line }) => [kind, call, from.frame, to.frame, line]),
    ).toEqual([
      ['text', undefined, 1, 1, 0],
      ['call', 0, 2, 4, 0],
      ['call', 1, 3, 5, 1],
    ])
    expect(timeline?.lines).toBe(2)
    expect(timeline?.marks).toEqual([{ kind: 'finish', frame: 6, at: 70 }])
  })

  it('goes as far as times are known', () =>
    expect(timelineOf(read(timed(chat(undefined, words(9)), [5, 6])))?.bars[0]?.to).toEqual({
      frame: 1,
      at: 6,
    }))
})

describe('stalls', () => {
  const stream = chat(undefined, words(20))
  const burst = [...steady(10), ...Array.from({ length: 10 }, () => 4_000)]

  it.each<[string, Captured, Captured | undefined, string[]]>([
    ['none in a steady stream', timed(stream, steady(20)), undefined, []],
    ['a silence', timed(stream, steady(20, 10, 3_000)), undefined, ['silence 9-10']],
    [
      'a silence on the provider’s side',
      upstream(timed(stream, steady(20, 10, 3_000))),
      undefined,
      ['upstream-stall 9-10'],
    ],
    ['events at once after a silence', timed(stream, burst), undefined, ['burst 9-10']],
    [
      'all events at once',
      timed(
        stream,
        Array.from({ length: 20 }, () => 5_000),
      ),
      undefined,
      ['burst 0-0'],
    ],
    [
      'a pause of the provider, seen on both sides',
      client(timed(stream, steady(20, 10, 3_000))),
      upstream(timed(stream, steady(20, 10, 2_900))),
      ['upstream-stall 9-10'],
    ],
    [
      'what the gateway held and flushed at once',
      client(timed(stream, burst)),
      upstream(
        timed(
          stream,
          steady(20).map((at, i) => at + (i > 9 ? (i - 9) * 200 : 0)),
        ),
      ),
      ['gateway-held 9-10'],
    ],
  ])('%s', (_, one, other, expected) => expect(stallsOf(one, other)).toEqual(expected))

  it('pings alone', () => {
    const ping = { type: 'ping' }
    const start = {
      type: 'message_start',
      message: { id: 'm', type: 'message', role: 'assistant', content: [], model: 'c', usage: {} },
    }
    const delta = (text: string) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    })
    const block = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }
    const one = anthropic(undefined, [start, block, delta('a'), ping, ping, delta('b')])
    expect(stallsOf(timed(one, [1, 2, 3, 2_000, 4_000, 6_000]))).toEqual(['ping-only 2-5'])
  })
})
