import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, hasKey, listAt, rootOf, textAt } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import { isAnswered } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { outputItems } from './output-items.ts'

function find(scene: Scene): Hit[] {
  const found = [...lonely(scene), ...dropped(scene)]
  return found.length > 0 ? found : reordered(scene)
}

/** A reasoning item stands right before what it produced. */
function lonely(scene: Scene): Hit[] {
  const items = listAt(rootOf(scene.request?.json), 'input')
  return items.flatMap((item, i): Hit[] => {
    if (textAt(item, 'type') !== 'reasoning') return []
    const id = textAt(item, 'id') ?? 'without an id'
    if (!hasKey(item, 'summary'))
      return [
        hitAt(
          scene,
          'request',
          item,
          `The reasoning item ${id} has no summary, which must be there, if empty.`,
        ),
      ]
    const next = items[i + 1]
    if (next && isProduced(next)) return []
    const what = next
      ? (textAt(next, 'type') ?? `a message of ${textAt(next, 'role') ?? 'nobody'}`)
      : 'nothing'
    return [
      hitAt(
        scene,
        'request',
        item,
        `The reasoning item ${id} must be followed by the message or call that it was produced with; here ${what} follows.`,
      ),
    ]
  })
}

/** What a model may produce after thinking; a reference may stand for it. */
function isProduced(item: At): boolean {
  const type = textAt(item, 'type') ?? 'message'
  if (type === 'message') return textAt(item, 'role') === 'assistant'
  return !type.endsWith('_output')
}

/** The items that the answer before produced, and those of this request by id; none where the server keeps the history. */
function twoTurns({ continues, request }: Scene): {
  readonly made: readonly At[]
  readonly sent: readonly At[]
} {
  const chain = request?.hub.chain
  if (!continues || !request || chain?.previousResponseId || chain?.conversation)
    return { made: [], sent: [] }
  return { made: outputItems(continues), sent: listAt(rootOf(request.json), 'input') }
}

/** Only over two turns: an item sent back under its own id, and its reasoning is not (bugs.md §3.3, rule 8). */
function dropped(scene: Scene): Hit[] {
  const { made, sent } = twoTurns(scene)
  const byId = new Map(sent.map((item) => [textAt(item, 'id'), item]))
  let thought: string | undefined
  return made.flatMap((one): Hit[] => {
    const id = textAt(one, 'id')
    if (textAt(one, 'type') === 'reasoning') {
      thought = id
      return []
    }
    const item = id === undefined ? undefined : byId.get(id)
    if (!item || thought === undefined || byId.has(thought)) return []
    const words = `The item ${id} comes back under its own id, but without the reasoning item ${thought} that produced it.`
    thought = undefined
    return [withReply(scene, fieldAt(item, 'id') ?? item, words)]
  })
}

/** What was produced after a thought stands before it in the history, or between others. */
function reordered(scene: Scene): Hit[] {
  const { made, sent } = twoTurns(scene)
  const order = new Map(made.map((one, at) => [textAt(one, 'id') ?? '', at]))
  if (!made.some((one) => textAt(one, 'type') === 'reasoning')) return []
  const seen = sent.flatMap((item) => {
    const id = textAt(item, 'id') ?? ''
    const at = order.get(id)
    return at === undefined || id === '' ? [] : [{ item, id, at }]
  })
  const early = seen.find(({ at }, i) => (seen[i + 1]?.at ?? at) < at)
  const late = early && seen[seen.indexOf(early) + 1]
  if (!early || !late) return []
  const words = `The item ${early.id} stands before ${late.id}, which the response produced first; reasoning items must come back in their order.`
  return [withReply(scene, fieldAt(early.item, 'id') ?? early.item, words)]
}

function withReply(scene: Scene, at: At, message: string): Hit {
  // Other servers than OpenAI's keep no such accounts.
  const hit = hitAt(scene, 'request', at, message, isAnswered(scene) ? 'warning' : undefined)
  const { continues } = scene
  return continues ? { ...hit, places: [...hit.places, placeAt(continues.exchange, 'reply')] } : hit
}

export const reasoningItemUnpaired: Rule = {
  id: 'REASONING_ITEM_UNPAIRED',
  number: 8,
  title: 'Reasoning item without its following item (or the reverse)',
  severity: 'error',
  evidence: ['one-side', 'two-turns'],
  dialects: ['openai-responses'],
  texts: [
    /without its required following item/,
    /without its required 'reasoning' item/,
    /missing required (?:field|parameter):? '?(?:input\[\d+\]\.)?summary/i,
  ],
  consequence: 'The request is refused, and with this history every later one.',
  clients: refusalIn('openai'),
  fix: 'Send the output items of a response back as they came, whole and in order; or leave both out, or the item id of the call.',
  references: [
    'https://github.com/vercel/ai/issues/7099',
    'https://github.com/openai/openai-node/issues/1567',
    'https://github.com/continuedev/continue/issues/11994',
  ],
  find,
}
