import type { ReplyEvent } from '../../hub/reply.ts'
import type { Reading } from '../../translate/reading.ts'
import type { Beat, Instant } from './beats.ts'
import { beatsOf } from './beats.ts'
import type { Stall } from './stalls.ts'
import { stallsOf } from './stalls.ts'

/** From the first to the last frame that says something of a part. */
export interface Bar {
  readonly kind: 'text' | 'reasoning' | 'refusal' | 'call' | 'other'
  readonly name?: string
  /** Of a call: which one it is, from 0, in the order of appearance. */
  readonly call?: number
  readonly from: Instant
  readonly to: Instant
  /** On which line it is drawn, from 0: what overlaps stands below each other. */
  readonly line: number
}

export interface Mark extends Instant {
  readonly kind: 'usage' | 'finish' | 'error'
}

/** When a streamed reply came, as far as its capture tells. */
export interface Timeline {
  /** By frame. */
  readonly times: Float64Array
  readonly firstToken?: Instant
  readonly bars: readonly Bar[]
  readonly lines: number
  readonly marks: readonly Mark[]
  /** In their order. */
  readonly stalls: readonly Stall[]
}

/** More cannot be told apart. */
const MOST_BARS = 400
const MOST_MARKS = 60
const MOST_LINES = 4

/** `otherSide`: the same reply on the other side of the gateway, with times of its own. Undefined where no times are known. */
export function timelineOf(reading: Reading, otherSide?: Reading): Timeline | undefined {
  const beats = beatsOf(reading)
  if (!beats) return undefined
  const bars = barsOf(beats)
  const first = beats.find(({ events }) => events.some(isToken))
  return {
    times: Float64Array.from(reading.exchange.reply?.times ?? []),
    ...(first ? { firstToken: { frame: first.frame, at: first.at } } : {}),
    ...bars,
    marks: marksOf(beats),
    stalls: stallsOf(reading, beats, otherSide && beatsOf(otherSide)),
  }
}

const isToken = (event: ReplyEvent): boolean =>
  (event.kind === 'part-delta' && event.text.value !== '') ||
  (event.kind === 'part-start' && event.head.kind === 'tool-call')

interface Growing {
  readonly kind: Bar['kind']
  readonly name?: string
  readonly call?: number
  readonly from: Instant
  to: Instant
}

function barsOf(beats: readonly Beat[]): Pick<Timeline, 'bars' | 'lines'> {
  const parts = new Map<number, Growing>()
  let calls = 0
  for (const { frame, at, events } of beats)
    for (const event of events) {
      if (event.kind === 'part-start' && parts.size < MOST_BARS) {
        const { head } = event
        const isCall = head.kind === 'tool-call'
        parts.set(event.part, {
          kind: isCall ? 'call' : head.kind === 'opaque' ? 'other' : head.kind,
          ...(isCall ? { name: head.name.value, call: calls++ } : {}),
          from: { frame, at },
          to: { frame, at },
        })
      } else if (event.kind === 'part-delta' || event.kind === 'part-seal') {
        const part = parts.get(event.part)
        if (part) part.to = { frame, at }
      }
    }
  return placed([...parts.values()])
}

/** On the first line that is free by then; where none is, on the last. */
function placed(parts: readonly Growing[]): Pick<Timeline, 'bars' | 'lines'> {
  const ends: number[] = []
  const bars = parts.map((part): Bar => {
    const free = ends.findIndex((end) => end <= part.from.at)
    const line = Math.min(free < 0 ? ends.length : free, MOST_LINES - 1)
    ends[line] = Math.max(ends[line] ?? 0, part.to.at)
    return { ...part, line }
  })
  return { bars, lines: Math.max(1, ends.length) }
}

/** Usage is told over and over: the last time counts. */
function marksOf(beats: readonly Beat[]): readonly Mark[] {
  const marks: Mark[] = []
  let usage: Mark | undefined
  for (const { frame, at, events } of beats)
    for (const { kind } of events) {
      if (kind === 'usage') usage = { kind, frame, at }
      else if ((kind === 'finish' || kind === 'error') && marks.length < MOST_MARKS)
        marks.push({ kind, frame, at })
    }
  return usage ? [...marks, usage] : marks
}
