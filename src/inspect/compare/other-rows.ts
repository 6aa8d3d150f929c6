// The other side of a gateway as a lane: what it was given of each row, or had said.
import type { Origin } from '../../hub/leaf.ts'
import type { Atom, Cell, Row } from '../../translate/lanes.ts'
import type { HalfRows, Thing } from './row-homes.ts'
import { callsIn, homesOf, piecesIn, thingsOf } from './row-homes.ts'
import type { DifferenceRow } from './rows.ts'
import type { Comparison } from './side-by-side.ts'

/**
 * A cell for each row of `shown`: the lines of `other` that belong there by their meaning. Frames that say nothing by
 * themselves go with the next that does, as they do in the other lanes.
 */
export function otherCells(shown: HalfRows, other: HalfRows, comparison: Comparison): readonly Cell[] {
  const isGiver = comparison.left === shown.exchange
  const things = thingsOf(comparison, shown, other, isGiver)
  const homes = homesOf(things, shown, other, isGiver)
  const marks = marksOf(things, other, isGiver)
  const calls = callsOf(things, shown, other)
  const cells = shown.rows.map((): Atom[] => [])
  for (const [k, row] of other.rows.entries()) {
    const home = homes[k] ?? 0
    const lines = row.source.atoms.map((atom) => ({
      ...atom,
      ...(atom.call === undefined ? {} : { call: calls.get(atom.call) ?? `${other.exchange} ${atom.call}` }),
      ...marks.get(atom),
      from: sourcesOf(shown.rows[home], atom),
      there: thereOf(other.exchange, row, atom),
    }))
    cells[home]?.push(...lines)
  }
  for (const thing of things) {
    const lost = isGiver ? lostLine(thing, shown) : undefined
    if (lost && thing.here) cells[thing.here.first]?.push(lost)
  }
  return cells.map((atoms, at) =>
    atoms.length > 0 ? { atoms } : { atoms, empty: emptyAt(at, cells, shown) },
  )
}

/** Frames wait for each other; the entries of a body do not. */
function emptyAt(
  at: number,
  cells: readonly (readonly Atom[])[],
  { rows }: HalfRows,
): NonNullable<Cell['empty']> {
  const isStream = rows[at]?.frame !== undefined
  const next = isStream ? cells.findIndex((atoms, i) => i > at && atoms.length > 0) : -1
  if (next >= 0)
    return { code: 'held', why: `Held back: it comes with frame ${(rows[next]?.frame ?? next) + 1}.` }
  return { code: 'silent', why: isStream ? 'nothing more' : 'nothing' }
}

/** Each call of the other side under the name that it has here. */
function callsOf(things: readonly Thing[], shown: HalfRows, other: HalfRows): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { hue, here, there } of things) {
    if (hue !== 'call' || !here || !there) continue
    const far = callsIn(other.rows[there.first], hue).find((call) => !names.has(call))
    const near = callsIn(shown.rows[here.first], hue).find((call) => !taken.has(call))
    if (far === undefined || near === undefined) continue
    names.set(far, near)
    taken.add(near)
  }
  return names
}

type Mark = Pick<Atom, 'mark' | 'reason'>

/** What became of the lines of the other side. */
function marksOf(things: readonly Thing[], other: HalfRows, isGiver: boolean): ReadonlyMap<Atom, Mark> {
  const marks = new Map<Atom, Mark>()
  for (const { row, hue, there } of things) {
    const mark = markOf(row, isGiver)
    if (!mark || !there) continue
    const reason = reasonOf(row)
    for (const { row: k } of piecesIn(other.rows, there, hue))
      for (const atom of atomsOf(other.rows[k], hue)) marks.set(atom, { mark, ...(reason ? { reason } : {}) })
  }
  return marks
}

function markOf(row: DifferenceRow, isGiver: boolean): Atom['mark'] {
  if (row.kind === 'same') return undefined
  if (row.kind === 'invented' || row.kind === 'doubled') return 'added'
  if (row.kind === 'lost') return 'lost'
  // That nothing is left of it is said in a line of its own.
  return isGiver && isEmptied(row) ? undefined : 'changed'
}

/** Lines of the thing's hue; where a body has no hues, all of the entry. */
function atomsOf(row: Row | undefined, hue: Thing['hue']): readonly Atom[] {
  const all = row?.source.atoms ?? []
  const own = all.filter((atom) => atom.hue === hue)
  return own.length > 0 ? own : all
}

const isEmptied = ({ kind, left, right }: DifferenceRow): boolean =>
  kind === 'changed' && (left?.text.length ?? 0) > 2 && (right?.text === '' || right?.text === '{}')

/** What the other side was not given, in the row that said it. */
function lostLine({ row, hue, here }: Thing, { rows }: HalfRows): Atom | undefined {
  const { left, kind } = row
  if (!left || !here || (kind !== 'lost' && !isEmptied(row))) return undefined
  const reason = reasonOf(row)
  return {
    word: kind === 'lost' ? left.what : hue === 'call' ? 'arguments' : left.what,
    value: left.text,
    hue: hue ?? 'frame',
    mark: 'lost',
    from: atomsOf(rows[here.first], hue).flatMap(({ from }) => from),
    ...(reason ? { reason } : {}),
  }
}

const reasonOf = ({ kind, deed }: DifferenceRow): Atom['reason'] =>
  deed === undefined ? undefined : { code: kind, why: `On the way through the gateway: ${deed}.` }

/** Where in the row beside it a line has its like, so that both light up together. */
const sourcesOf = (row: Row | undefined, { hue }: Atom): readonly Origin[] =>
  hue === 'frame' ? [] : (row?.source.atoms ?? []).flatMap((atom) => (atom.hue === hue ? atom.from : []))

const thereOf = (exchange: string, row: Row, { from, pointer }: Atom): NonNullable<Atom['there']> => ({
  exchange,
  pointer: pointer ?? from[0]?.pointer ?? row.pointer ?? '',
  ...(row.frame === undefined ? {} : { frame: row.frame }),
})
