import type { Json } from '../wire/json.ts'
import type { Cursor } from './cursor.ts'
import type { Leaf, WrittenObject } from './leaf.ts'

/** Where somebody searches from: said in the same four words by all dialects that ask for it. */
export interface SearchPlace {
  readonly tag?: Leaf<string>
  readonly city?: Leaf<string>
  readonly region?: Leaf<string>
  readonly country?: Leaf<string>
  readonly timezone?: Leaf<string>
}

/** Search of the web by the provider: the one hosted tool that all dialects have. */
export interface WebSearch {
  /** What says that it is one. */
  readonly tag?: Leaf<unknown>
  /** low, medium, high */
  readonly contextSize?: Leaf<string>
  readonly allowedDomains?: Leaf<Json>
  readonly blockedDomains?: Leaf<Json>
  readonly maxUses?: Leaf<number>
  readonly place?: SearchPlace
}

const WORDS = ['city', 'region', 'country', 'timezone'] as const

/** `type` stands beside the words, or around them (Chat). */
export function readPlace(at: Cursor, tag = at.string('type')): SearchPlace {
  const place: { -readonly [K in keyof SearchPlace]: SearchPlace[K] } = {}
  if (tag) place.tag = tag
  for (const word of WORDS) {
    const leaf = at.string(word)
    if (leaf) place[word] = leaf
  }
  return place
}

export const writePlace = (place: SearchPlace): WrittenObject =>
  Object.fromEntries(WORDS.map((word) => [word, place[word]]))
