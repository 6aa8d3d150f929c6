import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { isReply, textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { usageIn } from './usage-in.ts'

/** Below this, an estimate of zero may be a tokenizer's. Characters. */
const LEAST = 16

function find(scene: Scene): Hit[] {
  const { folded, upstream, request } = scene
  if (!isReply(scene)) return []
  const sent = upstream && usageIn(upstream)
  for (const key of ['input', 'output'] as const) {
    const count = sent?.[key]?.value ?? 0
    const got = folded.usage?.[key]
    if (count > 0 && got?.value === 0)
      return [
        hitOf(scene, 'reply', got, `The provider counted ${count} ${key} tokens; the client is told 0.`),
      ]
    // Chat gives usage in a stream only where it is asked for.
    const isAsked =
      scene.dialect !== 'openai-chat' ||
      scene.reply?.kind === 'whole' ||
      request?.hub.settings.includeUsage?.value === true
    if (count > 0 && !got && isAsked)
      return [
        hitAt(scene, 'reply', {}, `The provider counted ${count} ${key} tokens; the client is told nothing.`),
      ]
  }
  const said = textsIn(scene).reduce((length, { text }) => length + text.value.length, 0)
  if (said < LEAST) return []
  const { input, output, cacheRead, cacheWrite } = folded.usage ?? {}
  if (output?.value === 0)
    return [
      hitOf(
        scene,
        'reply',
        output,
        `The answer holds ${said} characters of text and counts 0 output tokens.`,
      ),
    ]
  const isNothing = input?.value === 0 && !cacheRead?.value && !cacheWrite?.value
  return isNothing
    ? [hitOf(scene, 'reply', input, 'The answer counts 0 input tokens, and no question is that short.')]
    : []
}

export const usageLost: Rule = {
  id: 'USAGE_LOST',
  number: 26,
  title: 'Usage zero or missing',
  severity: 'warning',
  evidence: ['one-side', 'two-sides'],
  consequence: 'Costs are not seen, and clients cannot tell how full the context is.',
  fix: 'Read the usage where the provider gives it: in Chat a last chunk without choices, in Anthropic message_start and message_delta.',
  references: [
    'https://github.com/envoyproxy/ai-gateway/issues/2352',
    'https://github.com/envoyproxy/ai-gateway/issues/2290',
    'https://github.com/BerriAI/litellm/issues/32086',
  ],
  find,
}
