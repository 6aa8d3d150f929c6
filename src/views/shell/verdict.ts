import type { Opened } from '../../engine/answers/opened.ts'
import { countOf } from '../kit/words.ts'

export interface Verdict {
  readonly sentence: string
  readonly more: string
  /** The finding behind the sentence, as its number in the list. */
  readonly problem?: number
  readonly severity?: 'error' | 'warning'
}

/** One line on the whole transcript: the worst finding, or what was looked at and what could not be. */
export function verdictOf({ findings, exchanges }: Opened): Verdict {
  for (const severity of ['error', 'warning'] as const) {
    const problem = findings.findIndex((finding) => finding.severity === severity)
    const found = findings[problem]
    if (!found) continue
    const others = findings.filter((finding) => finding.severity !== 'info').length - 1
    const more =
      others > 0 ? `${found.consequence} And ${countOf(others, 'more problem')}.` : found.consequence
    if (severity === 'error') return { sentence: found.message, more, problem, severity }
    return { sentence: found.message, more, problem, severity }
  }
  return { sentence: 'No rule found anything wrong.', more: unseen(exchanges) }
}

/** What was not captured cannot be judged: said aloud, so that silence is not taken for health. */
function unseen(exchanges: Opened['exchanges']): string {
  const sides = new Set(exchanges.map(({ side }) => side).filter(Boolean))
  if (exchanges.every(({ reply }) => !reply))
    return 'Only the request is here: what the provider said to it would show more.'
  if (exchanges.every(({ hasRequest }) => !hasRequest))
    return 'Only the reply is here: the request would show whether it answers what was asked.'
  if (sides.size < 2) {
    const missing = sides.has('upstream') ? 'client' : 'upstream'
    return `Only one side is here: a capture from the ${missing} side would show what a gateway changed on the way.`
  }
  return 'Both sides are here: “Two sides”, below, says what became of each thing between them.'
}
