import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import { numbersIn } from '../../hub/text.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Json } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import { numbersAsWritten } from '../../wire/json-numbers.ts'
import type { HoleValue } from '../../wire/pattern.ts'
import type { Form } from '../form.ts'
import { holesOf } from '../form.ts'
import type { Atom, Row } from '../lanes.ts'
import type { LanesStep } from './all-lanes.ts'
import { BesideLines } from './beside-lines.ts'
import type { Recipe } from './recipes.ts'
import { follow, recipesOf } from './recipes.ts'

/** Characters of one value that are kept. */
const OF_VALUE = 100_000

/** What rows that repeat a form say beside their captured text. */
export interface Beside {
  /** The same in each of them, a line each. */
  readonly steady: string
  /** Whether the source says something that it puts together of what differs, such as counts. */
  readonly isComposed: boolean
  /** How it does that; absent where that is not known. */
  readonly recipes?: readonly Recipe[]
  /** Numbers of lanes that do. */
  readonly composed: readonly number[]
}

/** What rows say that does not stand in their captured text: ids of our own, counts put together, a text said once more. */
export class SaidBeside {
  readonly #dialect: DialectId
  readonly #lines = new BesideLines()

  constructor(dialect: DialectId) {
    this.#dialect = dialect
  }

  /** Rows of which it is not known, for there was no room. */
  get missing(): number {
    return this.#lines.missing
  }

  take(
    { index, source, lanes }: Pick<Row, 'index' | 'source' | 'lanes'>,
    { data }: Pick<Frame, 'data'>,
  ): void {
    const here = new Set(source.atoms.map(({ value }) => value))
    const said = new Set<string>()
    for (const { atoms } of [source, ...DIALECT_IDS.map((id) => lanes[id])])
      for (const { value } of atoms)
        if (value && isBeside(value, data, here)) said.add(value.slice(0, OF_VALUE))
    this.#note(index, said)
  }

  /** Of a row that is not made. */
  repeat({ index, data, event }: Frame, { said: { abroad }, written }: LanesStep, beside: Beside): void {
    const said = new Set<string>()
    const note = (to: DialectId, json: Json, name: string | undefined, numbers?: Numbers): void => {
      for (const { value } of dialectOf(to).gloss(json, name, numbers))
        if (value && !data.includes(plain(value)) && !abroad.values?.includes(plain(value))) said.add(value)
    }
    if (beside.recipes) for (const recipe of beside.recipes) said.add(follow(recipe, abroad.values ?? []))
    else if (beside.isComposed) note(this.#dialect, JSON.parse(data) as Json, event, numbersAsWritten(data))
    for (const lane of beside.composed)
      for (const { name, data: tree } of written[lane] ?? [])
        if (typeof tree !== 'string') note(DIALECT_IDS[lane] as DialectId, bare(tree), name, numbersIn(tree))
    this.#note(index, said)
  }

  at(row: number): string {
    return this.#lines.at(row)
  }

  #note(row: number, said: ReadonlySet<string>): void {
    if (said.size > 0) this.#lines.put(row, [...said].join('\n'))
  }
}

/** As a cell marks it that a text goes on. */
const plain = (value: string): string => value.replace(/^\+/, '')

/** `here`: what the source says, which whoever has the captured text knows. */
const isBeside = (value: string, data: string, here: ReadonlySet<string | undefined>): boolean =>
  !data.includes(plain(value)) || (value.startsWith('+') && !here.has(value))

/**
 * What rows of a form say beside their text, as one that was made tells it: a value that stands in a hole stands in the text
 * of each of them, and one that is made of several is another in each. Undefined where that cannot be told without making them.
 */
export function besideOf(
  row: Row,
  { form, dialect }: { readonly form: Form; readonly dialect: DialectId },
  values: readonly HoleValue[],
): Beside | undefined {
  const holes = holesOf(form.repetition)
  const steady = new Set<string>()
  /** The source is the first column. */
  const composed = new Set<number>()
  const lines = new Set<string>()
  for (const [column, { atoms }] of [row.source, ...DIALECT_IDS.map((id) => row.lanes[id])].entries())
    for (const atom of atoms) {
      const said = plain(atom.value ?? '')
      const own = holes.filter((hole) => stands(atom, hole, row.index))
      if (said === '' || own.some((hole) => isSame(said, values[holes.indexOf(hole)]))) continue
      if (own.length === 0) {
        if (!form.pattern.pieces.some((piece) => piece.includes(said))) steady.add(atom.value ?? '')
      } else if (atom.mark === 'lost') return undefined
      else {
        composed.add(column)
        if (column === 0) lines.add(atom.value ?? '')
      }
    }
  // What comes home says what its source does.
  const isHome = (column: number): boolean => column === 0 || DIALECT_IDS[column - 1] === dialect
  const others = composed.has(0) ? [...composed].filter((column) => !isHome(column)) : [...composed]
  const recipes = composed.has(0) ? recipesOf(form, dialect, { values, lines }) : undefined
  return {
    steady: [...steady].join('\n'),
    isComposed: composed.has(0),
    ...(recipes ? { recipes } : {}),
    composed: others.map((column) => column - 1),
  }
}

/** Whether a line stands for what is in a hole of its frame, or for something around it. */
const stands = ({ from }: Atom, hole: string, index: number): boolean =>
  from.some(
    ({ frame, pointer }) =>
      (frame ?? index) === index && (pointer === hole || hole.startsWith(`${pointer}/`)),
  )

/** Lost leaves are shown in short. */
const isSame = (said: string, value: string | number | undefined): boolean =>
  said === String(value) ||
  (said.endsWith('…') && typeof value === 'string' && value.startsWith(said.slice(0, -1)))
