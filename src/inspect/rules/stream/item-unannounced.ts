import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** What must be announced for a delta beside its item, and which field counts it. */
interface Part {
  readonly by: string
  readonly added: string
}
const TEXT: Part = { by: 'content_index', added: 'response.content_part.added' }
const PART_OF: Readonly<Record<string, Part>> = {
  'response.output_text.delta': TEXT,
  'response.refusal.delta': TEXT,
  'response.reasoning_summary_text.delta': {
    by: 'summary_index',
    added: 'response.reasoning_summary_part.added',
  },
}

/** What of a response is announced so far; several responses may stand in one capture. */
interface Announced {
  readonly items: Map<number, string>
  /** `type index place` of each part. */
  readonly parts: Set<string>
  readonly told: Set<string>
}
const nothing = (): Announced => ({ items: new Map(), parts: new Set(), told: new Set() })

/** By output_index: Copilot and others make up a new item id for each event (bugs.md §3.3, rule 17). */
function find(scene: Scene): Hit[] {
  let known = nothing()
  return tellingFrames(scene).flatMap((event): Hit[] => {
    const type = textAt(event, 'type') ?? ''
    if (type === 'response.created') known = nothing()
    const index = fieldAt(event, 'output_index')?.value
    if (typeof index !== 'number') return []
    const words = type.endsWith('.delta')
      ? unannounced(known, event, type, index)
      : announce(known, event, type, index)
    return words === undefined ? [] : [hitAt(scene, 'reply', event, words)]
  })
}

/** Takes an announcement; a sentence where the place was given away before. */
function announce({ items, parts }: Announced, event: At, type: string, index: number): string | undefined {
  for (const { added, by } of Object.values(PART_OF))
    if (type === added) parts.add(`${added} ${index} ${String(fieldAt(event, by)?.value)}`)
  if (type !== 'response.output_item.added') return undefined
  const item = fieldAt(event, 'item')
  const name = (item && (textAt(item, 'id') ?? textAt(item, 'type'))) ?? 'without an id'
  const before = items.get(index)
  items.set(index, name)
  return before === undefined
    ? undefined
    : `The items ${before} and ${name} both use output_index ${index}: what follows goes to either.`
}

function unannounced(
  { items, parts, told }: Announced,
  event: At,
  type: string,
  index: number,
): string | undefined {
  const part = PART_OF[type]
  const place = part ? `${part.added} ${index} ${String(fieldAt(event, part.by)?.value)}` : `${index}`
  const missing = !items.has(index) ? 'output_item.added' : part && !parts.has(place) ? part.added : undefined
  // An item that nobody announced is told once, whatever its deltas are.
  const key = items.has(index) ? place : `${index}`
  if (!missing || told.has(key)) return undefined
  told.add(key)
  const id = textAt(event, 'item_id') ?? String(index)
  return `${type} goes on with the item ${id}, which no ${missing.replace('response.', '')} introduced.`
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
    openai: 'It throws OpenAIError “missing output at index 0” or “missing content at index 0”.',
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
