import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { mismatches } from '../stream/delta-mismatch.ts'

const find = (scene: Scene): Hit[] => [...sent(scene), ...inStream(scene), ...inWhole(scene)]

function sent(scene: Scene): Hit[] {
  const body = rootOf(scene.request?.json)
  const messages = listAt(body, 'messages')
  const told = (at: At, where: string): Hit => {
    const isEmpty = textAt(at, 'text') === ''
    const what = isEmpty
      ? 'an empty text block; Anthropic refuses it.'
      : 'a text block of nothing but spaces.'
    // Between other blocks such a text was seen to pass.
    return hitAt(
      scene,
      'request',
      fieldAt(at, 'text') ?? at,
      `${where} holds ${what}`,
      isEmpty ? undefined : 'info',
    )
  }
  return [
    ...listAt(body, 'system')
      .filter(isBlank)
      .map((block) => told(block, 'The system prompt')),
    ...messages.flatMap((message, i) => [
      ...listAt(message, 'content')
        .flatMap((block) => [
          block,
          ...(textAt(block, 'type') === 'tool_result' ? listAt(block, 'content') : []),
        ])
        .filter(isBlank)
        .map((block) => told(block, `messages[${i}]`)),
      ...withoutWords(scene, message, i, messages.length),
    ]),
  ]
}

const isBlank = (block: At): boolean =>
  textAt(block, 'type') === 'text' && textAt(block, 'text')?.trim() === ''

/** Only the last message of the assistant may be empty: the answer goes on from there. */
function withoutWords(scene: Scene, message: At, index: number, count: number): Hit[] {
  const content = fieldAt(message, 'content')
  if (content?.value !== '' || (index === count - 1 && textAt(message, 'role') === 'assistant')) return []
  return [hitAt(scene, 'request', content, `messages[${index}] is empty; Anthropic refuses it.`)]
}

const SENT_BACK = 'sent back in the history, it is refused.'

/** A gateway opens a text block in advance, and nothing comes. */
function inStream(scene: Scene): Hit[] {
  const open = new Map<number, number>()
  // What came was of another type: that is told of by its own rule.
  const wrong = mismatches(scene)
  return framesOf(scene).flatMap(({ frame: { index }, events }) =>
    events.flatMap((event): Hit[] => {
      if (event.kind === 'part-start' && event.head.kind === 'text') open.set(event.part, index)
      if (event.kind === 'part-citation') open.delete(event.part)
      if (event.kind === 'part-delta' && event.text.value !== '') open.delete(event.part)
      const at = event.kind === 'part-end' ? open.get(event.part) : undefined
      if (at === undefined || wrong.some(({ frame }) => frame > at && frame < index)) return []
      const message = `A text block opens and closes with nothing in it; ${SENT_BACK}`
      return [hitAt(scene, 'reply', { frame: at }, message, 'warning')]
    }),
  )
}

const inWhole = (scene: Scene): Hit[] =>
  listAt(rootOf(scene.reply?.kind === 'whole' ? scene.reply.json : undefined), 'content')
    .filter((block) => textAt(block, 'type') === 'text' && textAt(block, 'text') === '')
    .map((block) => {
      const message = `The reply holds an empty text block; ${SENT_BACK}`
      return hitAt(scene, 'reply', fieldAt(block, 'text') ?? block, message, 'warning')
    })

export const emptyText: Rule = {
  id: 'EMPTY_TEXT_BLOCK',
  number: 49,
  title: 'Empty text block',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['anthropic-messages'],
  texts: [
    /text content blocks must (?:be non-empty|contain non-whitespace)/,
    /must have non-empty content/,
    /cannot be set for empty text blocks/,
  ],
  consequence: 'Anthropic refuses the request, and every later one with this history.',
  clients: refusalIn('@anthropic-ai/sdk'),
  fix: 'Leave empty texts out, on the way in and on the way out.',
  references: ['https://github.com/vercel/ai/issues/5576', 'https://github.com/BerriAI/litellm/pull/27962'],
  find,
}
