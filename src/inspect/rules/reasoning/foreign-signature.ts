import type { DialectId } from '../../../hub/dialect.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import type { Hit, Rule } from '../../rule.ts'
import { sealsIn } from '../../seals.ts'

/** Chat has no signatures of its own: what it carries belongs to whoever stands behind it. */
const VENDOR: Readonly<Partial<Record<DialectId, string>>> = {
  'openai-responses': 'OpenAI',
  'anthropic-messages': 'Anthropic',
  gemini: 'Gemini',
}

function find(scene: Scene): Hit[] {
  const { dialect, request, sealIssuers, exchange } = scene
  const own = dialect && VENDOR[dialect]
  // A client speaks one dialect to all vendors, and hands their signatures back in it; upstream they must fit.
  if (!own || exchange.side === 'client') return []
  return sealsIn(request?.hub).flatMap((seal): Hit[] => {
    const issuer = sealIssuers.get(seal.value.value)
    const other = issuer && VENDOR[issuer.dialect]
    if (!issuer || !other || other === own) return []
    return [
      hitOf(
        scene,
        'request',
        seal.value,
        `A signature in this request was issued by ${other} (${issuer.exchange}) and is sent to ${own}, which cannot verify it.`,
      ),
    ]
  })
}

export const foreignSignature: Rule = {
  id: 'FOREIGN_SIGNATURE',
  number: 44,
  title: 'Signature of one provider sent to another',
  severity: 'error',
  evidence: ['two-turns'],
  // What OpenAI encrypted, or did not, is the business of another rule.
  dialects: ['anthropic-messages', 'gemini'],
  consequence: 'The provider refuses the request, or silently drops the thought.',
  fix: 'Remember with each signature whose it is, and leave foreign ones out.',
  references: ['https://github.com/genkit-ai/genkit-dart/pull/400'],
  find,
}
