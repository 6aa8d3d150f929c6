import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Pieces of a text part, which needs to be announced as well. */
const TEXT_DELTA = /^response\.(?:output_text|refusal)\.delta$/

/** By output_index: Copilot and others make up a new item id for each event (bugs.md §3.3, rule 17). */
function find(scene: Scene): Hit[] {
  const items = new Set<unknown>()
  const parts = new Set<string>()
  const told = new Set<unknown>()
  return tellingFrames(scene).flatMap((event): Hit[] => {
    const type = textAt(event, 'type') ?? ''
    const index = fieldAt(event, 'output_index')?.value
    if (typeof index !== 'number') return []
    const part = `${index} ${String(fieldAt(event, 'content_index')?.value)}`
    if (type === 'response.output_item.added') items.add(index)
    if (type === 'response.content_part.added') parts.add(part)
    if (!type.endsWith('.delta') || told.has(part)) return []
    const id = textAt(event, 'item_id') ?? index
    const missing = !items.has(index)
      ? 'output_item.added'
      : TEXT_DELTA.test(type) && !parts.has(part)
        ? 'content_part.added'
        : undefined
    if (!missing) return []
    told.add(part)
    return [
      hitAt(
        scene,
        'reply',
        event,
        `${type} goes on with the item ${String(id)}, which no ${missing} introduced.`,
      ),
    ]
  })
}

export const itemUnannounced: Rule = {
  id: 'RESP_ITEM_UNANNOUNCED',
  number: 17,
  title: 'Delta for an item nobody announced',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-responses'],
  texts: [/(?:text|reasoning) part \S+ not found/],
  isAboutReply: true,
  consequence: 'Clients that keep items by their announcement stop with an error in mid-answer.',
  clients: {
    'AI SDK': 'It throws “text part msg_… not found”.',
    OpenCode: 'It throws “reasoning part … not found”.',
  },
  fix: 'Announce each item, and each part of it, before its first delta; one id and one output_index for all of its events.',
  references: [
    'https://github.com/BerriAI/litellm/issues/41185',
    'https://github.com/BerriAI/litellm/pull/36375',
    'https://github.com/BerriAI/litellm/pull/32777',
  ],
  find,
}
