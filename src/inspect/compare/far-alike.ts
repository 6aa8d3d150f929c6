import { isSame } from './same.ts'
import type { Unit } from './units.ts'

/** Something that both say once and alike, as places in the two lists. */
export interface Alike {
  readonly expected: number
  readonly actual: number
}

/**
 * What both say once, as long a list as can be in which both go on: where two drifted far apart, there they come together again
 * (as in Bram Cohen's patience diff).
 */
export function farAlike(expected: readonly Unit[], actual: readonly Unit[]): readonly Alike[] {
  const there = saidOnce(actual)
  const both = [...saidOnce(expected)].flatMap(([name, at]): Alike[] => {
    const other = there.get(name)
    if (at === undefined || other === undefined) return []
    return isSame(expected[at] as Unit, actual[other] as Unit) ? [{ expected: at, actual: other }] : []
  })
  return longestRising(both)
}

/** By name, in the order of the list; undefined what is said more than once. */
function saidOnce(units: readonly Unit[]): ReadonlyMap<string, number | undefined> {
  const places = new Map<string, number | undefined>()
  for (const [at, unit] of units.entries()) {
    const name = nameOf(unit)
    places.set(name, places.has(name) ? undefined : at)
  }
  return places
}

/** Values that are deeply the same may be written in another order: of those only texts are told apart here. */
export const nameOf = ({ kind, name, role, value }: Unit): string =>
  [kind, name, role, typeof value === 'object' ? '' : value].join(' ')

/** Of a list that rises in `expected`, the longest part that rises in `actual`, too. */
function longestRising(list: readonly Alike[]): readonly Alike[] {
  /** By length: the last of the part of that length that ends lowest. */
  const ends: number[] = []
  const before: (number | undefined)[] = []
  for (const [at, { actual }] of list.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((list[ends[middle] as number] as Alike).actual < actual) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? ends[low - 1] : undefined
    ends[low] = at
  }
  const part: Alike[] = []
  for (let at = ends.at(-1); at !== undefined; at = before[at]) part.push(list[at] as Alike)
  return part.reverse()
}
