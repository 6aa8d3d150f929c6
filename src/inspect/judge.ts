import type { Scene } from './evidence.ts'
import { errorWordsOf } from './refusals/error-words.ts'
import { hitOfWords } from './refusals/hit-of-words.ts'
import type { Hit, Rule } from './rule.ts'

export interface Judgement {
  readonly rule: Rule
  readonly hit: Hit
}

/**
 * What some rules find in a scene. Where the provider's own words name a rule, they settle it, and lead to the place. The words
 * may be those of another dialect's server, behind a gateway: then they name one of `all`.
 */
export function judge(rules: readonly Rule[], scene: Scene, all: readonly Rule[] = rules): Judgement[] {
  const found = rules.flatMap((rule) => rule.find(scene).map((hit): Judgement => ({ rule, hit })))
  const words = errorWordsOf(scene)
  if (!words) return found
  const isNamed = ({ texts = [] }: Rule): boolean =>
    texts.some((pattern) => words.texts.some((text) => pattern.test(text)))
  // Without the request, the dialect is a guess from the envelope.
  const own = scene.request ? rules.filter(isNamed) : []
  const named = own.length > 0 ? own : all.filter(isNamed)
  // The same words may stand for several rules: the request decides which (bugs.md §3.3).
  const [first, ...others] = named
  if (!first) return found
  const told = found.filter(({ rule }) => named.includes(rule))
  if (told.length > 0)
    return found.map((one) =>
      told.includes(one) ? { ...one, hit: confirmed(scene, one.hit, words.place) } : one,
    )
  // A client is passed on what the provider said: the provider's own exchange has the place.
  if (isPassedOn(scene)) return found
  return [...found, { rule: first, hit: hitOfWords(scene, words, first, others) }]
}

const isPassedOn = ({ upstream }: Scene): boolean =>
  upstream?.reply?.events.some(({ kind }) => kind === 'error') ?? false

const confirmed = ({ exchange }: Scene, { severity: _, ...hit }: Hit, place: Hit['places'][number]): Hit => ({
  ...hit,
  severity: 'error',
  places: hit.places.some((one) => one.half === 'reply' && one.exchange === exchange.id)
    ? hit.places
    : [...hit.places, place],
})
