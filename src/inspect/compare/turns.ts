import type { Role } from '../../hub/request.ts'
import type { Reading } from '../../translate/reading.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { CacheBreak } from '../chains/prefix.ts'
import { comparePrefix } from '../chains/prefix.ts'
import { canonicalJson, unitsOf as chainUnits } from '../chains/units.ts'
import type { Pair } from './align.ts'
import { align } from './align.ts'
import type { AlignedRow, Voice } from './rows.ts'
import { alignedRow } from './rows.ts'
import type { TurnSpelling, Unit } from './units.ts'
import { unitsOfReply, unitsOfRequest } from './units.ts'

/** What a later turn made of all that an earlier one said and was answered. */
export interface TurnDifference {
  readonly earlier: string
  readonly later: string
  /** `left`: the later request does not say it. The earlier turn's reply stands among the left ones as what it answered. */
  readonly rows: readonly TurnRow[]
  readonly cacheBreak?: CacheBreak
}

export interface TurnRow extends AlignedRow {
  /** It was said in the reply of the earlier turn, not in its request. */
  readonly isAnswer?: true
}

export function compareTurns(earlier: Reading, later: Reading): TurnDifference {
  const asked = unitsOfTurn(earlier)
  const units = [...asked, ...answerUnits(earlier)]
  const after: Voice = { reading: later, half: 'request', units: unitsOfTurn(later) }
  const isAnswer = (pair: Pair): boolean => 'expected' in pair && pair.expected >= asked.length
  const rows = align(units, after.units).map((pair): TurnRow => {
    const half = isAnswer(pair) ? 'reply' : 'request'
    const row = alignedRow(pair, { reading: earlier, half, units }, after)
    return isAnswer(pair) ? { ...row, isAnswer: true } : row
  })
  const { cacheBreak } = prefixOf(earlier, later)
  return {
    earlier: earlier.exchange.id,
    later: later.exchange.id,
    rows,
    ...(cacheBreak ? { cacheBreak } : {}),
  }
}

function prefixOf(earlier: Reading, later: Reading): ReturnType<typeof comparePrefix> {
  const canonical = canonicalJson()
  const [before, after] = [earlier, later].map(({ request }) =>
    chainUnits(request?.hub.messages ?? [], canonical),
  )
  return comparePrefix(earlier, before ?? [], later, after ?? [])
}

/** Roles that mean the same in every dialect: whose words they are. */
const WHOSE: TurnSpelling = {
  roleAt: (_: number, role: Role) =>
    role === 'assistant' || role === 'system' || role === 'developer' ? role : 'user',
  groupsResults: false,
}

/** What a request says, tools with their definitions, so that it can be told from the same thing said otherwise. */
export function unitsOfTurn({ request }: Reading): readonly Unit[] {
  if (!request) return []
  const definitions = request.hub.tools.filter((tool) => tool.kind === 'function')
  let at = 0
  const units = unitsOfRequest(request.hub, WHOSE).map((unit): Unit => {
    if (unit.kind !== 'tool') return unit
    const { description, parameters } = definitions[at++] ?? {}
    return {
      ...unit,
      value: {
        ...(description ? { description: description.value } : {}),
        ...(parameters ? { parameters: parameters.value } : {}),
      },
    }
  })
  return [...modelUnit(request.json), ...units]
}

/** Which model is asked decides what a provider has in its cache. Gemini says it in the address. */
const modelUnit = (json: Json): readonly Unit[] =>
  isObject(json) && typeof json.model === 'string'
    ? [{ kind: 'model', value: json.model, origin: { pointer: '/model' } }]
    : []

const SAID_AGAIN: ReadonlySet<Unit['kind']> = new Set(['text', 'refusal', 'call'])

/** What a client sends again of a reply, as it does so. */
const answerUnits = ({ reply }: Reading): readonly Unit[] =>
  unitsOfReply(reply?.events ?? [])
    .filter(({ kind, value }) => SAID_AGAIN.has(kind) && value !== '')
    .map((unit) => ({ ...unit, role: 'assistant' }))
