import type { Scene } from '../../evidence.ts'
import { generationOf } from '../../gemini-generation.ts'
import { issueOf } from '../../pairing/pairing.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const { exchange, dialect, pairing } = scene
  // Other vendors’ thoughts have rules of their own.
  if (dialect !== 'gemini') return []
  return (pairing.railsThrough.get(exchange.id) ?? []).flatMap(({ rail, at }): Hit[] => {
    const issued = issueOf(rail)
    if (!issued?.isSealed || at.isSealed) return []
    return [
      {
        places: [at.place, issued.place],
        message: `Gemini signed the call ${rail.name}; this request carries it without its signature, so Gemini refuses it.`,
        // Before Gemini 3 the signature is optional.
        ...((generationOf(scene) ?? 3) < 3 ? { severity: 'warning' } : {}),
      },
    ]
  })
}

/** The calls of the request that carry no signature. */
const unsigned = ({ pairs }: Scene): string[] =>
  pairs.calls
    .filter(({ part }) => !part.seal)
    .flatMap(({ part: { name } }) => name.from.flatMap(({ pointer }) => pointer ?? []))

export const thoughtSignatureLost: Rule = {
  id: 'THOUGHT_SIG_LOST',
  number: 2,
  title: 'Gemini thought signature not returned',
  severity: 'error',
  evidence: ['two-turns', 'one-side'],
  texts: [/missing a `?thought_signature/],
  suspects: unsigned,
  consequence:
    'Gemini 3 and later refuse the turn that brings the result of the tool: the first turn works, the second never.',
  fix: 'Keep the signature beside the call, in a field of its own or in a store by call id, and write it back on the same part; for calls of other models write Google’s own excuse, “skip_thought_signature_validator”.',
  references: [
    'https://github.com/langgenius/dify-official-plugins/issues/2088',
    'https://github.com/lbjlaq/Antigravity-Manager/issues/938',
    'https://github.com/BerriAI/litellm/issues/37849',
  ],
  find,
}
