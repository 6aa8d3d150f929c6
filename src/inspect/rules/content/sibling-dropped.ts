import type { Part, TextPart } from '../../../hub/part.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const { request, upstream } = scene
  if (!request || !upstream?.request) return []
  const sent = upstream.request.hub.messages.flatMap(({ parts }) => parts.flatMap(allText)).join('\n')
  return request.hub.messages
    .filter(({ parts }) => parts.some(({ kind }) => kind === 'tool-result'))
    .flatMap(({ parts }) => parts.filter((part): part is TextPart => part.kind === 'text'))
    .filter(({ text }) => text.value.trim() !== '' && !sent.includes(text.value.trim()))
    .map(({ text }) => {
      const hit = hitOf(
        scene,
        'request',
        text,
        `Your message “${opening(text.value.trim())}” stands beside a result and did not reach the model.`,
      )
      return { ...hit, places: [...hit.places, placeAt(upstream.exchange, 'request')] }
    })
}

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
