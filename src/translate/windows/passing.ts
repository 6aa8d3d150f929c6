import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Origin } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { Frame } from '../../wire/frame.ts'
import type { FramedBody } from '../../wire/framed-body.ts'
import type { Json } from '../../wire/json.ts'
import type { BrokenLanes } from '../broken-lanes.ts'
import { allLeaves } from '../origins.ts'
import type { LanesState, LanesStep } from './all-lanes.ts'
import { AllLanes } from './all-lanes.ts'
import { CountsSoFar } from './counts-so-far.ts'
import { KeptPlaces } from './kept-places.ts'
import { Moments } from './moments.ts'
import { PlaceRuns } from './place-runs.ts'
import type { Sample } from './samples.ts'
import { Samples } from './samples.ts'

/** One run through a stream, piece by piece, on which is gathered what its windows and its counts need. */
export class Passing {
  readonly #body: FramedBody
  readonly #dialect: DialectId
  readonly #lanes: AllLanes
  readonly #broken: BrokenLanes
  readonly #moments: Moments
  readonly #samples: Samples
  readonly #counts = new CountsSoFar()
  /** Places of which the reader made something only when it came to another frame. */
  readonly #readLate = new PlaceRuns()
  readonly #kept = DIALECT_IDS.map(() => new KeptPlaces())
  readonly calls: readonly Map<string, number>[] = [new Map(), ...DIALECT_IDS.map(() => new Map())]
  #next = 0
  #isDone = false

  constructor(
    body: FramedBody,
    dialect: DialectId,
    broken: BrokenLanes,
    { every, keepsAll }: { every: number; keepsAll: boolean },
  ) {
    this.#body = body
    this.#dialect = dialect
    this.#broken = broken
    this.#lanes = new AllLanes(dialect, broken, { isFull: keepsAll })
    this.#moments = new Moments(every)
    this.#samples = new Samples(keepsAll)
    this.#moments.pass(0, this.#lanes.state)
  }

  /** The frame that comes next. */
  get next(): number {
    return this.#next
  }

  get isDone(): boolean {
    return this.#isDone
  }

  get samples(): readonly Sample[] {
    return this.#samples.all
  }

  get lastCounts(): ReadonlyMap<string, number> {
    return this.#counts.last
  }

  /** By lane, the names of the steps that changed something. */
  get steps(): readonly (readonly string[])[] {
    return this.#lanes.changedSteps()
  }

  /** What is written of some frames in the rows of others, in one lane. */
  keptWithin(lane: number, first: number, end: number): readonly Origin[] {
    return this.#kept[lane]?.within(first, end) ?? []
  }

  /** What readers made of some frames when they came to others. */
  readLateWithin(first: number, end: number): readonly Origin[] {
    return this.#readLate.within(first, end)
  }

  /** The first frame behind another of which, in one lane, something else is known from other frames than of it. */
  nextChange(lane: number, frame: number): number {
    const kept = this.#kept[lane]?.nextChange(frame) ?? Number.POSITIVE_INFINITY
    return Math.min(kept, this.#readLate.nextChange(frame))
  }

  /** The frame before another of which something at one of these pointers was written last, in one lane. */
  lastKept(lane: number, frame: number, pointers: readonly string[]): number | undefined {
    return this.#kept[lane]?.lastBefore(frame, pointers)
  }

  /** The next frame for which a lane writes something, if one is known; what is written at the very end is of the last. */
  nextWritten(lane: number, frame: number): number | undefined {
    const found = this.#kept[lane]?.nextWritten(frame) ?? this.#next
    const isKnown = found < this.#next || (this.#isDone && found === this.#next)
    return isKnown ? Math.min(found, this.#body.length - 1) : undefined
  }

  momentBefore(frame: number): { readonly frame: number; readonly state: LanesState } | undefined {
    return this.#moments.before(frame)
  }

  /** Reads the next piece of the body, and at its end what is left to say. */
  advance(): void {
    if (this.#isDone) return
    for (const frame of this.#body.pieceFrom(this.#next)) this.#take(frame)
    if (this.#body.isWhole && this.#next === this.#body.length) this.#end()
  }

  #take(frame: Frame): void {
    this.#moments.pass(frame.index, this.#lanes.state)
    const step = this.#lanes.take(frame)
    this.#note(frame.index, step)
    this.#samples.take(frame, step)
    this.#counts.take(frame.index, step.said.abroad, () => JSON.parse(frame.data) as Json)
    // What repeats goes on with what was there.
    if (!step.said.abroad.values) this.#noteCalls(frame, step)
    this.#next = frame.index + 1
  }

  #end(): void {
    const step = this.#lanes.end()
    this.#note(this.#next, step)
    const end: Frame = { index: this.#next, data: '', start: 0, end: 0 }
    this.#samples.take(end, step)
    this.#noteCalls(end, step)
    this.#isDone = true
  }

  #note(frame: number, { said, written }: LanesStep): void {
    if (!said.abroad.values)
      for (const { from } of allLeaves(said.abroad.events))
        for (const origin of from) if (origin.frame !== frame) this.#readLate.add(origin)
    for (let lane = 0; lane < written.length; lane++)
      (this.#kept[lane] as KeptPlaces).take(frame, written[lane] ?? [])
  }

  #noteCalls({ event }: Frame, { said, written }: LanesStep): void {
    const [source, ...lanes] = this.calls
    if (said.abroad.json !== undefined && source) number(source, this.#dialect, said.abroad.json, event)
    for (const [lane, calls] of lanes.entries()) {
      const to = DIALECT_IDS[lane] as DialectId
      const take = () => {
        for (const { name, data } of written[lane] ?? [])
          if (typeof data !== 'string') number(calls, to, bare(data), name)
      }
      this.#broken.attempt(to, take, undefined)
    }
  }
}

function number(calls: Map<string, number>, dialect: DialectId, json: Json, name: string | undefined): void {
  for (const { call } of dialectOf(dialect).gloss(json, name))
    if (call !== undefined && !calls.has(call)) calls.set(call, calls.size)
}
