import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, hasKey, listAt, rootOf, textAt } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

const find = (scene: Scene): Hit[] => [...lonely(scene), ...dropped(scene)]

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

/** Only over two turns: a call sent back under its own item id, and its reasoning is not (bugs.md §3.3, rule 8). */
function dropped(scene: Scene): Hit[] {
  const { continues, request } = scene
  if (!continues || !request || request.hub.chain?.previousResponseId || request.hub.chain?.conversation)
    return []
  const input = listAt(rootOf(request.json), 'input')
  const present = new Set(input.map((item) => textAt(item, 'id')))
  let thought: string | undefined
  const hits: Hit[] = []
  for (const event of continues.reply?.events ?? []) {
    if (event.kind !== 'part-start') continue
    const { head } = event
    if (head.kind === 'reasoning') thought = head.itemId?.value
    const id = head.kind === 'tool-call' ? head.itemId?.value : undefined
    const item = id === undefined ? undefined : input.find((one) => textAt(one, 'id') === id)
    if (item && thought !== undefined && !present.has(thought)) {
      const hit = hitAt(
        scene,
        'request',
        fieldAt(item, 'id') ?? item,
        `The item ${id} comes back under its own id, but without the reasoning item ${thought} that produced it.`,
      )
      hits.push({ ...hit, places: [...hit.places, placeAt(continues.exchange, 'reply')] })
      thought = undefined
    }
  }
  return hits
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
  fix: 'Send the output items of a response back as they came, whole and in order; or leave both out, or the item id of the call.',
  references: [
    'https://github.com/vercel/ai/issues/7099',
    'https://github.com/openai/openai-node/issues/1567',
    'https://github.com/continuedev/continue/issues/11994',
  ],
  find,
}
