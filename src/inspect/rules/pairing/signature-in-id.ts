import type { Scene } from '../../evidence.ts'
import { readSmuggled } from '../../pairing/smuggled.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { replyCallIds, requestIds, shortId } from './ids.ts'

function find(scene: Scene): Hit[] {
  const { exchange, dialect, request } = scene
  const seen = [...requestIds(scene), ...replyCallIds(scene)].flatMap((one) => {
    const smuggled = readSmuggled(one.id.value)
    return smuggled ? [{ ...one, ...smuggled, whole: one.id }] : []
  })
  const [first] = seen
  if (!first) return []
  // Asked for Gemini, the gateway that made the id takes it apart again; anybody else sees the id as it is.
  const isLeaking =
    first.half === 'request' && dialect !== 'gemini' && !/gemini/i.test(request?.hub.model?.value ?? '')
  return [
    {
      places: seen.slice(0, 8).map(({ half, whole }) => placeOf(exchange, half, whole)),
      message: `The id ${shortId(first.id)} carries a Gemini signature of ${first.signature.length} characters; other providers refuse it, and clients that shorten ids lose it.`,
      ...(isLeaking ? { severity: 'error' } : {}),
    },
  ]
}

export const signatureInId: Rule = {
  id: 'SIGNATURE_IN_ID',
  number: 13,
  title: 'Signature smuggled in a call id',
  severity: 'warning',
  evidence: ['one-side'],
  texts: [
    /string too long\. Expected a string with maximum length/,
    /String should match pattern '\^\[a-zA-Z0-9_-\]\+\$'/,
  ],
  consequence:
    'The id outgrows what other providers allow, so the conversation cannot go on there; where a client shortens it, Gemini misses its signature.',
  fix: 'Keep signatures in a store of the gateway, by call id; strip them from ids that go to any provider but Gemini.',
  references: [
    'https://github.com/BerriAI/litellm/issues/18160',
    'https://github.com/BerriAI/litellm/issues/41534',
    'https://github.com/BerriAI/litellm/issues/37849',
  ],
  find,
}
