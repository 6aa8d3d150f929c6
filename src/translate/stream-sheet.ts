import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { CapturedReply } from '../transcript/transcript.ts'
import type { Frame, Framing } from '../wire/frame.ts'
import { FramedBody } from '../wire/framed-body.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, parseJson } from '../wire/json.ts'
import { accountLost } from './accounting.ts'
import type { Rest } from './books.ts'
import { BrokenLanes, NO_TOTALS } from './broken-lanes.ts'
import type { LostLeaf } from './lane-cells.ts'
import { mapLanes, missedOf } from './lane-cells.ts'
import type { LaneTotals, Row } from './lanes.ts'
import { AllLanes } from './windows/all-lanes.ts'
import { Passing } from './windows/passing.ts'
import type { Taken } from './windows/stream-books.ts'
import { booksOf, totalsOf } from './windows/stream-books.ts'
import { laneCell, sourceCell, UNREAD } from './windows/stream-rows.ts'

export interface StreamLimits {
  /** Frames between two moments that are kept. */
  readonly every: number
  /** Characters of a body that is read at once, each of its frames counted for itself. */
  readonly short: number
}

const LIMITS: StreamLimits = { every: 4096, short: 300_000 }

/** Characters in which frames are found before anything is shown: some milliseconds, for which no end has to be waited for. */
const FRAMED_AT_ONCE = 2_000_000

/** Frames that are kept parsed. */
const PARSED = 64
/** Frames that a window may stand ahead of where the stream is read to. */
const AHEAD = 4096

/**
 * A captured stream in all lanes: a row a frame, made when it is asked for. Of the stream are kept: where its frames stand,
 * moments to go on from, and what of a frame is written in the row of another one. A long one is read piece by piece: until
 * all of it is, rows call nothing lost.
 */
export class StreamSheet {
  readonly dialect: DialectId
  readonly #times: readonly number[] | undefined
  readonly #body: FramedBody
  readonly #passing: Passing
  readonly #broken = new BrokenLanes()
  #totals: { readonly at: number; readonly lanes: Readonly<Record<DialectId, LaneTotals>> } | undefined
  #whole: readonly Row[] | undefined
  readonly #parsed = new Map<number, Json | undefined>()

  constructor(reply: CapturedReply, dialect: DialectId, { every, short }: StreamLimits = LIMITS) {
    this.dialect = dialect
    this.#times = reply.times
    this.#body = new FramedBody(reply.body, framingOf(reply))
    const isShort = reply.body.length <= short
    this.#passing = new Passing(this.#body, dialect, this.#broken, { every, keepsAll: isShort })
    do this.#body.advance()
    while (!this.#body.isWhole && this.#body.progress.done < FRAMED_AT_ONCE)
    if (!isShort) return
    while (this.advance());
    this.#whole = this.#make(0, this.length)
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

  rows(from: number, count: number): readonly Row[] {
    const first = Math.max(0, from)
    const end = Math.min(this.length, first + count)
    if (this.#whole) return this.#whole.slice(first, end)
    return end > first ? this.#make(first, end) : []
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

  #make(first: number, end: number): readonly Row[] {
    const frames = this.#body.frames(first, end)
    const isReached = this.#passing.isDone || first <= this.#passing.next + AHEAD
    if (!isReached) return frames.map((frame) => this.#row(frame, undefined))
    const taken = this.#replay(frames, first)
    const lost = DIALECT_IDS.map((to, lane) =>
      this.#broken.attempt(to, () => this.#lostIn(taken, lane, first, end), undefined),
    )
    return frames.map((frame, at) => this.#row(frame, { taken: taken.slice(at), lost }))
  }

  /** The frames of a window read in full, and the end of the stream where it is the last. */
  #replay(frames: readonly Frame[], start: number): readonly Taken[] {
    const moment = this.#passing.momentBefore(start)
    const lanes = new AllLanes(this.dialect, this.#broken, moment)
    for (const frame of this.#body.frames(moment?.frame ?? 0, start)) lanes.take(frame)
    lanes.readInFull()
    const taken = frames.map((frame): Taken => {
      const step = lanes.take(frame)
      return { frame: frame.index, json: step.said.abroad.json, step }
    })
    const isEnd = this.#body.isWhole && start + frames.length === this.length
    return isEnd ? [...taken, { frame: this.length, json: undefined, step: lanes.end() }] : taken
  }

  #lostIn(
    taken: readonly Taken[],
    lane: number,
    first: number,
    end: number,
  ): ReadonlyMap<number, readonly LostLeaf[]> | undefined {
    if (!this.#passing.isDone) return undefined
    const rest = {
      kept: this.#passing.keptWithin(lane, first, end),
      lastCounts: this.#passing.lastCounts,
      valueBefore: this.#valuesBefore(lane, first),
    }
    const found = new Map<number, LostLeaf[]>()
    for (const leaf of missedOf(accountLost(booksOf(taken, this.dialect, lane, rest)))) {
      const { frame = 0 } = leaf.origin
      const there = found.get(frame)
      if (there) there.push(leaf)
      else found.set(frame, [leaf])
    }
    return found
  }

  /** What stood where something was written last before a frame. */
  #valuesBefore(lane: number, first: number): NonNullable<Rest['valueBefore']> {
    const known = new Map<string, Json | undefined>()
    return (pointer, above) => {
      if (known.has(pointer)) return known.get(pointer)
      const frame = this.#passing.lastKept(lane, first, [...above, ''])
      const json = frame === undefined ? undefined : this.#jsonAt(frame)
      const value = json === undefined ? undefined : atPointer(json, pointer)
      known.set(pointer, value)
      return value
    }
  }

  /** The last frames that were looked at again, parsed: few are asked for often. */
  #jsonAt(index: number): Json | undefined {
    if (this.#parsed.has(index)) return this.#parsed.get(index)
    const [frame] = this.#body.frames(index, index + 1)
    const json = frame && jsonOf(frame)
    if (this.#parsed.size >= PARSED) this.#parsed.clear()
    this.#parsed.set(index, json)
    return json
  }

  #row(
    frame: Frame,
    told:
      | {
          /** From the frame on. */
          readonly taken: readonly Taken[]
          readonly lost: readonly (ReadonlyMap<number, readonly LostLeaf[]> | undefined)[]
        }
      | undefined,
  ): Row {
    const { index, start, end } = frame
    const at = this.#times?.[index]
    const isLast = this.#body.isWhole && index === this.length - 1
    const steps = told?.taken.slice(0, isLast ? 2 : 1).map(({ step }) => step) ?? []
    return {
      index,
      frame: index,
      ...(at === undefined ? {} : { atMs: at }),
      start,
      end,
      source: sourceCell(this.dialect, told ? told.taken[0]?.json : jsonOf(frame), frame),
      lanes: mapLanes((id) => {
        if (!told) return UNREAD
        const lane = DIALECT_IDS.indexOf(id)
        const found = told.lost[lane]
        const lost = found && (found.get(index) ?? [])
        const nextWritten = this.#passing.nextWritten(lane, index)
        return this.#broken.cell(id, () => laneCell({ steps, from: this.dialect, lane, lost, nextWritten }))
      }),
    }
  }
}

/** Who asks for a body that is not framed at all gets it as a line. */
const framingOf = (reply: CapturedReply): Framing => {
  const framing = replyFraming(reply)
  return framing === 'json' ? 'ndjson' : framing
}

const jsonOf = ({ data }: Frame): Json | undefined => {
  const parsed = parseJson(data)
  return 'value' in parsed ? parsed.value : undefined
}
