import type { Leaf } from '../../../hub/leaf.ts'
import type { Part } from '../../../hub/part.ts'
import type { Request } from '../../../hub/request.ts'
import { leafEntries } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Seen from the provider’s side: what stands there that no client said. */
function find(scene: Scene): Hit[] {
  const { request, client } = scene
  // Where the server keeps the history, what it adds from there is the client’s own.
  if (!request || !client?.request || client.request.hub.chain) return []
  const said = [...textsIn(client.request.hub).map(({ value }) => value), ...payloadTexts(client.request.hub)]
  const all = said.join('\n')
  return textsIn(request.hub).flatMap((text): Hit[] => {
    const words = text.value.trim()
    if (words === '' ? said.includes(text.value) || text.value === '' : all.includes(words)) return []
    // A result may be spelled as JSON on one side, and texts may be joined.
    if (said.some((one) => one.trim() !== '' && words.includes(one.trim()))) return []
    const hit = hitOf(
      scene,
      'request',
      text,
      `The gateway added “${opening(text.value)}”, which the client did not say.`,
    )
    return [{ ...hit, places: [...hit.places, placeAt(client.exchange, 'request')] }]
  })
}

function textsIn({ messages, instructions }: Request): Leaf<string>[] {
  const below = (part: Part): Leaf<string>[] => {
    if (part.kind === 'text') return [part.text]
    return part.kind === 'tool-result' ? part.content.flatMap(below) : []
  }
  return [...(instructions?.parts ?? []), ...messages.flatMap(({ parts }) => parts)].flatMap(below)
}

/** Gemini's results are objects: what stands in them may be sent on as JSON, or as the text that they hold. */
const payloadTexts = ({ messages }: Request): string[] =>
  messages.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.kind === 'tool-result' && part.payload
        ? [
            JSON.stringify(part.payload.value),
            ...leafEntries(part.payload.value).map(({ value }) =>
              typeof value === 'string' ? value : String(value),
            ),
          ]
        : [],
    ),
  )

export const spuriousAlteration: Rule = {
  id: 'SPURIOUS_ALTERATION',
  number: 64,
  title: 'Gateway invented content',
  severity: 'info',
  evidence: ['two-sides'],
  consequence:
    'The model answers to something that nobody wrote, and the prefix in the provider’s cache is another one.',
  fix: 'Refuse what cannot be sent rather than filling it up; where filling is needed, tell the client.',
  references: [
    'https://github.com/BerriAI/litellm/issues/5515',
    'https://github.com/crewAIInc/crewAI/pull/6973',
  ],
  find,
}
