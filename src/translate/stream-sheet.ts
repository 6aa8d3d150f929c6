import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { CapturedReply } from '../transcript/transcript.ts'
import type { Frame, Framing } from '../wire/frame.ts'
import { FramedBody } from '../wire/framed-body.ts'
import { BrokenLanes, NO_TOTALS } from './broken-lanes.ts'
import { mapLanes } from './lane-cells.ts'
import type { LaneTotals, Row } from './lanes.ts'
import { Passing } from './windows/passing.ts'
import { booksOf, totalsOf } from './windows/stream-books.ts'
import { Survey } from './windows/survey.ts'
import type { Captured } from './windows/window-rows.ts'
import { WindowRows } from './windows/window-rows.ts'

export interface StreamLimits {
  /** Frames between two moments that are kept. */
  readonly every: number
  /** Characters of a body that is read at once, each of its frames counted for itself. */
  readonly short: number
}

const LIMITS: StreamLimits = { every: 4096, short: 300_000 }

/** Characters in which frames are found before anything is shown: some milliseconds, for which no end has to be waited for. */
const FRAMED_AT_ONCE = 2_000_000

/**
 * A captured stream in all lanes: a row a frame, made when it is asked for. Of the stream are kept: where its frames stand,
 * moments to go on from, and what of a frame is written in the row of another one. A long one is read piece by piece: until
 * all of it is, rows call nothing lost.
 */
export class StreamSheet {
  readonly dialect: DialectId
  readonly #body: FramedBody
  readonly #passing: Passing
  readonly #broken = new BrokenLanes()
  readonly #captured: Captured
  readonly #rows: WindowRows
  #survey: Survey | undefined
  #totals: { readonly at: number; readonly lanes: Readonly<Record<DialectId, LaneTotals>> } | undefined
  #whole: readonly Row[] | undefined

  constructor(reply: CapturedReply, dialect: DialectId, { every, short }: StreamLimits = LIMITS) {
    this.dialect = dialect
    this.#body = new FramedBody(reply.body, framingOf(reply))
    const isShort = reply.body.length <= short
    this.#passing = new Passing(this.#body, dialect, this.#broken, { every, keepsAll: isShort })
    this.#captured = {
      body: this.#body,
      times: reply.times,
      dialect,
      passing: this.#passing,
      broken: this.#broken,
    }
    this.#rows = new WindowRows(this.#captured)
    do this.#body.advance()
    while (!this.#body.isWhole && this.#body.progress.done < FRAMED_AT_ONCE)
    if (!isShort) return
    while (this.advance());
    this.#whole = this.#rows.make(0, this.length)
  }

  /** Rows known so far. */
  get length(): number {
    return this.#body.length
  }

  /** How much of a long stream was read, of all: first its frames are found, then they are translated. */
  get progress(): { readonly framed: number; readonly translated: number } {
    const { done, of } = this.#body.progress
    return {
      framed: of === 0 ? 1 : done / of,
      translated: this.#passing.isDone ? this.length : this.#passing.next,
    }
  }

  /** Its rows are made when they are asked for. */
  get isLong(): boolean {
    return this.#whole === undefined
  }

  get isDone(): boolean {
    return this.#passing.isDone
  }

  /** Reads one more piece: some hundreds of frames. Whether there is more to read. */
  advance(): boolean {
    if (!this.#body.isWhole) this.#body.advance()
    else this.#passing.advance()
    return !this.#passing.isDone
  }

  /** The frames themselves, from `from` up to but not including `end`: cut, and neither read nor translated. */
  frames(from: number, end: number): readonly Frame[] {
    return this.#body.frames(from, Math.min(end, this.length))
  }

  frameAround(place: Parameters<FramedBody['frameAround']>[0]): Frame | undefined {
    return this.#body.frameAround(place)
  }

  /** Frames that stand where a text may be: see `FramedBody`. */
  candidates(
    from: number,
    wanted: Parameters<FramedBody['candidates']>[1],
  ): ReturnType<FramedBody['candidates']> {
    return this.#body.candidates(from, wanted)
  }

  rows(from: number, count: number): readonly Row[] {
    const first = Math.max(0, from)
    const end = Math.min(this.length, first + count)
    if (this.#whole) return this.#whole.slice(first, end)
    return end > first ? this.#rows.make(first, end) : []
  }

  /** The kinds of its rows, for who looks on; only once all of it was read. */
  get survey(): Survey | undefined {
    if (this.#passing.isDone) this.#survey ??= new Survey(this.#captured, this.#rows)
    return this.#survey
  }

  /** What became of all leaves, as far as the stream was read. */
  lanes(): Readonly<Record<DialectId, LaneTotals>> {
    const at = this.#passing.isDone ? Number.POSITIVE_INFINITY : this.#passing.next
    // Counting costs as much as some windows: while the stream is being read, it is done again now and then.
    if (!this.#totals || (at !== this.#totals.at && at >= this.#totals.at * 1.5 + 1))
      this.#totals = { at, lanes: this.#count() }
    return this.#totals.lanes
  }

  /** By column (the source, then the lanes): the calls in order of appearance. */
  get calls(): readonly ReadonlyMap<string, number>[] {
    return this.#passing.calls
  }

  #count(): Readonly<Record<DialectId, LaneTotals>> {
    const { samples, lastCounts, steps } = this.#passing
    return mapLanes((id) => {
      const lane = DIALECT_IDS.indexOf(id)
      const count = () => {
        const kept = samples.flatMap(({ frame }) => this.#passing.keptWithin(lane, frame, frame + 1))
        const books = booksOf(samples, this.dialect, lane, { kept, lastCounts })
        return totalsOf(samples, books, steps[lane] ?? [])
      }
      return this.#broken.attempt(id, count, NO_TOTALS)
    })
  }
}

/** Who asks for a body that is not framed at all gets it as a line. */
const framingOf = (reply: CapturedReply): Framing => {
  const framing = replyFraming(reply)
  return framing === 'json' ? 'ndjson' : framing
}
