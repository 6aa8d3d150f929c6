import type { Reading } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { isReply, opening, textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Shorter than this, a gateway’s own word or a repaired space is likelier than another person’s answer. Characters. */
const LEAST = 16

function find(scene: Scene): Hit[] {
  const { upstream } = scene
  if (!upstream || !isReply(upstream)) return []
  const source = everythingSaid(upstream)
  return textsIn(scene).flatMap(({ text }): Hit[] => {
    const foreign = foreignMiddle(text.value, source)
    if (foreign === undefined) return []
    const hit = hitOf(
      scene,
      'reply',
      text,
      `The text “${opening(foreign)}” is not in the upstream answer: the gateway made it up, or mixed two requests.`,
    )
    return [{ ...hit, places: [...hit.places, placeAt(upstream.exchange, 'reply')] }]
  })
}

/** Text, thoughts and arguments: a gateway may show one as the other, and that is nothing foreign. */
const everythingSaid = ({ reply }: Reading): string =>
  (reply?.events ?? []).flatMap((event) => (event.kind === 'part-delta' ? [event.text.value] : [])).join('')

/** What stands between the beginning and the end that both have in common. */
function foreignMiddle(text: string, source: string): string | undefined {
  if (source.includes(text)) return undefined
  let start = 0
  while (start < text.length && text[start] === source[start]) start++
  let end = 0
  while (end < text.length - start && text.at(-1 - end) === source.at(-1 - end)) end++
  const middle = text.slice(start, text.length - end).trim()
  return middle.length < LEAST || source.includes(middle) ? undefined : middle
}

export const foreignContent: Rule = {
  id: 'FOREIGN_CONTENT',
  number: 60,
  title: 'Client text not produced by this upstream stream',
  severity: 'error',
  evidence: ['two-sides'],
  consequence: 'One person may be reading another’s answer: treat it as a leak until it is explained.',
  fix: 'Keep buffers and queues per request, never per class or process.',
  references: ['https://github.com/BerriAI/litellm/issues/25836'],
  find,
}
