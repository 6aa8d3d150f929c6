import type { Reading } from '../../translate/reading.ts'
import { jsonText } from '../../wire/json-numbers.ts'
import type { Place } from '../finding.ts'
import type { Pair } from './align.ts'
import { placeOfUnit } from './compare.ts'
import type { Excerpt } from './excerpt.ts'
import { excerpt, excerpts } from './excerpt.ts'
import type { Unit } from './units.ts'
import { deedOf } from './words.ts'

/** One thing as one of the two said it. */
export interface Said extends Excerpt {
  /** `text`, `call add`: what it is. */
  readonly what: string
  readonly place?: Place
  /** The last frame of those that say it, from 0, where they are several. */
  readonly untilFrame?: number
}

/** What both said, side by side; one of them is absent where only the other said it. */
export interface AlignedRow {
  readonly kind: Pair['kind']
  readonly left?: Said
  readonly right?: Said
}

/** A row with what was done, as the end of a sentence: `lost the call add`. */
export interface DifferenceRow extends AlignedRow {
  readonly deed?: string
}

/** One of the two that are compared, and what it says. */
export interface Voice {
  readonly reading: Reading
  readonly half: Place['half']
  readonly units: readonly Unit[]
}

export const differenceRow = (pair: Pair, left: Voice, right: Voice): DifferenceRow => ({
  ...alignedRow(pair, left, right),
  ...(pair.kind === 'same' ? {} : { deed: deedOf(pair, left.units, right.units) }),
})

export function alignedRow(pair: Pair, left: Voice, right: Voice): AlignedRow {
  const before = 'expected' in pair ? left.units[pair.expected] : undefined
  const after = 'actual' in pair ? right.units[pair.actual] : undefined
  const [was, is] =
    before && after && pair.kind === 'changed'
      ? excerpts(textOf(before), textOf(after))
      : [before && excerpt(textOf(before)), after && excerpt(textOf(after))]
  return {
    kind: pair.kind,
    ...(before && was ? { left: said(left, before, was) } : {}),
    ...(after && is ? { right: said(right, after, is) } : {}),
  }
}

function said({ reading, half }: Voice, unit: Unit, shown: Excerpt): Said {
  const place = placeOfUnit(reading, half, unit)
  const until = unit.end?.frame
  return {
    ...shown,
    what: unit.name === undefined ? unit.kind : `${unit.kind} ${unit.name}`,
    ...(place ? { place } : {}),
    ...(until !== undefined && until !== place?.frame ? { untilFrame: until } : {}),
  }
}

const textOf = ({ value, numbers }: Unit): string => {
  if (value === null) return ''
  return typeof value === 'string' ? value : jsonText(value, numbers)
}
