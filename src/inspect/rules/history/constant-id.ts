import type { Reading } from '../../../translate/reading.ts'
import { replyIds } from '../../../translate/reading.ts'
import { deepEqual, isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** All that a reply says and calls, to tell another answer from the same one captured twice. */
const saidIn = ({ reply }: Reading): string =>
  (reply?.events ?? [])
    .flatMap((event) => {
      if (event.kind === 'part-delta') return [event.text.value]
      return event.kind === 'part-start' && event.head.kind === 'tool-call'
        ? [`${event.head.name.value} ${event.head.id?.value ?? ''}`]
        : []
    })
    .join('')

/** The same answer again: to the same question, or fetched without one. */
const isSameAnswer = (left: Reading, right: Reading): boolean =>
  saidIn(left) === saidIn(right) &&
  (!left.request || !right.request || deepEqual(left.request.json, right.request.json))

/** Responses that run in the background are asked for by their id until they are done. */
const isUnderway = ({ reply }: Reading): boolean =>
  reply?.kind === 'whole' &&
  isObject(reply.json) &&
  ['queued', 'in_progress'].includes(String(reply.json.status))

function find(scene: Scene): Hit[] {
  const { sameId, folded } = scene
  const id = replyIds(scene.reply)[0] ?? ''
  if (!sameId || id === '' || isUnderway(sameId) || isSameAnswer(sameId, scene)) return []
  const hit = hitOf(
    scene,
    'reply',
    folded.id,
    `The answers ${sameId.exchange.id} and ${scene.exchange.id} carry the same id, ${id}; caches and logs take them for one.`,
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
