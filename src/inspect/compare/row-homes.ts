// Which rows of the two sides of a gateway belong together.
import type { DialectId } from '../../hub/dialect.ts'
import type { Atom, Row } from '../../translate/lanes.ts'
import type { Place } from '../finding.ts'
import type { DifferenceRow, Said } from './rows.ts'
import type { Comparison } from './side-by-side.ts'

/** One half as rows, and where in them a place stands. */
export interface HalfRows {
  readonly exchange: string
  readonly dialect: DialectId
  readonly rows: readonly Row[]
  rowOf(place: Pick<Place, 'frame' | 'pointer'>): number | undefined
}

/** Rows from the first up to and including the last. */
interface Stretch {
  readonly first: number
  readonly last: number
}

/** One thing that both said, or that one of them did. */
export interface Thing {
  readonly row: DifferenceRow
  readonly hue: Atom['hue'] | undefined
  /** Where it stands in the rows that are shown, and in those that come beside them. */
  readonly here: Stretch | undefined
  readonly there: Stretch | undefined
}

/** What the comparison tells, with the rows that say it. `isGiver`: the rows shown are those of who said it. */
export function thingsOf(
  { rows }: Comparison,
  shown: HalfRows,
  other: HalfRows,
  isGiver: boolean,
): readonly Thing[] {
  const [here, there] = [stretchesIn(shown), stretchesIn(other)]
  return rows.map((row): Thing => {
    const [own, far] = isGiver ? [row.left, row.right] : [row.right, row.left]
    return { row, hue: hueOf(own ?? far), here: here(own), there: there(far) }
  })
}

const HUES: Readonly<Record<string, Atom['hue']>> = {
  text: 'text',
  refusal: 'text',
  thinking: 'reasoning',
  call: 'call',
  result: 'call',
  finish: 'finish',
  'early-finish': 'finish',
  error: 'error',
}

const hueOf = (said: Said | undefined): Atom['hue'] | undefined => HUES[said?.what.split(' ')[0] ?? '']

/** A call is placed where its arguments are; it begins where it was opened. */
function stretchesIn(half: HalfRows): (said: Said | undefined) => Stretch | undefined {
  const opened = new Map<string, number>()
  for (const [at, row] of half.rows.entries())
    for (const call of callsIn(row, 'call')) if (!opened.has(call)) opened.set(call, at)
  return (said) => {
    const row = said?.place && half.rowOf(said.place)
    if (!said?.place || row === undefined) return undefined
    const last = said.untilFrame === undefined ? row : half.rowOf({ ...said.place, frame: said.untilFrame })
    const [call, ...others] = hueOf(said) === 'call' ? callsIn(half.rows[row], 'call') : []
    const isOne = call !== undefined && others.length === 0 && half.rows[row]?.frame !== undefined
    return { first: (isOne ? opened.get(call) : undefined) ?? row, last: Math.max(row, last ?? row) }
  }
}

/** By the number of each row that comes beside: the row that it belongs to. */
export function homesOf(
  things: readonly Thing[],
  shown: HalfRows,
  other: HalfRows,
  isGiver: boolean,
): readonly number[] {
  const homes = new Map<number, number>()
  for (const thing of things) settleThing(thing, shown.rows, other.rows, homes)
  const [giver, taker] = isGiver ? [shown, other] : [other, shown]
  for (const [given, said] of entriesAsWritten(giver, taker)) {
    const [here, there] = isGiver ? [said, given] : [given, said]
    if (!homes.has(there)) homes.set(there, here)
  }
  return withOthers(homes, other.rows.length)
}

/** What was cut into other pieces there stands beside the piece in which it begins here. */
function settleThing(
  { here, there, hue }: Thing,
  shown: readonly Row[],
  other: readonly Row[],
  homes: Map<number, number>,
): void {
  if (!here || !there) return
  const near = piecesIn(shown, here, hue)
  const far = piecesIn(other, there, hue)
  const scale = sumOf(near) / Math.max(1, sumOf(far))
  let said = 0
  let at = 0
  let end = near[0]?.length ?? 0
  for (const { row, length } of far) {
    while (at + 1 < near.length && said * scale >= end) end += near[++at]?.length ?? 0
    if (!homes.has(row)) homes.set(row, near[at]?.row ?? here.first)
    said += length
  }
}

interface Piece {
  readonly row: number
  /** Characters of what it says, and one for that it says something: what only opens a part has its place too. */
  readonly length: number
}

/** The rows of a stretch that speak of a thing; its calls are those of its first row. */
export function piecesIn(
  rows: readonly Row[],
  { first, last }: Stretch,
  hue: Thing['hue'],
): readonly Piece[] {
  const calls = new Set(callsIn(rows[first], hue))
  const pieces = rows.slice(first, last + 1).flatMap((row, i): Piece[] => {
    const own = row.source.atoms.filter(
      (atom) => atom.hue === hue && (atom.call === undefined || calls.size === 0 || calls.has(atom.call)),
    )
    if (own.length === 0 && i > 0) return []
    return [{ row: first + i, length: own.reduce((sum, { value }) => sum + (value?.length ?? 0), 1) }]
  })
  return pieces
}

export const callsIn = (row: Row | undefined, hue: Thing['hue']): readonly string[] =>
  (row?.source.atoms ?? []).flatMap((atom) =>
    atom.hue === hue && atom.call !== undefined ? [atom.call] : [],
  )

const sumOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { length }) => sum + length, 0)

/** Entries of a body that the one side should have been given for an entry of the other, by where they are written. */
function* entriesAsWritten(
  giver: HalfRows,
  taker: HalfRows,
): Generator<readonly [taker: number, giver: number]> {
  for (const [g, row] of giver.rows.entries()) {
    if (row.frame !== undefined) continue
    for (const { pointer, mark } of row.lanes[taker.dialect].atoms) {
      if (pointer === undefined || mark === 'lost') continue
      const k = taker.rowOf({ pointer })
      if (k !== undefined) yield [k, g]
    }
  }
}

function withOthers(known: ReadonlyMap<number, number>, count: number): readonly number[] {
  const homes: number[] = []
  let next: number | undefined
  for (let k = count - 1; k >= 0; k--) {
    next = known.get(k) ?? next
    if (next !== undefined) homes[k] = next
  }
  let before = 0
  for (let k = 0; k < count; k++) before = homes[k] ??= before
  return homes
}
