import type { Reading } from '../../translate/reading.ts'
import type { Json } from '../../wire/json.ts'
import { cutOf, isOutrun } from '../captures/cut.ts'
import type { Pair } from './align.ts'
import type { Unit } from './units.ts'

/** Which of two captures of one reply ends early, and where. */
export interface EarlyEnd {
  readonly exchange: string
  readonly of: 'source' | 'seen'
  readonly where: string
}

/** `source` is what the provider said, `seen` what the client was given. */
export function endOf(source: Reading, seen: Reading): EarlyEnd | undefined {
  for (const [of, reading] of [
    ['seen', seen],
    ['source', source],
  ] as const) {
    const cut = cutOf(reading, 'reply')
    if (cut) return { exchange: reading.exchange.id, of, where: cut.where }
  }
  return isOutrun(source, seen)
    ? { exchange: source.exchange.id, of: 'source', where: 'without the end of its stream' }
    : undefined
}

/** What became of things, as far as the shorter capture tells: what lies behind its end is no loss and nothing made up. */
export function upToCut(
  pairs: readonly Pair[],
  { of }: EarlyEnd,
  expected: readonly Unit[],
  actual: readonly Unit[],
): readonly Pair[] {
  const units = of === 'seen' ? actual : expected
  const placeIn = (pair: Pair): number | undefined => {
    if (of === 'seen') return 'actual' in pair ? pair.actual : undefined
    return 'expected' in pair ? pair.expected : undefined
  }
  const last = pairs.findLastIndex((pair) => placeIn(pair) !== undefined)
  return pairs.filter((pair, index) => {
    const place = placeIn(pair)
    // The end of a reply comes last, wherever the alignment puts it.
    if (place === undefined) return index < last && kindOf(pair, expected, actual) !== 'finish'
    if (place < units.length - 1 || pair.kind !== 'changed') return true
    return !isBeginning(expected[pair.expected], actual[pair.actual])
  })
}

const kindOf = (pair: Pair, expected: readonly Unit[], actual: readonly Unit[]): Unit['kind'] | undefined =>
  ('expected' in pair ? expected[pair.expected] : actual[pair.actual])?.kind

/** One of the two is the beginning of the other; of a call, as far as its arguments came. */
function isBeginning(left: Unit | undefined, right: Unit | undefined): boolean {
  if (!left || !right || left.kind !== right.kind || left.name !== right.name) return false
  if (left.kind === 'call') return true
  const [one, other] = [textOf(left.value), textOf(right.value)]
  return one.startsWith(other) || other.startsWith(one)
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
