import type { Reading } from '../../../translate/reading.ts'
import { replyIds } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** All that a reply says, to tell another answer from the same one captured twice. */
const saidIn = ({ reply }: Reading): string =>
  (reply?.events ?? []).flatMap((event) => (event.kind === 'part-delta' ? [event.text.value] : [])).join('')

function find(scene: Scene): Hit[] {
  const { sameId } = scene
  if (!sameId || saidIn(sameId) === saidIn(scene)) return []
  const hit = hitAt(
    scene,
    'reply',
    {},
    `The answers ${sameId.exchange.id} and ${scene.exchange.id} carry the same id, ${replyIds(scene.reply)[0] ?? ''}; caches and logs take them for one.`,
  )
  return [{ ...hit, places: [...hit.places, placeAt(sameId.exchange, 'reply')] }]
}

export const constantId: Rule = {
  id: 'CONSTANT_MESSAGE_ID',
  number: 59,
  title: 'Same message id in different answers',
  severity: 'warning',
  evidence: ['two-turns'],
  dialects: ['openai-chat', 'anthropic-messages', 'openai-responses'],
  consequence: 'Logs, caches and stores by id mix the answers up.',
  fix: 'Give each answer an id of its own.',
  references: ['https://github.com/BerriAI/litellm/issues/8066'],
  find,
}
