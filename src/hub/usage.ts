import type { Json } from '../wire/json.ts'
import type { Usage } from './reply.ts'

type Filling = { -readonly [K in keyof Usage]: Usage[K] }

const FIELDS = [
  'input',
  'output',
  'total',
  'cacheRead',
  'cacheWrite',
  'reasoning',
  'inputAudio',
  'outputAudio',
  'tag',
  'extras',
] as const

/** Cumulative counts: the later ones hold, field by field. Nothing is built where they say all: Gemini counts with every chunk. */
export function addUsage(before: Usage | undefined, after: Usage): Usage {
  if (!before || saysAll(before, after)) return after
  const filled: Filling = { ...after }
  for (const field of FIELDS)
    if (after[field] === undefined && before[field] !== undefined)
      Object.assign(filled, { [field]: before[field] })
  return filled
}

/** Spelled out: a table of names costs a search for each. */
const saysAll = (before: Usage, after: Usage): boolean =>
  (before.input === undefined || after.input !== undefined) &&
  (before.output === undefined || after.output !== undefined) &&
  (before.total === undefined || after.total !== undefined) &&
  (before.cacheRead === undefined || after.cacheRead !== undefined) &&
  (before.cacheWrite === undefined || after.cacheWrite !== undefined) &&
  (before.reasoning === undefined || after.reasoning !== undefined) &&
  (before.inputAudio === undefined || after.inputAudio !== undefined) &&
  (before.outputAudio === undefined || after.outputAudio !== undefined) &&
  (before.tag === undefined || after.tag !== undefined) &&
  (before.extras === undefined || after.extras !== undefined)

/** The same, and the extras of one dialect too hold key by key. */
export function mergeUsage(before: Usage | undefined, after: Usage): Usage {
  const merged = addUsage(before, after)
  const { extras } = after
  if (!extras || !before?.extras?.entries.length || before.extras.dialect !== extras.dialect) return merged
  const later = new Set(extras.entries.map(([key]) => key))
  const kept = before.extras.entries.filter(([key]) => !later.has(key))
  return kept.length === 0
    ? merged
    : { ...merged, extras: { ...extras, entries: [...kept, ...extras.entries] } }
}

/** Counts as they stand on the wire, absent ones as none. */
export const sumOf = (...counts: readonly (Json | undefined)[]): number =>
  counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : 0), 0)
