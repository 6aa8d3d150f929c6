import type { Json } from '../../wire/json.ts'
import { deepEqual } from '../../wire/json.ts'
import type { Alike } from './far-alike.ts'
import { farAlike, nameOf } from './far-alike.ts'
import { isSame } from './same.ts'
import type { Unit } from './units.ts'

/** What became of one thing that was said, as places in the two lists. */
export type Pair =
  | { readonly kind: 'same' | 'changed' | 'moved'; readonly expected: number; readonly actual: number }
  | { readonly kind: 'lost'; readonly expected: number }
  | { readonly kind: 'invented'; readonly actual: number }
  /** It stands there a second time. */
  | { readonly kind: 'doubled'; readonly expected: number; readonly actual: number }

const GAP = 0.6
const NEVER = Number.POSITIVE_INFINITY

/** How far the next thing that both say alike is looked for; what lies between is weighed pair by pair. */
const REACH = 64

/** Sets what was said beside what should have been, in the order of the latter; what was invented stands where it was said. */
export function align(expected: readonly Unit[], actual: readonly Unit[]): readonly Pair[] {
  const path: Pair[] = []
  const far = farAlike(expected, actual)
  let met = 0
  let i = 0
  let j = 0
  while (i < expected.length || j < actual.length) {
    while (met < far.length && isPassed(far[met] as Alike, i, j)) met++
    const [a, b] = nextAlike(expected, actual, i, j) ?? stretchBefore(far[met], expected, actual, i, j)
    const block = { expected: expected.slice(i, i + a), actual: actual.slice(j, j + b) }
    for (const pair of cheapestPath(block.expected, block.actual)) path.push(shifted(pair, i, j))
    i += a
    j += b
    if (i < expected.length && j < actual.length && isSame(expected[i] as Unit, actual[j] as Unit))
      path.push({ kind: 'same', expected: i++, actual: j++ })
  }
  return regroup(path, expected, actual)
}

const isPassed = (alike: Alike, i: number, j: number): boolean => alike.expected < i || alike.actual < j

/** How many of each come before the next thing that both say alike; nothing where none is in reach. */
function nextAlike(
  expected: readonly Unit[],
  actual: readonly Unit[],
  i: number,
  j: number,
): readonly [number, number] | undefined {
  const [restExpected, restActual] = [expected.length - i, actual.length - j]
  for (let sum = 0; sum <= Math.min(2 * REACH, restExpected + restActual); sum++) {
    for (let a = Math.max(0, sum - REACH); a <= Math.min(sum, REACH); a++) {
      const [left, right] = [expected[i + a], actual[j + sum - a]]
      if (left && right && isSame(left, right)) return [a, sum - a]
    }
  }
  return undefined
}

/** As many of each as are weighed at once, and none beyond where both come together again. */
function stretchBefore(
  alike: Alike | undefined,
  expected: readonly Unit[],
  actual: readonly Unit[],
  i: number,
  j: number,
): readonly [number, number] {
  const until = alike ?? { expected: expected.length, actual: actual.length }
  return [Math.min(until.expected - i, REACH), Math.min(until.actual - j, REACH)]
}

function shifted(pair: Pair, i: number, j: number): Pair {
  if (pair.kind === 'lost') return { kind: 'lost', expected: pair.expected + i }
  if (pair.kind === 'invented') return { kind: 'invented', actual: pair.actual + j }
  return { ...pair, expected: pair.expected + i, actual: pair.actual + j }
}

/** What it costs to take the one for the other: nothing where they are equal, less than two gaps where they are akin. */
function distance(left: Unit, right: Unit): number {
  if (left.kind !== right.kind) return NEVER
  if (isSame(left, right)) return 0
  const isOther = left.name !== undefined && right.name !== undefined && left.name !== right.name
  if (isOther) return deepEqual(left.value, right.value) ? 0.8 : NEVER
  return 0.2 + 0.8 * (1 - likeness(left.value, right.value))
}

/** From 0 to 1: how much of the longer text begins or ends as the shorter does. */
function likeness(left: Json, right: Json): number {
  if (typeof left !== 'string' || typeof right !== 'string') return 0.5
  const longer = Math.max(left.length, right.length)
  if (longer === 0) return 1
  let head = 0
  while (head < Math.min(left.length, right.length) && left[head] === right[head]) head++
  let tail = 0
  while (tail < Math.min(left.length, right.length) - head && left.at(-1 - tail) === right.at(-1 - tail))
    tail++
  return (head + tail) / longer
}

type Move = 'both' | 'lost' | 'invented'

/** The cheapest way through both lists (Needleman and Wunsch). */
function cheapestPath(expected: readonly Unit[], actual: readonly Unit[]): readonly Pair[] {
  const moves: Move[][] = []
  let above: number[] = []
  for (let i = 0; i <= expected.length; i++) {
    const row: number[] = []
    const made: Move[] = []
    for (let j = 0; j <= actual.length; j++) {
      const both = i > 0 && j > 0 ? (above[j - 1] ?? NEVER) + costOf(expected, actual, i - 1, j - 1) : NEVER
      const lost = i > 0 ? (above[j] ?? NEVER) + GAP : NEVER
      const invented = j > 0 ? (row[j - 1] ?? NEVER) + GAP : NEVER
      const least = Math.min(both, lost, invented)
      row[j] = i === 0 && j === 0 ? 0 : least
      made[j] = least === both ? 'both' : least === lost ? 'lost' : 'invented'
    }
    moves.push(made)
    above = row
  }
  return walkBack(moves, expected, actual)
}

const costOf = (expected: readonly Unit[], actual: readonly Unit[], i: number, j: number): number =>
  distance(expected[i] as Unit, actual[j] as Unit)

function walkBack(
  moves: readonly Move[][],
  expected: readonly Unit[],
  actual: readonly Unit[],
): readonly Pair[] {
  const pairs: Pair[] = []
  let i = expected.length
  let j = actual.length
  while (i > 0 || j > 0) {
    const move = i === 0 ? 'invented' : j === 0 ? 'lost' : moves[i]?.[j]
    if (move === 'both') {
      i--
      j--
      const kind = isSame(expected[i] as Unit, actual[j] as Unit) ? 'same' : 'changed'
      pairs.push({ kind, expected: i, actual: j })
    } else if (move === 'lost') pairs.push({ kind: 'lost', expected: --i })
    else pairs.push({ kind: 'invented', actual: --j })
  }
  return pairs.reverse()
}

/** What is missing in one place and stands in another was moved; what stands there beyond that, and was said once, is doubled. */
function regroup(path: readonly Pair[], expected: readonly Unit[], actual: readonly Unit[]): readonly Pair[] {
  const twins = groupAlike(expected)
  const missing = new Set(path.flatMap((pair) => (pair.kind === 'lost' ? [pair.expected] : [])))
  const moved = new Set<number>()
  const pairs = path.map((pair): Pair => {
    if (pair.kind !== 'invented') return pair
    const unit = actual[pair.actual] as Unit
    const alike = (twins.get(nameOf(unit)) ?? []).filter((at) => isSame(expected[at] as Unit, unit))
    const lost = alike.find((at) => missing.has(at) && !moved.has(at))
    if (lost !== undefined) {
      moved.add(lost)
      return { kind: 'moved', expected: lost, actual: pair.actual }
    }
    const [twin] = alike
    return twin === undefined ? pair : { kind: 'doubled', expected: twin, actual: pair.actual }
  })
  return pairs.filter((pair) => pair.kind !== 'lost' || !moved.has(pair.expected))
}

/** Places of those that may be the same, by a name that all of them have: thousands are not compared with thousands. */
function groupAlike(units: readonly Unit[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [at, unit] of units.entries()) {
    const name = nameOf(unit)
    const group = groups.get(name)
    if (group) group.push(at)
    else groups.set(name, [at])
  }
  return groups
}
