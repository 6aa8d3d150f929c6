import type { DialectId } from '../../src/hub/dialect.ts'
import type { Json } from '../../src/wire/json.ts'
import { deepEqual, leafEntries } from '../../src/wire/json.ts'

/** Where a marker stands in a body of one dialect: the form of its pointer, and the value where it is not the marker itself. */
export type Place = RegExp | readonly [place: RegExp, ...values: Json[]]

/** A sentence tells why the dialect has no place for the marker; `foreign`: why none for that of another vendor. */
export type Cell =
  | Place
  | string
  | {
      readonly own: Place | string
      readonly foreign: Place | string
      readonly takes?: readonly DialectId[]
    }

export interface Marker extends Readonly<Record<DialectId, Cell>> {
  readonly name: string
  /** A text is looked for inside other texts: in a data URL, in arguments as text. */
  readonly value: Json
}

/** One meaning, in the order in which the dialects' lanes stand. */
export const row = (name: string, value: Json, ...cells: readonly [Cell, Cell, Cell, Cell]): Marker => ({
  name,
  value,
  'openai-chat': cells[0],
  'openai-responses': cells[1],
  'anthropic-messages': cells[2],
  gemini: cells[3],
})

const isPlace = (cell: Cell): cell is Place => cell instanceof RegExp || Array.isArray(cell)

/** Where the dialect's own bodies have the marker, or why they cannot. */
export const homeOf = (cell: Cell): Place | string =>
  isPlace(cell) || typeof cell === 'string' ? cell : cell.own

/** Where it must arrive when it comes from elsewhere, or why it cannot. */
export const goalOf = (cell: Cell, from: DialectId): Place | string =>
  isPlace(cell) || typeof cell === 'string' ? cell : cell.takes?.includes(from) ? cell.own : cell.foreign

/** The same values, wherever they stand: a frame has other places than the whole body. */
export const anywhere = (place: Place): Place =>
  place instanceof RegExp ? /./ : [/./, ...(place.slice(1) as Json[])]

/** The pointers where the marker stands. */
export function findMarker(body: Json, { value }: Marker, place: Place): readonly string[] {
  const [pattern, ...values] = place instanceof RegExp ? [place, value] : place
  const wanted = values.length > 0 ? values : [value]
  return leafEntries(body)
    .filter((leaf) => pattern.test(leaf.pointer) && wanted.some((one) => holds(leaf.value, one)))
    .map(({ pointer }) => pointer)
}

const holds = (value: Json, wanted: Json): boolean =>
  typeof value === 'string' && typeof wanted === 'string' ? value.includes(wanted) : deepEqual(value, wanted)
