import type { Leaf } from '../../../hub/leaf.ts'
import type { Usage } from '../../../hub/reply.ts'
import type { Reading } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import type { InFrame } from '../../reply-facts.ts'
import { tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { usageIn } from './usage-in.ts'

const find = (scene: Scene): Hit[] =>
  [...addedUp(scene), ...disagreeing(scene), ...wrongTotal(scene)].slice(0, 1)

/** The client's count is the sum of what the provider said twice. */
function addedUp(scene: Scene): Hit[] {
  const { upstream, folded } = scene
  const sent = upstream && usageIn(upstream)
  if (!sent) return []
  const { input, output } = folded.usage ?? {}
  const [asked, cached] = [sent.input?.value ?? 0, sent.cacheRead?.value ?? 0]
  if (input && asked > 0 && input.value === 2 * asked)
    return told(scene, input, `${input.value} input tokens, which is the provider’s ${asked} counted twice`)
  if (input && cached > 0 && input.value === asked + cached)
    return told(
      scene,
      input,
      `${input.value} input tokens: in the provider’s ${asked}, ${cached} from the cache are counted already`,
    )
  const first = firstOutput(upstream)
  const last = sent.output?.value ?? 0
  return output && first > 0 && output.value !== last && output.value === first + last
    ? told(scene, output, `${output.value} output tokens, which is ${first} + ${last}`)
    : []
}

const told = (scene: Scene, at: Leaf<number>, words: string): Hit[] => [
  hitOf(
    scene,
    'reply',
    at,
    `The client is told ${words}.${scene.upstream?.dialect === 'anthropic-messages' ? ' What Anthropic’s message_delta counts takes the place of what message_start said.' : ''}`,
  ),
]

/** What an Anthropic stream counts before it has said anything. */
function firstOutput({ dialect, reply }: Reading): number {
  const first = reply?.events.find((event) => event.kind === 'usage')
  return dialect === 'anthropic-messages' && reply?.kind === 'stream' ? (first?.usage.output?.value ?? 0) : 0
}

/** Both events of an Anthropic stream count the input, and not the same: one includes what was read from the cache. */
function disagreeing(scene: Scene): Hit[] {
  if (scene.dialect !== 'anthropic-messages') return []
  let atStart: number | undefined
  for (const event of tellingFrames(scene)) {
    const message = fieldAt(event, 'message')
    const usage = message ? fieldAt(message, 'usage') : fieldAt(event, 'usage')
    if (!usage) continue
    const input = numberAt(usage, 'input_tokens')
    if (textAt(event, 'type') === 'message_start') atStart = input
    const cached = numberAt(usage, 'cache_read_input_tokens') ?? 0
    if (textAt(event, 'type') !== 'message_delta' || !atStart || input === undefined) continue
    if (cached > 0 && Math.abs(atStart - input - cached) <= atStart / 100)
      return [
        hitAt(
          scene,
          'reply',
          { frame: event.frame, pointer: `${usage.pointer}/input_tokens` },
          `message_start counts ${atStart} input tokens with the cache in them, message_delta ${input} and ${cached} from the cache: who adds them counts the cache twice.`,
        ),
      ]
  }
  return []
}

const numberAt = (at: Pick<InFrame, 'value' | 'pointer'>, key: string): number | undefined => {
  const value = fieldAt(at, key)?.value
  return typeof value === 'number' ? value : undefined
}

/** Chat and Responses say that the total is the sum. */
function wrongTotal(scene: Scene): Hit[] {
  if (scene.dialect !== 'openai-chat' && scene.dialect !== 'openai-responses') return []
  const { input, output, total, cacheRead }: Usage = scene.folded.usage ?? {}
  if (!input || !output || !total || !cacheRead?.value) return []
  if (total.value !== input.value + output.value + cacheRead.value) return []
  return [
    hitOf(
      scene,
      'reply',
      total,
      `The total of ${total.value} tokens is ${input.value} + ${output.value} and the ${cacheRead.value} from the cache once more, or the prompt lacks them.`,
    ),
  ]
}

export const usageDouble: Rule = {
  id: 'USAGE_DOUBLE_COUNT',
  number: 25,
  title: 'Usage counted twice',
  severity: 'warning',
  evidence: ['one-side', 'two-sides'],
  consequence: 'Bills, budgets and context meters are wrong; clients compact a conversation that still fits.',
  fix: 'Later counts of a stream replace earlier ones, field by field; add nothing.',
  references: [
    'https://github.com/envoyproxy/ai-gateway/issues/2279',
    'https://github.com/maximhq/bifrost/pull/5355',
    'https://github.com/Portkey-AI/gateway/pull/1754',
  ],
  find,
}
