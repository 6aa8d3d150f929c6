import type { Scene } from '../../evidence.ts'
import { generationOf } from '../../gemini-generation.ts'
import { issueOf } from '../../pairing/rail.ts'
import { readSmuggled } from '../../pairing/smuggled.ts'
import type { Hit, Rule } from '../../rule.ts'
import { shortId } from '../pairing/ids.ts'
import { refusalIn } from '../sdk-words.ts'

const find = (scene: Scene): Hit[] => (isForGemini(scene) ? [...unsigned(scene), ...cutIds(scene)] : [])

/** Others are sent the same history where people change the model: they neither need nor know the signature. */
const isForGemini = ({ dialect, request }: Scene): boolean =>
  dialect === 'gemini' || /gemini/i.test(request?.hub.model?.value ?? '')

/** Gemini signed the call in its reply, and it comes back bare. Other vendors’ thoughts have rules of their own. */
function unsigned(scene: Scene): Hit[] {
  const { exchange, pairing } = scene
  return (pairing.railsThrough.get(exchange.id) ?? []).flatMap(({ rail, at }): Hit[] => {
    const issued = issueOf(rail)
    if (issued?.sealedBy !== 'gemini' || at.sealedBy) return []
    const isOptional = (generationOf(scene) ?? 3) < 3
    const then = isOptional ? 'the model goes on without its thoughts' : 'Gemini refuses it'
    return [
      {
        places: [at.place, issued.place],
        message: `Gemini signed the call ${rail.name}; this request carries it without its signature, so ${then}.`,
        ...(isOptional ? { severity: 'warning' } : {}),
      },
    ]
  })
}

/** The gateway put the signature into the id, and the client cut it off (bugs.md §2 A10). */
function cutIds({ exchange, pairing }: Scene): Hit[] {
  return (pairing.railsThrough.get(exchange.id) ?? []).flatMap(({ rail, at }): Hit[] => {
    const issued = issueOf(rail)
    if (!rail.signature || !issued?.id || !at.id || readSmuggled(at.id)?.signature === rail.signature)
      return []
    return [
      {
        places: [at.place, issued.place],
        message: `The id of the call ${rail.name} held Gemini’s signature and comes back as “${shortId(at.id)}”, without it: the gateway cannot give Gemini the signature any more.`,
      },
    ]
  })
}

/** The calls of the request that carry no signature. */
const bareCalls = ({ pairs }: Scene): string[] =>
  pairs.calls
    .filter(({ part: { seal, id } }) => !seal && !readSmuggled(id?.value ?? ''))
    .flatMap(({ part: { name } }) => name.from.flatMap(({ pointer }) => pointer ?? []))

export const thoughtSignatureLost: Rule = {
  id: 'THOUGHT_SIG_LOST',
  number: 2,
  title: 'Gemini thought signature not returned',
  severity: 'error',
  evidence: ['two-turns', 'one-side'],
  texts: [/missing a `?thought_signature/],
  suspects: bareCalls,
  consequence:
    'Gemini 3 and later refuse the turn that brings the result of the tool: the first turn works, the second never.',
  clients: refusalIn('@google/genai'),
  fix: 'Keep the signature beside the call, in a field of its own or in a store by call id, and write it back on the same part; for calls of other models write Google’s own excuse, “skip_thought_signature_validator”.',
  references: [
    'https://github.com/langgenius/dify-official-plugins/issues/2088',
    'https://github.com/lbjlaq/Antigravity-Manager/issues/938',
    'https://github.com/BerriAI/litellm/issues/37849',
  ],
  find,
}
