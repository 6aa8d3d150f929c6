import type { Opened } from '../../engine/answers/opened.ts'
import type { Panel } from '../../engine/view.ts'
import { countOf, JUDGING } from '../kit/words.ts'

export interface Verdict {
  readonly sentence: string
  readonly more: string
  readonly severity?: 'error' | 'warning'
  /** Where it is shown: the finding behind the sentence, as its number in the list, or a panel. */
  readonly shown?: { readonly problem: number } | { readonly panel: Panel }
}

/** One line on the whole transcript: the worst finding, or what was looked at and what could not be. */
export function verdictOf(opened: Opened): Verdict {
  const { sides, unjudged, isJudging } = opened
  const worst = worstOf(opened)
  if (worst) return worst
  if (isJudging) return { sentence: JUDGING, more: 'Rows can be read meanwhile.' }
  if (unjudged !== undefined) return { sentence: 'The rules could not judge this.', more: unjudged }
  if (sides?.isDifferent)
    return {
      sentence: sides.sentence,
      more: 'No rule found anything wrong in that.',
      shown: { panel: 'sides' },
    }
  return { sentence: 'No rule found anything wrong.', more: sides?.sentence ?? unseen(opened) }
}

function worstOf({ findings }: Opened): Verdict | undefined {
  for (const severity of ['error', 'warning'] as const) {
    const problem = findings.findIndex((finding) => finding.severity === severity)
    const found = findings[problem]
    if (!found) continue
    const others = findings.filter((finding) => finding.severity !== 'info').length - 1
    const more =
      others > 0 ? `${found.consequence} And ${countOf(others, 'more problem')}.` : found.consequence
    return { sentence: found.message, more, severity, shown: { problem } }
  }
  return undefined
}

/** What was not captured cannot be judged: said aloud, so that silence is not taken for health. */
function unseen({ exchanges }: Opened): string {
  if (exchanges.every(({ reply }) => !reply))
    return 'Only the request is here: what the provider said to it would show more.'
  if (exchanges.every(({ hasRequest }) => !hasRequest))
    return 'Only the reply is here: the request would show whether it answers what was asked.'
  const missing = exchanges.some(({ side }) => side === 'upstream') ? 'client' : 'upstream'
  return `Only one side is here: a capture from the ${missing} side would show what a gateway changed on the way.`
}
