import type { Finding } from '../../inspect/finding.ts'
import { sizeOf } from '../../transcript/size.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import { entriesOf, withoutEntries } from './entries.ts'
import { countFrames } from './frames.ts'
import { MARGINS } from './margins.ts'
import type { FrameName } from './parts.ts'
import { entriesIn, framesIn, framesOf, withBody, withKept } from './parts.ts'
import type { Trial } from './reduce.ts'
import { reduce, reduceRuns } from './reduce.ts'
import { renumbered } from './renumber.ts'
import type { Sought } from './same-finding.ts'
import { foundAgain } from './same-finding.ts'

/** Work is counted, never timed: the same capture gives the same cut on any machine. */
export interface Limits {
  readonly judgements: number
  /** Of all captures that were judged together. */
  readonly characters: number
}

export const LIMITS: Limits = { judgements: 4_000, characters: 60_000_000 }

export interface Count {
  readonly left: number
  readonly of: number
}

/** How far it is. */
export interface Progress {
  /** How often the rules ran over a smaller capture. */
  readonly judged: number
  readonly frames: Count
  readonly characters: Count
}

/** A part of a capture that shows the finding as the whole does. */
export interface Smallest extends Progress {
  /** Its exchanges have new names, in their order. */
  readonly transcript: Transcript
  readonly finding: Finding
  readonly exchanges: Count
  /** Entries of lists and optional fields, in bodies that are no streams. */
  readonly entries: Count
  /** It was not looked for to the end: less may do. */
  readonly hasStopped: boolean
}

/**
 * The smallest part of a capture in which the same rule finds the same, and no rule finds anything else than in the whole:
 * nothing more of it can be left out by itself, exchange, frame or entry. Each part was judged; what was not is never given.
 */
export function* minimise(
  transcript: Transcript,
  sought: Sought,
  limits: Limits = LIMITS,
): Generator<Progress, Smallest> {
  const cutting = new Cutting(transcript, sought, limits)
  for (const _ of cutting.run()) yield cutting.progress
  return cutting.result
}

/** The capture as it is, where there is nothing to judge parts of it by. */
export const uncut = (transcript: Transcript, finding: Finding): Smallest => ({
  ...new Cutting(
    transcript,
    { finding, others: new Set(), losses: new Set(), isMended: false, judge: () => [] },
    LIMITS,
  ).result,
  finding,
  hasStopped: true,
})

/** Any run of so few frames is tried; of more, halves of halves. */
const FEW = 40

class Cutting {
  private readonly whole: Transcript
  private readonly sought: Sought
  private readonly limits: Limits
  private current: Transcript
  private finding: Finding
  private judged = 0
  private characters = 0
  private hasStopped = false

  constructor(whole: Transcript, sought: Sought, limits: Limits) {
    this.whole = whole
    this.sought = sought
    this.limits = limits
    this.current = whole
    this.finding = sought.finding
  }

  /** Round after round, until one in which nothing can go: what could not, before something else went, perhaps can then. */
  *run(): Generator<void> {
    for (let before: Transcript | undefined; before !== this.current && !this.hasStopped; ) {
      const runs = before === undefined ? undefined : 1
      before = this.current
      yield* this.leaveOutExchanges()
      yield* this.leaveOutMargins()
      yield* this.leaveOutFrames(runs)
      yield* this.leaveOutEntries(runs)
    }
  }

  get progress(): Progress {
    return {
      judged: this.judged,
      frames: this.count(framesIn),
      characters: this.count(sizeOf),
    }
  }

  get result(): Smallest {
    const { transcript, finding } = renumbered(this.current, this.finding)
    return {
      ...this.progress,
      transcript,
      finding,
      exchanges: this.count(({ exchanges }) => exchanges.length),
      entries: this.count(entriesIn),
      hasStopped: this.hasStopped,
    }
  }

  private count(measure: (transcript: Transcript) => number): Count {
    return { left: measure(this.current), of: measure(this.whole) }
  }

  private *leaveOutExchanges(): Generator<void> {
    yield* reduce(this.current.exchanges, (exchanges) => this.takes(exchanges))
    const halves = this.current.exchanges.flatMap(({ id, request, reply }) =>
      request && reply
        ? [
            { id, half: 'request' as const },
            { id, half: 'reply' as const },
          ]
        : [],
    )
    for (const { id, half } of halves) {
      this.replace(id, ({ [half]: _, ...rest }) => rest)
      yield
    }
  }

  /** What stands around the bodies. The content type says how a body is framed, and stays. */
  private *leaveOutMargins(): Generator<void> {
    for (const { id } of this.current.exchanges)
      for (const margin of MARGINS) {
        this.replace(id, margin)
        yield
      }
  }

  private *leaveOutFrames(runs: number | undefined): Generator<void> {
    const base = this.current
    const all = framesOf(base)
    const holds: Trial<FrameName> = (kept) => this.takes(base.exchanges.map((one) => withKept(one, kept)))
    const left = yield* reduce(all, holds, runs)
    if (left.length <= FEW) yield* reduceRuns(left, holds)
  }

  private *leaveOutEntries(runs: number | undefined): Generator<void> {
    for (const { id } of this.current.exchanges)
      for (const half of ['request', 'reply'] as const) yield* this.leaveOutEntriesOf(id, half, runs)
  }

  /** The outer ones first: what goes with them need not be tried. */
  private *leaveOutEntriesOf(
    id: string,
    half: 'request' | 'reply',
    runs: number | undefined,
  ): Generator<void> {
    for (let depth = 0; ; depth++) {
      const body = this.bodyOf(id, half)
      const all = body === undefined ? undefined : entriesOf(body, half)[depth]
      if (body === undefined || all === undefined) return
      const holds: Trial<string> = (kept) => {
        const gone = all.filter((one) => !kept.includes(one))
        const text = withoutEntries(body, gone)
        return text === undefined ? false : this.replace(id, (exchange) => withBody(exchange, half, text))
      }
      yield* reduce(all, holds, runs)
    }
  }

  private bodyOf(id: string, half: 'request' | 'reply'): string | undefined {
    const exchange = this.current.exchanges.find((one) => one.id === id)
    if (half === 'reply' && countFrames(exchange?.reply) > 0) return undefined
    return exchange?.[half]?.body
  }

  private replace(id: string, work: (exchange: Exchange) => Exchange): boolean | undefined {
    const { exchanges } = this.current
    const made = exchanges.map((exchange) => (exchange.id === id ? work(exchange) : exchange))
    // What changes nothing need not be judged.
    return made.every((one, index) => one === exchanges[index]) ? false : this.takes(made)
  }

  /** Whether these show it as well: then they are what is cut on from. */
  private takes(exchanges: readonly Exchange[]): boolean | undefined {
    if (this.hasStopped) return undefined
    if (exchanges.length === 0) return false
    const { remarks: _, ...rest } = this.current
    const transcript: Transcript = { ...rest, exchanges }
    const size = sizeOf(transcript)
    if (this.judged >= this.limits.judgements || this.characters + size > this.limits.characters) {
      this.hasStopped = true
      return undefined
    }
    this.judged++
    this.characters += size
    const found = foundAgain(transcript, this.sought)
    if (!found) return false
    this.current = transcript
    this.finding = found
    return true
  }
}
