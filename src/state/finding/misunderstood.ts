import { LANES } from '../../engine/answers/window.ts'
import type { FilterToken } from '../../engine/search/filter-words.ts'
import { FILTER_KEYS, formatToken, lanesCalled, parseFilter } from '../../engine/search/filter-words.ts'
import type { FilterVocabulary } from '../../engine/search/found.ts'
import { parseHandle } from '../../transcript/handle.ts'
import { meaningOf, PARTS } from './filters.ts'

/** What there is that a token can name. */
export interface Nameable {
  /** Of which exchange the calls are numbered as their handles are; empty where they are not. */
  readonly exchange: string
  /** Of the half; absent while it is on its way. */
  readonly words: FilterVocabulary | undefined
  /** Of the findings, in their order. */
  readonly rules: readonly string[]
}

/** Why a token finds nothing, or something else than was meant. */
export interface Misunderstanding {
  readonly short: string
  /** What could be meant. */
  readonly instead?: string
}

/** One part of a filter, as it was understood. */
export interface Explained {
  readonly token: string
  /** What it asks of a row. */
  readonly means: string
  readonly why?: Misunderstanding
}

export const explained = (filter: string, nameable: Nameable): readonly Explained[] =>
  parseFilter(filter).map((token) => {
    const why = misunderstood(token, nameable)
    const means = meaningOf(token)
    return {
      token: formatToken(token),
      means: token.isNegated ? `not: ${means}` : means,
      ...(why ? { why } : {}),
    }
  })

/** Undefined where a token names something that there is. */
export function misunderstood(
  { key, value }: FilterToken,
  { exchange, words, rules }: Nameable,
): Misunderstanding | undefined {
  if (key === 'text') return asText(value)
  if (value === '') return undefined
  if (key === 'lane') return lanesCalled(value).length > 0 ? undefined : none('lane', value, LANES)
  if (key === 'part') return isPart(value) ? undefined : none('part', value, PART_NAMES)
  if (key === 'problem')
    return isProblem(value, rules) ? undefined : none('problem', value, [...new Set(rules)])
  if (key === 'step' && words)
    return words.steps.includes(value) ? undefined : none('step', value, words.steps)
  if (key === 'kind' && words) return asKind(value, words.kinds)
  return key === 'call' ? asCall(value, exchange, words?.calls) : undefined
}

/** Types are said whole. */
function asKind(value: string, kinds: readonly string[]): Misunderstanding | undefined {
  const longer = kinds.filter((kind) => kind.startsWith(value) && kind !== value)
  if (longer.length === 0 || kinds.includes(value)) return undefined
  return {
    short: `no kind is called just “${value}”`,
    instead: longer.map((kind) => `kind:${kind}`).join(' '),
  }
}

function asCall(
  value: string,
  exchange: string,
  calls: readonly string[] | undefined,
): Misunderstanding | undefined {
  const [, place = exchange, number] = /^(?:(x\d+)\.)?c(\d+)$/i.exec(value) ?? []
  if (!calls || number === undefined) return undefined
  if (place.toLowerCase() !== exchange) return { short: `“${value}” is no call of this half` }
  const there = calls.map((_, i) => `c${i + 1}`)
  return there[Number(number) - 1] === undefined ? none('call', value, there) : undefined
}

/** More are not listed. */
const LISTED = 8

function none(what: string, value: string, there: readonly string[]): Misunderstanding {
  const short = `there is no ${what} “${value}” here`
  const more = there.length > LISTED ? ' …' : ''
  return there.length === 0 ? { short } : { short, instead: there.slice(0, LISTED).join(', ') + more }
}

const PART_NAMES = Object.values(PARTS)

/** As cells are coloured; `tool` and `call` are said, too. */
const isPart = (value: string): boolean =>
  [...PART_NAMES, 'tool', 'call', 'frame'].includes(value.toLowerCase())

function isProblem(value: string, rules: readonly string[]): boolean {
  const number = /^p?(\d+)$/i.exec(value)?.[1]
  if (number !== undefined) return Number(number) >= 1 && Number(number) <= rules.length
  return rules.some((rule) => rule.startsWith(value.toUpperCase()))
}

/** As other filters join their parts. */
const JOINTS: ReadonlySet<string> = new Set(['OR', 'AND', 'NOT', '||', '&&'])

/** Words that look as if they were something else. */
function asText(value: string): Misunderstanding | undefined {
  const key = /^([a-z]+):(?!\/\/)/i.exec(value)?.[1]
  if (key !== undefined)
    return {
      short: `“${key}:” is no token and taken as text`,
      instead: FILTER_KEYS.map((one) => `${one}:`).join(' '),
    }
  const [, negated] = /^!(.+)$/.exec(value) ?? []
  if (negated !== undefined) return { short: `“${value}” is taken as text`, instead: `-${negated}` }
  if (JOINTS.has(value)) return { short: `“${value}” is taken as text, for all parts must fit anyway` }
  const kind = parseHandle(value)?.kind
  if (kind === 'finding') return { short: `“${value}” is taken as text`, instead: `problem:${value}` }
  if (kind === 'call') return { short: `“${value}” is taken as text`, instead: `call:${value}` }
  return kind === undefined || kind === 'exchange'
    ? undefined
    : { short: `“${value}” is taken as text`, instead: `/ ${value} ⏎ goes there` }
}
