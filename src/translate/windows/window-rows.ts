import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import type { FramedBody } from '../../wire/framed-body.ts'
import type { Json } from '../../wire/json.ts'
import { atPointer, parseJson } from '../../wire/json.ts'
import { accountLost } from '../accounting.ts'
import type { Accounting, Rest } from '../books.ts'
import type { BrokenLanes } from '../broken-lanes.ts'
import type { LostLeaf } from '../lane-cells.ts'
import { mapLanes, missedOf } from '../lane-cells.ts'
import type { Row } from '../lanes.ts'
import { AllLanes } from './all-lanes.ts'
import type { Passing } from './passing.ts'
import type { Taken } from './stream-books.ts'
import { booksOf } from './stream-books.ts'
import { laneCell, sourceCell, UNREAD } from './stream-rows.ts'

/** Frames that are kept parsed. */
const PARSED = 64
/** Frames that a window may stand ahead of where the stream is read to. */
const AHEAD = 4096

/** A captured stream, and the run through it. */
export interface Captured {
  readonly body: FramedBody
  readonly dialect: DialectId
  /** Milliseconds after the start of the reply, by frame. */
  readonly times: readonly number[] | undefined
  readonly passing: Passing
  readonly broken: BrokenLanes
}

/** By lane, what reached nothing; absent as long as the rest of the stream may still say it, or where a lane is broken. */
export type LostByLane = readonly (Accounting['lost'] | undefined)[]

interface ToldFrame {
  /** From the frame on. */
  readonly taken: readonly Taken[]
  readonly missed: readonly (ReadonlyMap<number, readonly LostLeaf[]> | undefined)[]
}

/** Rows of a captured stream, made of what a run through it has gathered. */
export class WindowRows {
  readonly #body: FramedBody
  readonly #dialect: DialectId
  readonly #times: readonly number[] | undefined
  readonly #passing: Passing
  readonly #broken: BrokenLanes
  readonly #parsed = new Map<number, Json | undefined>()

  constructor({ body, dialect, times, passing, broken }: Captured) {
    this.#body = body
    this.#dialect = dialect
    this.#times = times
    this.#passing = passing
    this.#broken = broken
  }

  /** From `first` up to but not including `end`. */
  make(first: number, end: number): readonly Row[] {
    const frames = this.#body.frames(first, end)
    const isReached = this.#passing.isDone || first <= this.#passing.next + AHEAD
    if (!isReached) return frames.map((frame) => this.#row(frame, undefined))
    const taken = this.#replay(frames, first)
    const lost = this.lostOf(taken, first, end)
    const missed = lost.map((one) => one && byFrame(missedOf(one)))
    return frames.map((frame, at) => this.#row(frame, { taken: taken.slice(at, at + 2), missed }))
  }

  /** The row of one frame that somebody else has read. `taken`: the frame, and the end of the stream where it is the last. */
  rowOf(frame: Frame, taken: readonly Taken[], lost: LostByLane): Row {
    return this.#row(frame, { taken, missed: lost.map((one) => one && byFrame(missedOf(one))) })
  }

  /** By lane, the leaves of the frames from `first` to before `end` that reached nothing; nothing until all was read. */
  lostOf(taken: readonly Taken[], first: number, end: number): LostByLane {
    return DIALECT_IDS.map((to, lane) =>
      this.#broken.attempt(to, () => this.#lostIn(taken, lane, first, end), undefined),
    )
  }

  /** The frames of a window read in full, and the end of the stream where it is the last. */
  #replay(frames: readonly Frame[], start: number): readonly Taken[] {
    const moment = this.#passing.momentBefore(start)
    const lanes = new AllLanes(this.#dialect, this.#broken, moment)
    for (const frame of this.#body.frames(moment?.frame ?? 0, start)) lanes.take(frame)
    lanes.readInFull()
    const taken = frames.map((frame): Taken => {
      const step = lanes.take(frame)
      return { frame: frame.index, json: step.said.abroad.json, step }
    })
    const isEnd = this.#body.isWhole && start + frames.length === this.#body.length
    return isEnd ? [...taken, { frame: this.#body.length, json: undefined, step: lanes.end() }] : taken
  }

  #lostIn(taken: readonly Taken[], lane: number, first: number, end: number): LostByLane[number] {
    if (!this.#passing.isDone) return undefined
    const rest = {
      kept: this.#passing.keptWithin(lane, first, end),
      understood: this.#passing.readLateWithin(first, end),
      lastCounts: this.#passing.lastCounts,
      valueBefore: this.valuesBefore(lane, first),
    }
    return accountLost(booksOf(taken, this.#dialect, lane, rest))
  }

  /** What stood where something was written last before a frame. */
  valuesBefore(lane: number, first: number): NonNullable<Rest['valueBefore']> {
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

  #row(frame: Frame, told: ToldFrame | undefined): Row {
    const { index, start, end } = frame
    const at = this.#times?.[index]
    const isLast = this.#body.isWhole && index === this.#body.length - 1
    const steps = told?.taken.slice(0, isLast ? 2 : 1).map(({ step }) => step) ?? []
    return {
      index,
      frame: index,
      ...(at === undefined ? {} : { atMs: at }),
      start,
      end,
      source: sourceCell(this.#dialect, told ? told.taken[0]?.json : jsonOf(frame), frame),
      lanes: mapLanes((id) => {
        if (!told) return UNREAD
        const lane = DIALECT_IDS.indexOf(id)
        const found = told.missed[lane]
        const lost = found && (found.get(index) ?? [])
        const nextWritten = this.#passing.nextWritten(lane, index)
        return this.#broken.cell(id, () => laneCell({ steps, from: this.#dialect, lane, lost, nextWritten }))
      }),
    }
  }
}

const jsonOf = ({ data }: Frame): Json | undefined => {
  const parsed = parseJson(data)
  return 'value' in parsed ? parsed.value : undefined
}

function byFrame(leaves: readonly LostLeaf[]): ReadonlyMap<number, readonly LostLeaf[]> {
  const found = new Map<number, LostLeaf[]>()
  for (const leaf of leaves) {
    const { frame = 0 } = leaf.origin
    const there = found.get(frame)
    if (there) there.push(leaf)
    else found.set(frame, [leaf])
  }
  return found
}
