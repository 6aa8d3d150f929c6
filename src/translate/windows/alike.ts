import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectEvent } from '../../dialects/dialect.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { LazyEvent } from '../../hub/template.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Ancestry } from '../books.ts'
import { startAncestry } from '../books.ts'
import type { Form } from '../form.ts'
import { holesOf } from '../form.ts'
import { originOf } from '../origins.ts'
import type { LanesStep } from './all-lanes.ts'
import type { Passing } from './passing.ts'
import type { Beside } from './said-beside.ts'
import type { LostByLane, WindowRows } from './window-rows.ts'

/** Rows that differ in texts and numbers alone. */
interface Alike {
  /** What each lane made them from; null where it wrote nothing. */
  readonly moulds: readonly (object | null)[]
  readonly trait: number
  readonly kind: number
  readonly beside: Beside
  /** The frame from which on other leaves may be lost. */
  readonly until: number
}

/** What was made of the first row of those that are alike. */
interface Made {
  readonly kind: number
  readonly beside: Beside
  readonly lost: LostByLane
}

/** Ways in which frames of one form are written, of which one knows. */
const MOST = 16

/**
 * Which rows of a stream are of the same kind, though none of them is made. They repeat a frame's form, each lane fills its
 * mould, and what is lost of them is lost for reasons that do not change from one to the next.
 */
export class AlikeRows {
  readonly #passing: Passing
  readonly #rows: WindowRows
  readonly #dialect: DialectId
  readonly #ancestry: Ancestry = startAncestry()
  readonly #known = new WeakMap<Form, Alike[]>()

  constructor(passing: Passing, rows: WindowRows, dialect: DialectId) {
    this.#passing = passing
    this.#rows = rows
    this.#dialect = dialect
  }

  find(frame: Frame, step: LanesStep): Alike | undefined {
    const { form, values } = step.said.abroad
    const known = form && values && this.#known.get(form)
    if (!known) return undefined
    const trait = traitOf(frame, step)
    return known.find((alike) => alike.trait === trait && fills(step, alike.moulds))
  }

  keep(frame: Frame, step: LanesStep, { kind, beside, lost }: Made): void {
    const { form, values } = step.said.abroad
    const moulds = form && values && mouldsOf(step)
    if (!moulds) return
    const alike = { moulds, trait: traitOf(frame, step), kind, beside, until: this.#until(frame, form, lost) }
    const before = this.#known.get(form) ?? []
    const others = before.filter((one) => one.trait !== alike.trait || !fills(step, one.moulds))
    this.#known.set(form, [alike, ...others.slice(0, MOST - 1)])
  }

  /** The first frame behind this one of which other leaves may be lost, if it is of the same form. */
  #until({ index }: Frame, form: Form, lost: LostByLane): number {
    const holes = holesOf(form.repetition)
    if (lost.some((leaves, lane) => leaves && !this.#isSettled(lane, index, leaves, holes))) return index
    let until = Number.POSITIVE_INFINITY
    for (const lane of lost.keys()) until = Math.min(until, this.#passing.nextChange(lane, index))
    for (const last of this.#passing.lastCounts.values()) if (last > index) until = Math.min(until, last)
    return until
  }

  /** Whether no value in a hole has a say in what is lost, beside whether there is one. */
  #isSettled(
    lane: number,
    frame: number,
    leaves: NonNullable<LostByLane[number]>,
    holes: readonly string[],
  ): boolean {
    const before = this.#rows.valuesBefore(lane, frame)
    const { homeless } = dialectOf(this.#dialect).phrasing
    return leaves.every(({ from, code }) => {
      if (BY_PLACE.has(code)) return true
      const { pointer } = originOf(from)
      if (holes.includes(pointer) && before(pointer, this.#ancestry(pointer)) !== undefined) return false
      const isDerived = homeless.some((one) => one.isDerivable && one.pattern.test(pointer))
      return !isDerived || !holes.some((hole) => parentOf(hole) === parentOf(pointer))
    })
  }
}

/** Reasons that say nothing of a value but whether there is one. */
const BY_PLACE: ReadonlySet<string> = new Set(['framing', 'superseded', 'empty'])

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'))

function mouldsOf({ written }: LanesStep): readonly (object | null)[] | undefined {
  const moulds = written.map(mouldOf)
  return moulds.includes(undefined) ? undefined : (moulds as readonly (object | null)[])
}

function mouldOf(events: readonly DialectEvent[]): object | null | undefined {
  if (events.length === 0) return null
  const [event] = events
  return events.length === 1 && event instanceof LazyEvent ? event.mould : undefined
}

function fills({ written }: LanesStep, moulds: readonly (object | null)[]): boolean {
  for (let lane = 0; lane < moulds.length; lane++)
    if (mouldOf(written[lane] as readonly DialectEvent[]) !== moulds[lane]) return false
  return true
}

const EMPTY = '""'

/** What else of frames of one form may differ, and have a say: where texts are empty, counts none, or nothing is said. */
function traitOf({ data }: Frame, { said: { home, abroad } }: LanesStep): number {
  let trait = 0
  for (let at = data.indexOf(EMPTY); at !== -1; at = data.indexOf(EMPTY, at + 1)) trait++
  const hasNone = abroad.values?.includes(0) ? 1 : 0
  return trait * 8 + hasNone * 4 + (home.events.length > 0 ? 2 : 0) + (abroad.events.length > 0 ? 1 : 0)
}
