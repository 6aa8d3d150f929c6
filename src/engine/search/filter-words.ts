import type { Lane } from '../answers/window.ts'
import { LANES } from '../answers/window.ts'

/** What a token of a filter looks at; without a key it is text. */
export const FILTER_KEYS = ['part', 'call', 'kind', 'lane', 'step', 'at', 'problem', 'text'] as const
export type FilterKey = (typeof FILTER_KEYS)[number]
/** Words that say all by themselves. */
export const FILTER_FLAGS = ['lost', 'changed', 'added', 'held', 'problem'] as const
export type FilterFlag = (typeof FILTER_FLAGS)[number]

/** One condition on a row. */
export interface FilterToken {
  readonly key: FilterKey | FilterFlag
  /** Empty for a flag. */
  readonly value: string
  readonly isNegated: boolean
}

/** A quote that is not closed reaches to the end. */
const PIECE = /(-?)(?:([a-z]+):)?(?:'((?:[^'\\]|\\.)*)(?:'|$)|"((?:[^"\\]|\\.)*)(?:"|$)|(\S+))/gi

const isKey = (word: string | undefined): word is FilterKey =>
  (FILTER_KEYS as readonly (string | undefined)[]).includes(word)
const isFlag = (word: string | undefined): word is FilterFlag =>
  (FILTER_FLAGS as readonly (string | undefined)[]).includes(word)

/** `part:tool-call -lane:gemini lost 'some text'`: every token must hold. What is no token of ours is text. */
export function parseFilter(filter: string): readonly FilterToken[] {
  return [...filter.matchAll(PIECE)].flatMap((piece): FilterToken[] => {
    const [whole, minus = '', word, single, double, plain] = piece
    const [key, flag] = [word?.toLowerCase(), plain?.toLowerCase()]
    const isNegated = minus === '-'
    const quoted = single ?? double
    const value = quoted === undefined ? (plain ?? '').replace(/^['"]/, '') : unquote(quoted)
    if (isKey(key)) return value === '' ? [] : [{ key, value, isNegated }]
    if (key === undefined && quoted === undefined && isFlag(flag))
      return [{ key: flag, value: '', isNegated }]
    const text = key === undefined ? value : whole.slice(minus.length)
    // What is still to be typed asks for nothing.
    const isBegun = quoted === undefined && (text === '-' || isOpenKey(text))
    return isBegun || text === '' ? [] : [{ key: 'text', value: text, isNegated }]
  })
}

const isOpenKey = (text: string): boolean => text.endsWith(':') && isKey(text.slice(0, -1).toLowerCase())

/** `gemini`, `anthropic-messages` and `other`, and any beginning of them; `chat` and `responses` as people say them. */
export const lanesCalled = (name: string): readonly Lane[] =>
  LANES.filter((id) => id.startsWith(name.toLowerCase()) || id.split('-')[1] === name.toLowerCase())

const unquote = (text: string): string => text.replace(/\\(.)/gs, '$1')

export function formatToken({ key, value, isNegated }: FilterToken): string {
  const minus = isNegated ? '-' : ''
  if (value === '') return `${minus}${key}`
  const isPlain = /^[^\s'"-][^\s'"]*$/.test(value)
  const word = isPlain ? value : `'${value.replace(/[\\']/g, '\\$&')}'`
  const isBare = key === 'text' && isPlain && !isFlag(value.toLowerCase()) && !value.includes(':')
  return minus + (isBare || (key === 'text' && !isPlain) ? word : `${key}:${word}`)
}
