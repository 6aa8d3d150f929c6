import type { Reading } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { isReply, opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { isLost } from '../../stream-grammar.ts'
import { isUnfinished } from '../stream/terminal-missing.ts'

const find = (scene: Scene): Hit[] =>
  scene.upstream ? swallowed(scene, scene.upstream) : emptySuccess(scene)

function swallowed(scene: Scene, upstream: Reading): Hit[] {
  const { folded } = scene
  if (scene.failure || !isReply(scene) || isUnfinished(scene)) return []
  const failure = upstream.reply?.events.find((event) => event.kind === 'error')?.failure
  const status = upstream.exchange.reply?.status ?? 200
  const words = failure
    ? `reported “${opening(failure.message.value, 120)}”`
    : status >= 400
      ? `answered with status ${status}`
      : isUnfinished(upstream)
        ? 'broke off in the middle of its stream'
        : undefined
  if (words === undefined) return []
  const hit = hitOf(
    scene,
    'reply',
    folded.finish,
    `The provider ${words}; the client was told that the answer ended normally.`,
  )
  return [
    {
      ...hit,
      places: [...hit.places, ...hitAt(upstream, 'reply', failure?.message.from[0] ?? {}, '').places],
    },
  ]
}

/** One side alone: a stream with nothing in it may be a true empty answer after a result (bugs.md §3.3, rule 12). */
function emptySuccess(scene: Scene): Hit[] {
  const { dialect, reply, folded } = scene
  if (reply?.kind !== 'stream' || folded.parts.length > 0 || folded.finish?.value !== 'stop') return []
  // What the answer held may stand in a frame that nobody can read.
  if (reply.frames.some(({ frame: { data }, json }) => json === undefined && isLost(data))) return []
  // Responses that bill for nothing have lost their answer, which is another rule’s.
  if (dialect === 'openai-responses' && (folded.usage?.output?.value ?? 0) > 0) return []
  return [
    hitOf(
      scene,
      'reply',
      folded.finish,
      'The answer ends normally and holds nothing at all; gateways make such answers out of upstream errors. The upstream capture would tell.',
      'warning',
    ),
  ]
}

export const errorSwallowed: Rule = {
  id: 'ERROR_SWALLOWED',
  number: 12,
  title: 'Upstream failed, client saw success',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  consequence:
    'A broken or empty answer is taken for the model’s last word; nothing is tried again, and no log tells of it.',
  fix: 'Pass an upstream error on as an error event in the client’s dialect; never make up a good end.',
  references: [
    'https://github.com/BerriAI/litellm/issues/39703',
    'https://github.com/BerriAI/litellm/issues/32086',
    'https://github.com/Portkey-AI/gateway/issues/1142',
  ],
  find,
}
