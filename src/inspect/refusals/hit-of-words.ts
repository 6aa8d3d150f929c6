import type { Scene } from '../evidence.ts'
import { placeAt } from '../places.ts'
import { opening } from '../reply-facts.ts'
import type { Hit, Rule } from '../rule.ts'
import { pointersHinted, pointersNamed } from './error-places.ts'
import type { ErrorWords } from './error-words.ts'
import { quoteOf } from './error-words.ts'
import { pointersBehind } from './places-behind.ts'

/** A finding by the words of an error alone: what they mean, where in the request, or what would show it. */
export function hitOfWords(scene: Scene, words: ErrorWords, rule: Rule, others: readonly Rule[]): Hit {
  const { exchange } = scene
  const said = (quoteOf(words.texts, rule.texts ?? []) ?? words.texts[0] ?? '').replace(/\.$/, '')
  const pointers = rule.isAboutReply ? [] : placesMeant(scene, words, rule)
  const whose = rule.isAboutReply ? 'A client stopped with' : 'The request was refused with'
  const next = rule.isAboutReply ? SHOW_REPLY : pointers.length > 0 ? '' : wanted(scene)
  const either =
    others.length > 0 && pointers.length === 0
      ? ` The same words also stand for ${others.map(({ id }) => id).join(' and ')}.`
      : ''
  const marked = pointers.length > 0 ? '; the place that it means is marked' : ''
  return {
    severity: 'error',
    message: `${whose} “${opening(said, 200)}”${marked}.${either}${next}`,
    places: [...pointers.map((pointer) => placeAt(exchange, 'request', { pointer })), words.place],
  }
}

const SHOW_REPLY = ' To see the place, capture the reply that it stopped at, as it came over the wire.'
const SHOW_REQUEST = ' To see the place, paste the request that was refused in front of the error.'
const SHOW_UPSTREAM =
  ' Nothing in this request fits: to see the place, capture the request that reached the provider, behind the gateway.'

const wanted = ({ request, exchange }: Scene): string =>
  !request ? SHOW_REQUEST : exchange.side === 'upstream' ? '' : SHOW_UPSTREAM

/** The places that the words name; among several candidates, those at which the rule's own kind of thing stands. */
function placesMeant(scene: Scene, { texts }: ErrorWords, rule: Rule): readonly string[] {
  const { request } = scene
  if (!request) return []
  const suspects = rule.suspects?.(scene) ?? []
  const candidates = [
    () => pointersBehind(scene, texts, rule),
    () => pointersNamed(request.json, texts),
    () => pointersHinted(request.json, texts),
  ]
  for (const [at, find] of candidates.entries()) {
    const found = find()
    const both = nearBoth(suspects, found)
    if (both.length > 0) return both
    if (found.length > 0 && (at < 2 || suspects.length === 0)) return found
  }
  return suspects.slice(0, 4)
}

/** Of two places that lie in each other, the deeper says more. */
const nearBoth = (suspects: readonly string[], found: readonly string[]): string[] =>
  suspects.flatMap((one) => {
    const near = found.find((other) => isWithin(one, other) || isWithin(other, one))
    return near === undefined ? [] : [near.length > one.length ? near : one]
  })

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`)
