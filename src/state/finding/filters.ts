import type { Column, Window } from '../../engine/answers/window.ts'
import { LANES } from '../../engine/answers/window.ts'
import type { FILTER_KEYS, FilterToken } from '../../engine/search/filter-words.ts'
import { FILTER_FLAGS, formatToken, parseFilter } from '../../engine/search/filter-words.ts'
import type { FilterVocabulary } from '../../engine/search/found.ts'
import type { Atom } from '../../translate/lanes.ts'

export const tokensOf = (filter: string): readonly string[] => parseFilter(filter).map(formatToken)

/** The filter with tokens more; those that it has, or has the opposite of, are not said twice. */
export function withTokens(filter: string | undefined, tokens: readonly string[]): string {
  const bare = (token: string): string => token.replace(/^-/, '')
  const added = new Set(tokens.map(bare))
  return [...tokensOf(filter ?? '').filter((token) => !added.has(bare(token))), ...tokens].join(' ')
}

export const PARTS: Readonly<Partial<Record<Atom['hue'], string>>> = {
  text: 'text',
  reasoning: 'reasoning',
  call: 'tool-call',
  usage: 'usage',
  finish: 'finish',
  error: 'error',
}

/** Whether a filter asks for all of these tokens. */
export function hasTokens(filter: string | undefined, tokens: readonly string[]): boolean {
  const there = new Set(tokensOf(filter ?? ''))
  return tokens.every((token) => there.has(token))
}

/** The filter without tokens; empty where nothing is left. */
export const withoutTokens = (filter: string | undefined, tokens: readonly string[]): string =>
  tokensOf(filter ?? '')
    .filter((token) => !tokens.includes(token))
    .join(' ')

/** The longest value that a filter is made of. */
const VALUE_TAKEN = 60

/** What else is like a line: each a filter of its own, the nearest kin first. */
export function filtersLike(atom: Atom, column: Column, calls: Window['calls']): readonly string[] {
  const token = (key: FilterToken['key'], value = ''): string => formatToken({ key, value, isNegated: false })
  const { mark, call, hue, step, value, from, word } = atom
  const ordinal = call === undefined ? undefined : calls[column].get(call)
  const lane = column === 'source' ? '' : ` ${token('lane', column)}`
  const place = column === 'source' ? (atom.pointer ?? from[0]?.pointer) : from[0]?.pointer
  const part = PARTS[hue]
  return [
    ...(mark ? [`${token(mark)}${lane}`] : []),
    ...(ordinal === undefined ? [] : [token('call', `c${ordinal + 1}`)]),
    ...(part ? [token('part', part)] : []),
    ...(step === undefined ? [] : [token('step', step)]),
    ...(column === 'source' && !/[.[]/.test(word) ? [token('kind', word)] : []),
    ...(place ? [token('at', place)] : []),
    ...(value && value.length <= VALUE_TAKEN ? [token('text', value.replace(/^\+/, ''))] : []),
  ]
}

export interface Suggestion {
  readonly token: string
  readonly what: string
}

const FLAG_WORDS: Readonly<Record<(typeof FILTER_FLAGS)[number], string>> = {
  lost: 'something is lost in a lane',
  changed: 'something is changed in a lane',
  added: 'something is added in a lane',
  held: 'a lane holds it back',
  problem: 'a rule reports something here',
}
const KEY_WORDS: Readonly<Record<(typeof FILTER_KEYS)[number], string>> = {
  part: 'says something of this kind of part',
  call: 'belongs to this call',
  kind: 'an event of this type',
  lane: 'says something in this lane',
  step: 'changed by this step',
  at: 'says something at this JSON pointer',
  problem: 'this rule or finding stands here',
  text: 'says these words',
}

/** What a token asks of a row, in words. */
export const meaningOf = ({ key, value }: FilterToken): string =>
  value === '' ? FLAG_WORDS[key as keyof typeof FLAG_WORDS] : KEY_WORDS[key as keyof typeof KEY_WORDS]

/** Tokens that go on with the word which is being typed. */
export function suggestionsFor(
  filter: string,
  words: FilterVocabulary | undefined,
  rules: readonly string[],
): readonly Suggestion[] {
  const [, before = '', minus = '', typed = ''] = /^(.*?)(-?)(\S*)$/s.exec(filter) ?? []
  if (/(?:^|\s)-?(?:[a-z]+:)?'[^']*$/.test(before)) return []
  const of = (key: (typeof FILTER_KEYS)[number], values: readonly string[]): Suggestion[] =>
    values.map((value) => ({
      token: formatToken({ key, value, isNegated: false }),
      what: KEY_WORDS[key],
    }))
  const all: readonly Suggestion[] = [
    ...FILTER_FLAGS.map((token) => ({ token, what: FLAG_WORDS[token] })),
    ...of('part', Object.values(PARTS)),
    ...of('kind', words?.kinds ?? []),
    ...of('call', words?.calls.map((_, i) => `c${i + 1}`) ?? []),
    ...of('lane', LANES),
    ...of('problem', rules),
    ...of('step', words?.steps ?? []),
    { token: "text:'", what: KEY_WORDS.text },
    { token: 'at:/', what: KEY_WORDS.at },
  ]
  const wanted = typed.toLowerCase()
  const there = new Set(tokensOf(before))
  return all
    .filter(({ token }) => token.toLowerCase().startsWith(wanted) && token !== typed && !there.has(token))
    .map(({ token, what }) => ({ token: minus + token, what }))
    .slice(0, MOST)
}

const MOST = 40

/** The filter in which the word being typed has become a token. */
export function completed(filter: string, token: string): string {
  const isWhole = !/[:/']$/.test(token) || (token.endsWith("'") === true && token !== "text:'")
  return filter.replace(/\S*$/, '') + token + (isWhole ? ' ' : '')
}
