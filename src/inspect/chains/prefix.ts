import type { Reading } from '../../translate/reading.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject } from '../../wire/json.ts'
import type { Place } from '../finding.ts'
import { placeAt, placeOf } from '../places.ts'
import type { Unit } from './units.ts'

/** How much of an earlier turn a later request sends again. */
export interface Prefix {
  /** Of what the earlier request said, from its beginning: how many things stand unchanged at the beginning of the later one. */
  readonly kept: number
  readonly of: number
  /** The later request says more than the earlier: it is no other try of the same turn. */
  readonly isLonger: boolean
  /** The first thing that is another; absent where all is kept, and where the later request simply ends. */
  readonly changedAt?: Place
  readonly cacheBreak?: CacheBreak
}

/** What keeps a provider from reading the prefix from its cache, in the order in which prompts are built. */
export interface CacheBreak {
  readonly what: 'model' | 'tools' | 'tool-order' | 'instructions' | 'messages'
  readonly place: Place
}

export function comparePrefix(
  earlier: Reading,
  earlierUnits: readonly Unit[],
  later: Reading,
  laterUnits: readonly Unit[],
): Prefix {
  const differs = earlierUnits.findIndex(({ says }, i) => laterUnits[i]?.says !== says)
  const kept = differs === -1 ? earlierUnits.length : differs
  const other = differs === -1 ? undefined : laterUnits[differs]
  const changedAt = other && placeOf(later.exchange, 'request', other.leaf)
  const cacheBreak = breakOf(earlier, later, changedAt)
  return {
    kept,
    of: earlierUnits.length,
    isLonger: laterUnits.length > earlierUnits.length,
    ...(changedAt ? { changedAt } : {}),
    ...(cacheBreak ? { cacheBreak } : {}),
  }
}

const INSTRUCTION_KEYS = ['system', 'instructions', 'systemInstruction', 'system_instruction']

function breakOf(earlier: Reading, later: Reading, changedAt: Place | undefined): CacheBreak | undefined {
  // Across dialects the prompt is built anew: nothing of one is in the cache of the other.
  if (earlier.dialect !== later.dialect) return undefined
  const [before, after] = [objectOf(earlier), objectOf(later)]
  const at = (key: string): Place => placeAt(later.exchange, 'request', { pointer: `/${key}` })
  if (!deepEqual(before.model, after.model)) return { what: 'model', place: at('model') }
  if (!deepEqual(before.tools, after.tools))
    return {
      what: sameInOtherOrder(before.tools, after.tools) ? 'tool-order' : 'tools',
      place: after.tools === undefined ? placeAt(later.exchange, 'request') : at('tools'),
    }
  const key = INSTRUCTION_KEYS.find((one) => !deepEqual(before[one], after[one]))
  if (key !== undefined)
    return { what: 'instructions', place: key in after ? at(key) : placeAt(later.exchange, 'request') }
  const instructions = headsOf(before).findIndex((one, i) => !deepEqual(one, headsOf(after)[i]))
  if (instructions >= 0 || headsOf(before).length !== headsOf(after).length)
    return { what: 'instructions', place: at(`messages/${Math.max(instructions, 0)}`) }
  return changedAt ? { what: 'messages', place: changedAt } : undefined
}

export const isInstruction = (role: unknown): boolean => role === 'system' || role === 'developer'

/** The messages before the conversation, which instruct. */
function headsOf({ messages }: Readonly<Partial<Record<string, Json>>>): readonly Json[] {
  const list: readonly Json[] = Array.isArray(messages) ? messages : []
  const first = list.findIndex((one) => !(isObject(one) && isInstruction(one.role)))
  return first < 0 ? [] : list.slice(0, first)
}

const objectOf = ({ request }: Reading): Readonly<Partial<Record<string, Json>>> =>
  isObject(request?.json) ? request.json : {}

function sameInOtherOrder(left: Json | undefined, right: Json | undefined): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
  const words = (list: readonly Json[]): string =>
    list
      .map((one) => JSON.stringify(one))
      .sort()
      .join('\n')
  return words(left) === words(right)
}
