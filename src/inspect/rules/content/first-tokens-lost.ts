import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { visibleText } from '../../reading-facts.ts'
import { countOf, opening, textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const { upstream } = scene
  const sent = upstream ? visibleText(upstream).trimStart() : ''
  const received = visibleText(scene)
  const [first] = textsIn(scene)
  if (!first || sent === '' || received === '') return []
  const lost = sent.length - received.length
  if (lost <= 0 || !sent.endsWith(received)) return []
  return [
    hitOf(
      scene,
      'reply',
      first.text,
      `The first ${countOf(lost, 'character')} of the answer, “${opening(sent.slice(0, lost), 40)}”, did not reach the client.`,
    ),
  ]
}

export const firstTokensLost: Rule = {
  id: 'FIRST_TOKENS_LOST',
  number: 36,
  title: 'Beginning of the text missing',
  severity: 'warning',
  evidence: ['two-sides'],
  consequence:
    'Answers begin in the middle of a word (“’m happy to help”), and so does the history of the next turn.',
  fix: 'Emit the delta of the chunk that opens a block as well as the opening.',
  references: [
    'https://github.com/BerriAI/litellm/issues/20097',
    'https://github.com/BerriAI/litellm/issues/30014',
    'https://github.com/BerriAI/litellm/pull/24767',
  ],
  find,
}
