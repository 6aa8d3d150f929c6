import { pointersNamed } from './error-places.ts'
import type { Scene } from './evidence.ts'
import { placeAt, placeOf } from './places.ts'
import type { Hit, Rule } from './rule.ts'

export interface Judgement {
  readonly rule: Rule
  readonly hit: Hit
}

/** What some rules find in a scene. Where the provider's own words name a rule, they settle it, and lead to the place. */
export function judge(rules: readonly Rule[], scene: Scene): Judgement[] {
  const found = rules.flatMap((rule) => rule.find(scene).map((hit): Judgement => ({ rule, hit })))
  const words = scene.failure && `${scene.failure.message.value} ${scene.failure.code?.value ?? ''}`
  const named = words ? rules.filter(({ texts = [] }) => texts.some((text) => text.test(words))) : []
  if (!words || named.length === 0) return found
  const told = found.filter(({ rule }) => named.includes(rule))
  // The same words may stand for several rules: the request decides which (bugs.md §3.3).
  const [first] = named
  // A client is passed on what the provider said: the provider's own exchange has the place.
  if (told.length === 0 && isPassedOn(scene)) return found
  if (told.length === 0 && first) return [...found, { rule: first, hit: fromWords(scene, words) }]
  return found.map((one) => (told.includes(one) ? { ...one, hit: confirmed(scene, one.hit) } : one))
}

const isPassedOn = ({ upstream }: Scene): boolean =>
  upstream?.reply?.events.some(({ kind }) => kind === 'error') ?? false

const replyPlace = ({ exchange, failure }: Scene) => placeOf(exchange, 'reply', failure?.message)

const confirmed = (scene: Scene, { severity: _, ...hit }: Hit): Hit => ({
  ...hit,
  severity: 'error',
  places: hit.places.some(({ half, exchange }) => half === 'reply' && exchange === scene.exchange.id)
    ? hit.places
    : [...hit.places, replyPlace(scene)],
})

function fromWords(scene: Scene, words: string): Hit {
  const { exchange, request, failure } = scene
  const pointers = request ? pointersNamed(request.json, words) : []
  const said = failure?.message.value ?? ''
  return {
    severity: 'error',
    message: `The request was refused with “${said.length > 200 ? `${said.slice(0, 200)}…` : said}”${pointers.length > 0 ? '; the place that it means is marked' : ''}.`,
    places: [...pointers.map((pointer) => placeAt(exchange, 'request', { pointer })), replyPlace(scene)],
  }
}
