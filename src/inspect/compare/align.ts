import type { Json } from '../../wire/json.ts'
import { deepEqual } from '../../wire/json.ts'
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
  let i = 0
  let j = 0
  while (i < expected.length || j < actual.length) {
    const [a, b] = nextAlike(expected, actual, i, j)
    const block = { expected: expected.slice(i, i + a), actual: actual.slice(j, j + b) }
    for (const pair of cheapestPath(block.expected, block.actual)) path.push(shifted(pair, i, j))
    i += a
    j += b
    if (i < expected.length && j < actual.length && isSame(expected[i] as Unit, actual[j] as Unit))
      path.push({ kind: 'same', expected: i++, actual: j++ })
  }
  return regroup(path, expected, actual)
}

/** How many of each come before the next thing that both say alike; all that is in reach, where there is none. */
function nextAlike(
  expected: readonly Unit[],
  actual: readonly Unit[],
  i: number,
  j: number,
): readonly [number, number] {
  const [restExpected, restActual] = [expected.length - i, actual.length - j]
  for (let sum = 0; sum <= Math.min(2 * REACH, restExpected + restActual); sum++) {
    for (let a = Math.max(0, sum - REACH); a <= Math.min(sum, REACH); a++) {
      const [left, right] = [expected[i + a], actual[j + sum - a]]
      if (left && right && isSame(left, right)) return [a, sum - a]
    }
  }
  return [Math.min(restExpected, REACH), Math.min(restActual, REACH)]
}

function shifted(pair: Pair, i: number, j: number): Pair {
  if (pair.kind === 'lost') return { kind: 'lost', expected: pair.expected + i }
  if (pair.kind === 'invented') return { kind: 'invented', actual: pair.actual + j }
  return { ...pair, expected: pair.expected + i, actual: pair.actual + j }
}

export const isSame = (left: Unit, right: Unit): boolean =>
  left.kind === right.kind &&
  left.name === right.name &&
  left.role === right.role &&
  deepEqual(left.value, right.value)

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
  const missing = path.filter((pair) => pair.kind === 'lost')
  const moved = new Map<number, number>()
  const pairs = path.map((pair): Pair => {
    if (pair.kind !== 'invented') return pair
    const unit = actual[pair.actual] as Unit
    const lost = missing.find(
      (one) => !moved.has(one.expected) && isSame(expected[one.expected] as Unit, unit),
    )
    if (lost) {
      moved.set(lost.expected, pair.actual)
      return { kind: 'moved', expected: lost.expected, actual: pair.actual }
    }
    const twin = expected.findIndex((one) => isSame(one, unit))
    return twin < 0 ? pair : { kind: 'doubled', expected: twin, actual: pair.actual }
  })
  return pairs.filter((pair) => pair.kind !== 'lost' || !moved.has(pair.expected))
}
