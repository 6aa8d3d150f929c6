import type { ReplyEvent } from '../../hub/reply.ts'
import type { Reading } from '../../translate/reading.ts'
import type { Beat, Instant } from './beats.ts'

/** A time in which nothing was said, and whose silence it was, as far as that can be told. */
export interface Stall {
  readonly kind:
    | 'silence'
    /** Frames came that say nothing. */
    | 'ping-only'
    /** It was silent on the provider's side, too. */
    | 'upstream-stall'
    /** The provider had said it by then. */
    | 'gateway-held'
    /** Events came at once, after a silence; who held them is not known. */
    | 'burst'
  readonly from: Instant
  readonly to: Instant
  readonly sentence: string
}

/** Milliseconds: shorter ones are how models speak. */
const SHORTEST = 1_000
/** And so many times as long as the silence between two events mostly is. */
const UNUSUAL = 8
/** Milliseconds: what comes within them came at once; as many events make a burst. */
const AT_ONCE = 20
const BURST = 5
const MOST = 100

const QUIET: ReadonlySet<ReplyEvent['kind']> = new Set(['opaque', 'frame'])

const isTelling = ({ events }: Beat): boolean => events.some(({ kind }) => !QUIET.has(kind))

export function stallsOf(
  { exchange: { side } }: Reading,
  beats: readonly Beat[],
  others: readonly Beat[] | undefined,
): readonly Stall[] {
  const telling = beats.filter(isTelling)
  const pings = beats.filter((beat) => !isTelling(beat))
  const gaps = telling.map((beat, i) => beat.at - (telling[i - 1]?.at ?? 0))
  const least = Math.max(SHORTEST, UNUSUAL * medianOf(gaps.slice(1)))
  const upstream = side === 'client' ? others : undefined
  const far = upstream && progressOf(upstream)
  const near = progressOf(beats)
  const long = telling.flatMap((to, i): Stall[] => {
    const from: Instant = telling[i - 1] ?? { frame: 0, at: 0 }
    if ((gaps[i] ?? 0) < least) return []
    const between = pings.filter((ping) => ping.at > from.at && ping.at < to.at).length
    const count = countAtOnce(telling, i)
    // Before the first event a reply is waited for, and a silence is none, but for what holds it back.
    if (i === 0 && between === 0 && count < BURST) return []
    const ms = to.at - from.at
    const held = far && side === 'client' ? farSpan(near, far, telling, i, count) : undefined
    return [{ ...judge({ ms, between, count, side, held }), from: place(from), to: place(to) }]
  })
  return long.slice(0, MOST)
}

const place = ({ frame, at }: Instant): Instant => ({ frame, at })

/** How many events came with this one. */
function countAtOnce(telling: readonly Beat[], from: number): number {
  const start = telling[from]?.at ?? 0
  let to = from
  while (to < telling.length && (telling[to]?.at ?? 0) - start <= AT_ONCE) to++
  return to - from
}

interface Seen {
  readonly ms: number
  readonly between: number
  readonly count: number
  readonly side: Reading['exchange']['side']
  /** On the provider's side: how long it was silent before the same words, and how long it took to say them. */
  readonly held: { readonly silent: number; readonly took: number } | undefined
}

function judge({ ms, between, count, side, held }: Seen): Pick<Stall, 'kind' | 'sentence'> {
  const time = seconds(ms)
  if (held && held.silent >= ms / 2)
    return {
      kind: 'upstream-stall',
      sentence: `The provider paused for ${seconds(held.silent)} of these ${time}.`,
    }
  if (held && count >= BURST && held.took >= ms / 2)
    return {
      kind: 'gateway-held',
      sentence: `The gateway flushed ${count} events at once after ${time}: the provider had said them over ${seconds(held.took)}.`,
    }
  if (held)
    return {
      kind: 'gateway-held',
      sentence: `The gateway gave nothing for ${time}, while the provider went on.`,
    }
  if (between > 0)
    return {
      kind: 'ping-only',
      sentence: `For ${time} only ${between === 1 ? 'one ping' : `${between} pings`} came.`,
    }
  if (side === 'upstream')
    return { kind: 'upstream-stall', sentence: `The provider said nothing for ${time}.` }
  if (count >= BURST)
    return {
      kind: 'burst',
      sentence: `${count} events came at once after ${time} of nothing: something on the way held them.`,
    }
  return {
    kind: 'silence',
    sentence: `Nothing came for ${time}. Who paused, arrival times of the other side would tell.`,
  }
}

/** When how much had been said: by beat, characters of text and arguments from the beginning on. */
interface Progress {
  readonly beats: readonly Beat[]
  readonly said: readonly number[]
  readonly all: number
}

function progressOf(beats: readonly Beat[]): Progress {
  let all = 0
  const said = beats.map(({ events }) => {
    for (const event of events) if (event.kind === 'part-delta') all += event.text.value.length
    return all
  })
  return { beats, said, all }
}

/** What the provider's side did while this one was silent. Where not all came through, parts of the whole are compared. */
function farSpan(
  near: Progress,
  far: Progress,
  telling: readonly Beat[],
  first: number,
  count: number,
): Seen['held'] {
  const scale = near.all > 0 ? far.all / near.all : 0
  const saidBy = (beat: Beat | undefined): number =>
    beat ? (near.said[near.beats.indexOf(beat)] ?? 0) * scale : 0
  const before = saidBy(telling[first - 1])
  const after = saidBy(telling[first + count - 1])
  if (after <= before) return undefined
  const start = far.said.findIndex((said) => said > before)
  const end = far.said.findIndex((said) => said >= after - 0.5)
  const [opens, closes] = [far.beats[start], far.beats[end < 0 ? far.beats.length - 1 : end]]
  if (!opens || !closes) return undefined
  const last = far.beats.slice(0, start).findLast(isTelling)
  return { silent: last ? opens.at - last.at : 0, took: Math.max(0, closes.at - opens.at) }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const seconds = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`)
