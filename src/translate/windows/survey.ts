import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import type { FramedBody } from '../../wire/framed-body.ts'
import type { Json } from '../../wire/json.ts'
import { missedOf } from '../lane-cells.ts'
import { AlikeRows } from './alike.ts'
import { AllLanes } from './all-lanes.ts'
import type { Passing } from './passing.ts'
import type { RowKind } from './row-kinds.ts'
import { RowKinds } from './row-kinds.ts'
import { besideOf, SaidBeside } from './said-beside.ts'
import type { Taken } from './stream-books.ts'
import { withOrigins } from './stream-books.ts'
import { heldWhy } from './stream-rows.ts'
import type { Captured, WindowRows } from './window-rows.ts'

/** What it costs to make a row, in frames that repeat the one before. */
const MAKING = 30
/** What it costs to put together what such a row says. */
const COMPOSING = 2
/** Numbers are kept in blocks of so many. */
const BLOCK = 65_536

interface Run {
  readonly lanes: AllLanes
  readonly alike: AlikeRows
}

/**
 * Of each row of a stream that was read, its kind: what a filter asks for, but for texts. One more run through the stream,
 * piece by piece; a row is made only where it is not alike to one that was.
 */
export class Survey {
  readonly #body: FramedBody
  readonly #rows: WindowRows
  readonly #passing: Passing
  readonly #dialect: DialectId
  /** What is needed as long as not all was looked at: it holds texts that lanes say again at the end. */
  #run: Run | undefined
  readonly #kinds = new RowKinds()
  readonly #blocks: Uint32Array[] = []
  readonly #said: SaidBeside
  #piece: readonly Frame[] = []
  #at = 0
  #looked = 0

  constructor({ body, dialect, broken, passing }: Captured, rows: WindowRows) {
    this.#body = body
    this.#rows = rows
    this.#passing = passing
    this.#dialect = dialect
    this.#said = new SaidBeside(dialect)
    this.#run = { lanes: new AllLanes(dialect, broken), alike: new AlikeRows(passing, rows, dialect) }
  }

  /** Rows of which the kind is known. */
  get looked(): number {
    return this.#looked
  }

  /** The number of a row's kind: rows of one kind have the same. */
  numberAt(row: number): number {
    return (this.#blocks[Math.floor(row / BLOCK)] as Uint32Array)[row % BLOCK] as number
  }

  kind(number: number): RowKind {
    return this.#kinds.at(number)
  }

  /** What lanes say in a row, a line each, that neither its captured text nor its kind does; empty where nothing. */
  saidBeside(row: number): string {
    return this.#said.at(row)
  }

  /** Rows of which that is not known, for it took too much room. */
  get unkept(): number {
    return this.#said.missing
  }

  /** Why lanes hold a row back, a sentence each: when it comes is another in each row. */
  heldBack(row: number): readonly string[] {
    const { lanes } = this.kind(this.numberAt(row))
    return DIALECT_IDS.flatMap((id, lane) => {
      const next = lanes[id].empty?.code === 'held' ? this.#passing.nextWritten(lane, row) : undefined
      return next === undefined ? [] : [heldWhy(next)]
    })
  }

  /** Looks at the next rows. `cost`: as many as that, where each repeats the one before. */
  advance(cost: number): void {
    for (let spent = 0; spent < cost && this.#run; ) {
      if (this.#at >= this.#piece.length) {
        this.#piece = this.#body.pieceFrom(this.#looked)
        this.#at = 0
      }
      const frame = this.#piece[this.#at++]
      if (!frame) break
      spent += this.#take(frame, this.#run)
    }
    if (this.#looked < this.#body.length) return
    this.#run = undefined
    this.#piece = []
  }

  #take(frame: Frame, { lanes, alike }: Run): number {
    const step = lanes.take(frame)
    const isLast = frame.index === this.#body.length - 1
    const known = isLast ? undefined : alike.find(frame, step)
    if (known && frame.index < known.until) {
      this.#note(known.kind)
      if (!known.beside.isComposed && known.beside.composed.length === 0) return 1
      this.#said.repeat(frame, step, known.beside)
      return COMPOSING
    }
    const { form, values, json } = step.said.abroad
    const read = values ? (JSON.parse(frame.data) as Json) : json
    const taken: Taken[] = [{ frame: frame.index, json: read, step: withOrigins(step, frame.index) }]
    if (isLast) taken.push({ frame: frame.index + 1, json: undefined, step: lanes.end() })
    const lost = this.#rows.lostOf(taken, frame.index, frame.index + 1)
    const missed = lost.reduce((sum, one) => sum + (one ? missedOf(one).length : 0), 0)
    const row = this.#rows.rowOf(frame, taken, lost)
    this.#said.take(row, frame)
    this.#note(this.#kinds.numberOf(row, missed))
    const beside =
      !isLast && form && values ? besideOf(row, { form, dialect: this.#dialect }, values) : undefined
    if (beside)
      alike.keep(frame, step, { kind: this.#kinds.numberOf(row, missed, beside.steady), beside, lost })
    return MAKING
  }

  #note(kind: number): void {
    const at = this.#looked % BLOCK
    if (at === 0) this.#blocks.push(new Uint32Array(BLOCK))
    ;(this.#blocks.at(-1) as Uint32Array)[at] = kind
    this.#looked++
  }
}
