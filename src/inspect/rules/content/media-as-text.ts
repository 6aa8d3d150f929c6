import type { Leaf } from '../../../hub/leaf.ts'
import type { Part } from '../../../hub/part.ts'
import type { Request } from '../../../hub/request.ts'
import type { Reading } from '../../../translate/reading.ts'
import type { Json } from '../../../wire/json.ts'
import { pointerStep } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { objectsBelow, textAt } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { isMedia, leafOfMedia } from './media.ts'

/** A list of parts as Python prints it. */
const PRINTED = /^\[\{'type': '(?:[^']*', [\s\S]*'type': ')?(?:image|image_url|audio|document)'/
/** A data URL; or base64 that begins as PNG, JPEG, GIF, WebP or PDF do. */
const ENCODED =
  /(?:data:(?:image|audio|video|application)\/[\w.+-]+;base64,|iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|JVBERi0)[A-Za-z0-9+/=]{150,}/g
/** No word is this long, and no gene has letters of both cases and digits. */
const LONG = 4000
const LONG_RUN = new RegExp(`[A-Za-z0-9+/]{${LONG},}`, 'g')
const isMixed = (run: string): boolean => /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run)

/** A page that has a picture in it is no picture: half of the text must be one. */
function isPicture(text: string): boolean {
  if (text.startsWith('[{') && PRINTED.test(text)) return true
  if (text.length < 150) return false
  const runs = text.match(ENCODED) ?? (text.length < LONG ? [] : (text.match(LONG_RUN) ?? []).filter(isMixed))
  return runs.reduce((sum, run) => sum + run.length, 0) * 2 > text.length
}

function find(scene: Scene): Hit[] {
  const upstream = scene.upstream?.request
  const isToldThere = upstream !== undefined && mediaTexts(upstream.hub).length > 0
  return [...asText(scene), ...(isToldThere ? [] : lostBetween(scene))]
}

const asText = (scene: Scene): Hit[] =>
  mediaTexts(scene.request?.hub, scene.exchange.side === 'upstream').flatMap(
    ({ text, length, where, isOwn }) => {
      // What people paste into their own words is theirs: behind a gateway alone it may be what a picture has become.
      if (isOwn && isSaid(scene.client, text.value)) return []
      const severity = isOwn && mediaIn(scene.client?.request?.hub).length === 0 ? 'warning' : undefined
      const words = `The image in ${where} reaches the model as ${Math.max(1, Math.round(length / 1024))} KB of text.`
      return [hitOf(scene, 'request', text, words, severity)]
    },
  )

const isSaid = (client: Reading | undefined, text: unknown): boolean =>
  typeof text === 'string' &&
  (client?.exchange.request?.body.includes(text.slice(0, 200)) ?? false) &&
  mediaIn(client?.request?.hub).length === 0

interface MediaText {
  readonly text: Leaf<unknown>
  readonly length: number
  readonly where: string
  readonly isOwn?: true
}

function mediaTexts(request: Request | undefined, withOwn = true): MediaText[] {
  return (request?.messages ?? []).flatMap(({ parts, role }) =>
    parts.flatMap((part): MediaText[] => {
      if (part.kind === 'text')
        return withOwn &&
          role.value === 'user' &&
          part.text.value.length >= LEAST_OWN &&
          isPicture(part.text.value)
          ? [{ text: part.text, length: part.text.value.length, where: 'a message', isOwn: true }]
          : []
      if (part.kind !== 'tool-result') return []
      const where = `the result of ${part.name?.value ?? part.callId?.value ?? 'a tool'}`
      const texts = part.content.flatMap((inner) => (inner.kind === 'text' ? [inner.text] : []))
      return [...texts, ...textsOfPayload(part.payload)].flatMap((text) =>
        isPicture(text.value) ? [{ text, length: text.value.length, where }] : [],
      )
    }),
  )
}

/** Shorter pictures among people's own words are examples. Characters. */
const LEAST_OWN = 1000

/** Gemini's result is an object: its strings, each where it stands. */
function textsOfPayload(payload: Leaf<Json> | undefined): Leaf<string>[] {
  const origin = payload?.from[0]
  if (!payload || origin?.pointer === undefined) return []
  return [...objectsBelow({ value: payload.value, pointer: origin.pointer })].flatMap((at) =>
    Object.keys(at.value as object).flatMap((key) => {
      const text = textAt(at, key)
      return text === undefined
        ? []
        : [{ value: text, from: [{ ...origin, pointer: at.pointer + pointerStep(key) }] }]
    }),
  )
}

/** Media of the client’s request that the provider’s has no more. */
function lostBetween(scene: Scene): Hit[] {
  const { upstream, request } = scene
  if (!upstream?.request || !request) return []
  const [asked, sent] = [mediaIn(request.hub), mediaIn(upstream.request.hub)]
  const [first] = asked
  const isBesideResult = sent.length === 0 && mediaBesideResults(request.hub) >= asked.length
  if (!first || sent.length >= asked.length || isBesideResult) return []
  const hit = hitOf(
    scene,
    'request',
    first,
    `The client sent images, sounds or files in ${countOf(asked.length, 'place')}; ${sent.length} reached the model.`,
  )
  return [{ ...hit, places: [...hit.places, placeAt(upstream.exchange, 'request')] }]
}

/** Those that vanish there have a rule of their own. */
const mediaBesideResults = ({ messages }: Request): number =>
  messages
    .filter(({ parts }) => parts.some(({ kind }) => kind === 'tool-result'))
    .flatMap(({ parts }) => parts.filter(isMedia)).length

function mediaIn(request: Request | undefined): Leaf<string>[] {
  const below = (part: Part): Leaf<string>[] => {
    if (part.kind === 'tool-result') return part.content.flatMap(below)
    return isMedia(part) ? [leafOfMedia(part)] : []
  }
  return (request?.messages ?? []).flatMap(({ parts }) => parts.flatMap(below))
}

export const mediaAsText: Rule = {
  id: 'MEDIA_AS_TEXT',
  number: 15,
  title: 'An image was turned into text',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  consequence:
    'The model sees characters and no picture: prompts of a million tokens, and confident wrong answers.',
  fix: 'Put media of a result where the provider takes it: into a user message (Chat), the result itself (Anthropic, Responses), or functionResponse.parts (Gemini 3).',
  references: [
    'https://github.com/CherryHQ/cherry-studio/issues/17078',
    'https://github.com/vllm-project/vllm/pull/34053',
    'https://github.com/vercel/ai/issues/18982',
  ],
  find,
}
