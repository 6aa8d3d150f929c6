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

/**
 * Cumulative counts: the later ones hold, field by field. Not by spreading both: a second spread is many times slower, and
 * Gemini counts with every chunk.
 */
export function addUsage(before: Usage | undefined, after: Usage): Usage {
  if (!before) return after
  let filled: Filling | undefined
  for (const field of FIELDS) {
    if (after[field] !== undefined || before[field] === undefined) continue
    filled ??= { ...after }
    Object.assign(filled, { [field]: before[field] })
  }
  return filled ?? after
}
