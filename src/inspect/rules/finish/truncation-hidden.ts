import type { FinishReason } from '../../../hub/reply.ts'
import { flawOf } from '../../argument-text.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { replyValueAt } from '../../reading-facts.ts'
import { callsIn, finishesIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const COMPLETE: readonly FinishReason[] = ['stop', 'tool-calls', 'stop-sequence']

function find(scene: Scene): Hit[] {
  const { folded, upstream, request } = scene
  const finish = folded.finish
  if (!finish || !COMPLETE.includes(finish.value)) return []
  const said = String(replyValueAt(scene, finish) ?? finish.value)
  const sent = upstream && finishesIn(upstream).at(-1)?.reason.value
  const cut = callsIn(scene).find(({ text }) => flawOf(text?.value ?? '')?.kind === 'cut')
  const where = cut ? ` in the middle of the arguments of ${cut.head.name.value}` : ''
  if (sent === 'length' || sent === 'content-filter')
    return [
      hitOf(
        scene,
        'reply',
        finish,
        `The model was stopped by ${sent === 'length' ? 'its token limit' : 'a filter'}${where}; the gateway reports “${said}”.`,
      ),
    ]
  if (upstream && sent === undefined) return []
  // One side alone: what came is torn, or all tokens that were allowed are used.
  const limit = request?.hub.settings.maxTokens?.value
  const isAtLimit =
    typeof limit === 'number' && limit >= (cut ? 1 : LEAST_LIMIT) && folded.usage?.output?.value === limit
  if (!cut && !isAtLimit) return []
  const what = isAtLimit ? `holds exactly the ${limit} tokens that were allowed` : ''
  const ends = cut ? `ends${where}` : 'ends there'
  return [
    hitOf(
      scene,
      'reply',
      finish,
      `The answer ${[what, ends].filter(Boolean).join(' and ')}; the reply reports “${said}”, as if it were whole.`,
      // An answer may just be as long as it may.
      cut ? undefined : 'warning',
    ),
  ]
}

/** Below this, an answer that fills its limit is asked for so: a word, a letter, a probe. Tokens. */
const LEAST_LIMIT = 16

export const truncationHidden: Rule = {
  id: 'TRUNCATION_HIDDEN',
  number: 31,
  title: 'Cut-off answer presented as complete',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  consequence:
    'Half an answer is stored as a whole one, and half a call is run or asked for again and again.',
  fix: 'Pass a length or filter reason on as such (Responses: status incomplete); never raise it to “tool_calls”.',
  references: [
    'https://github.com/router-for-me/CLIProxyAPI/issues/5836',
    'https://github.com/router-for-me/CLIProxyAPI/issues/5439',
    'https://github.com/maximhq/bifrost/issues/4679',
  ],
  find,
}
