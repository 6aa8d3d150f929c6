import type { MediaPart, Part, TextPart } from '../../../hub/part.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { wordsWithin } from '../same-words.ts'
import { isMedia, leafOfMedia } from './media.ts'

function find(scene: Scene): Hit[] {
  const { request, upstream } = scene
  if (!request || !upstream?.request) return []
  const sent = upstream.request.hub.messages.flatMap(({ parts }) => parts)
  const isSaid = wordsWithin(sent.flatMap(allText))
  const beside = request.hub.messages
    .filter(({ parts }) => parts.some(({ kind }) => kind === 'tool-result'))
    .flatMap(({ parts }) => parts)
  const texts = beside
    .filter((part): part is TextPart => part.kind === 'text')
    .filter(({ text }) => !isSaid(text.value))
    .map(({ text }) => ({ leaf: text, what: `message “${opening(text.value.trim())}”` }))
  // A gateway that gives media other names keeps their number.
  const media = sent.some(isMedia) ? [] : beside.filter(isMedia)
  const pictures = media.map((part) => ({ leaf: leafOfMedia(part), what: NAMES[part.kind] }))
  return [...texts, ...pictures].map(({ leaf, what }) => {
    const message = `Your ${what} stands beside a result and did not reach the model.`
    const hit = hitOf(scene, 'request', leaf, message)
    return { ...hit, places: [...hit.places, placeAt(upstream.exchange, 'request')] }
  })
}

const NAMES: Readonly<Record<MediaPart['kind'], string>> = { image: 'image', audio: 'sound', file: 'file' }

const allText = (part: Part): string[] => {
  if (part.kind === 'text') return [part.text.value]
  if (part.kind !== 'tool-result') return []
  return [...part.content.flatMap(allText), ...(part.payload ? [JSON.stringify(part.payload.value)] : [])]
}

export const siblingDropped: Rule = {
  id: 'SIBLING_CONTENT_DROPPED',
  number: 37,
  title: 'Text or image beside a tool result vanished',
  severity: 'error',
  evidence: ['two-sides'],
  consequence:
    'The model goes on as if you had said nothing: corrections that are typed while a tool runs are ignored.',
  fix: 'Write the results first and keep the rest of the message behind them.',
  references: ['https://github.com/StringKe/claudex/issues/8', 'https://github.com/apache/apisix/pull/13674'],
  find,
}
