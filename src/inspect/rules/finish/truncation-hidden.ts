import type { FinishReason } from '../../../hub/reply.ts'
import { flawOf } from '../../argument-text.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { callsIn, finishesIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const COMPLETE: readonly FinishReason[] = ['stop', 'tool-calls', 'stop-sequence']

function find(scene: Scene): Hit[] {
  const { folded, upstream, request } = scene
  const finish = folded.finish
  if (!finish || !COMPLETE.includes(finish.value)) return []
  const sent = upstream && finishesIn(upstream).at(-1)?.reason.value
  const cut = callsIn(scene).find(({ text }) => flawOf(text?.value ?? '')?.kind === 'cut')
  const where = cut ? ` in the middle of the arguments of ${cut.head.name.value}` : ''
  if (sent === 'length' || sent === 'content-filter')
    return [
      hitOf(
        scene,
        'reply',
        finish,
        `The model was stopped by ${sent === 'length' ? 'its token limit' : 'a filter'}${where}; the gateway reports “${finish.value}”.`,
      ),
    ]
  // One side alone: all tokens that were allowed are used, and what came is torn.
  const limit = request?.hub.settings.maxTokens?.value
  const isAtLimit = typeof limit === 'number' && limit > 0 && folded.usage?.output?.value === limit
  if (!cut || (sent === undefined && !isAtLimit)) return []
  return [
    hitOf(
      scene,
      'reply',
      finish,
      isAtLimit
        ? `The answer holds exactly the ${limit} tokens that were allowed and ends${where}; the gateway reports “${finish.value}”.`
        : `The answer ends${where}; the gateway reports “${finish.value}”.`,
    ),
  ]
}

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
