import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, textAt } from '../../json-places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { InFrame } from '../../reply-facts.ts'
import { choicesIn, countOf, framesHolding, inFrame } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Chat alone: early Vertex said STOP in every chunk, and Gemini’s clients wait for the end of the stream. */
function find(scene: Scene): Hit[] {
  const [first] = framesHolding(scene, /"finish_reason"\s*:\s*"/)
  const rest = first ? framesOf(scene).slice(first.frame).flatMap(inFrame) : []
  if (rest.length < 2) return []
  const finished = new Map<unknown, InFrame>()
  const after = new Map<unknown, number>()
  for (const choice of rest.flatMap(choicesIn)) {
    const index = fieldAt(choice, 'index')?.value ?? 0
    const delta = fieldAt(choice, 'delta')
    if (finished.has(index) && delta && holdsNews(delta)) after.set(index, (after.get(index) ?? 0) + 1)
    const reason = textAt(choice, 'finish_reason')
    if (reason && !finished.has(index))
      finished.set(index, { ...choice, pointer: `${choice.pointer}/finish_reason` })
  }
  return [...after].flatMap(([index, count]) => {
    const at = finished.get(index)
    return at
      ? [
          hitAt(
            scene,
            'reply',
            at,
            `The finish_reason “${String(fieldAt({ ...at, value: at.value }, 'finish_reason')?.value)}” comes in frame ${at.frame}, and ${countOf(count, 'more chunk')} with content follow.`,
          ),
        ]
      : []
  })
}

const holdsNews = (delta: At): boolean =>
  Boolean(textAt(delta, 'content')) || listAt(delta, 'tool_calls').length > 0

export const finishTooEarly: Rule = {
  id: 'FINISH_TOO_EARLY',
  number: 33,
  title: 'Content after the finish, or several finishes',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat'],
  consequence: 'Clients that stop at the finish lose the rest of the answer: text, or whole calls.',
  fix: 'Write the finish reason once, in the last chunk of its choice.',
  references: [
    'https://github.com/BerriAI/litellm/issues/2195',
    'https://github.com/BerriAI/litellm/pull/31634',
  ],
  find,
}
