import type { ReasoningPart } from '../../../hub/part.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { fieldAt, listAt, rootOf } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

const BASE64 = /^[A-Za-z0-9+/_=-]+$/

function find(scene: Scene): Hit[] {
  const { request, continues } = scene
  const parts = (request?.hub.messages ?? []).flatMap((message) =>
    message.parts.filter(
      (part): part is ReasoningPart => part.kind === 'reasoning' && part.seal !== undefined,
    ),
  )
  const issued = new Map<string, string>()
  let item: string | undefined
  for (const event of continues?.reply?.events ?? []) {
    if (event.kind === 'part-start')
      item = event.head.kind === 'reasoning' ? event.head.itemId?.value : undefined
    if (event.kind === 'part-seal' && item !== undefined) issued.set(item, event.seal.value.value)
  }
  return parts.flatMap(({ seal, itemId }): Hit[] => {
    if (!seal) return []
    const name = itemId?.value ?? 'without an id'
    if (!BASE64.test(seal.value.value))
      return [
        hitOf(
          scene,
          'request',
          seal.value,
          `The encrypted content of ${name} is no encrypted text: no server of OpenAI’s issued it.`,
        ),
      ]
    const before = issued.get(itemId?.value ?? '')
    if (before === undefined || before === seal.value.value || !continues) return []
    const at = firstDifference(before, seal.value.value)
    const hit = hitOf(
      scene,
      'request',
      seal.value,
      `The encrypted content of ${name} differs from what the server issued, from character ${at} on.`,
    )
    return [{ ...hit, places: [...hit.places, placeAt(continues.exchange, 'reply')] }]
  })
}

/** From 0. */
export function firstDifference(left: string, right: string): number {
  let at = 0
  while (at < left.length && left[at] === right[at]) at++
  return at
}

const encrypted = ({ request }: Scene): string[] =>
  listAt(rootOf(request?.json), 'input').flatMap((item) => fieldAt(item, 'encrypted_content')?.pointer ?? [])

export const encryptedReasoningChanged: Rule = {
  id: 'ENCRYPTED_REASONING_CHANGED',
  number: 24,
  title: 'encrypted_content altered or from elsewhere',
  severity: 'error',
  evidence: ['two-turns', 'one-side'],
  dialects: ['openai-responses'],
  texts: [/invalid_encrypted_content/, /encrypted content .* could not be verified/],
  suspects: encrypted,
  consequence: 'The server cannot read the thought and refuses the request; all further turns fail as well.',
  fix: 'Send encrypted content back untouched, to the account that issued it; where a pool changes accounts, keep a session with one, or drop reasoning items with the ids of what follows them.',
  references: [
    'https://github.com/openai/codex/issues/8119',
    'https://github.com/Wei-Shaw/sub2api/issues/2863',
    'https://github.com/Wei-Shaw/sub2api/issues/3038',
  ],
  find,
}
