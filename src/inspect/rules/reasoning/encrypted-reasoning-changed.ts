import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { outputItems } from './output-items.ts'

const BASE64 = /^[A-Za-z0-9+/_=-]+$/

function find(scene: Scene): Hit[] {
  const { request, continues } = scene
  const issued = continues ? outputItems(continues) : []
  return listAt(rootOf(request?.json), 'input').flatMap((item): Hit[] => {
    const at = fieldAt(item, 'encrypted_content')
    const sent = textAt(item, 'encrypted_content')
    if (!at || !sent) return []
    const whose = `The encrypted content of ${textAt(item, 'id') ?? `the ${textAt(item, 'type') ?? 'item'} without an id`}`
    if (!BASE64.test(sent))
      return [hitAt(scene, 'request', at, `${whose} is no encrypted text: no server of OpenAI’s issued it.`)]
    const before = issuedAs(item, sent, issued)
    if (before === undefined || before === sent || !continues) return []
    const hit = hitAt(
      scene,
      'request',
      at,
      `${whose} differs from what the server issued: ${sameSoFar(firstDifference(before, sent))}.`,
    )
    return [{ ...hit, places: [...hit.places, placeAt(continues.exchange, 'reply')] }]
  })
}

/** What the server issued for an item: by its id; where ids were left out, what begins like it for the better part. */
function issuedAs(item: At, sent: string, issued: readonly At[]): string | undefined {
  const id = textAt(item, 'id')
  const own = id === undefined ? undefined : issued.find((one) => textAt(one, 'id') === id)
  if (own) return textAt(own, 'encrypted_content')
  if (id !== undefined) return undefined
  const texts = issued.flatMap((one) => textAt(one, 'encrypted_content') ?? [])
  if (texts.includes(sent)) return undefined
  return texts.find(
    (text) => firstDifference(text, sent) * 2 > Math.max(LEAST, Math.min(text.length, sent.length)),
  )
}

/** All tokens of one server and second begin alike. Characters. */
const LEAST = 40

/** What comes before a difference, as the end of a sentence. */
export const sameSoFar = (count: number): string =>
  count === 0
    ? 'the very first character is another'
    : `${countOf(count, 'character')} are the same, and then it is another`

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
  texts: [/encrypted content .* could not be verified/, /invalid_encrypted_content/],
  suspects: encrypted,
  consequence: 'The server cannot read the thought and refuses the request; all further turns fail as well.',
  clients: refusalIn('openai'),
  fix: 'Send encrypted content back untouched, to the account that issued it; where a pool changes accounts, keep a session with one, or drop reasoning items with the ids of what follows them.',
  references: [
    'https://github.com/openai/codex/issues/8119',
    'https://github.com/Wei-Shaw/sub2api/issues/2863',
    'https://github.com/Wei-Shaw/sub2api/issues/3038',
  ],
  find,
}
