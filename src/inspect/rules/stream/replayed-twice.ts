import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { textAt } from '../../json-places.ts'
import { framesOf, visibleText } from '../../reading-facts.ts'
import type { InFrame } from '../../reply-facts.ts'
import { inFrame, opening, tellingFrames, textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Below this, a text that says itself twice may just be one (“no, no”). */
const LEAST = 24

const CREATED = 'response.created'

const find = (scene: Scene): Hit[] => [...twoLives(scene), ...saidTwice(scene)].slice(0, 1)

/** A gateway that tries again after the first byte begins anew in the same stream. Captures also hold several answers in a row. */
function twoLives(scene: Scene): Hit[] {
  if (scene.dialect !== 'openai-responses') return []
  if (tellingFrames(scene).filter((event) => textAt(event, 'type') === CREATED).length < 2) return []
  const lives: { readonly start: InFrame; text: string }[] = []
  for (const event of framesOf(scene).flatMap(inFrame)) {
    const type = textAt(event, 'type')
    if (type === CREATED) lives.push({ start: event, text: '' })
    const life = lives.at(-1)
    if (life && type === 'response.output_text.delta') life.text += textAt(event, 'delta') ?? ''
  }
  const [first, second] = lives
  if (!first || !second || first.text === '' || !second.text.startsWith(first.text)) return []
  return [
    hitAt(
      scene,
      'reply',
      second.start,
      `The stream begins ${lives.length} times, and “${opening(first.text, 40)}” is delivered again.`,
    ),
  ]
}

function saidTwice(scene: Scene): Hit[] {
  const { upstream, exchange } = scene
  if (exchange.side === 'upstream') return []
  const sent = upstream && visibleText(upstream)
  return textsIn(scene).flatMap(({ text }): Hit[] => {
    const half = text.value.length / 2
    const once = text.value.slice(0, half)
    if (text.value.length < LEAST || once !== text.value.slice(half)) return []
    if (sent?.includes(text.value)) return []
    return [
      hitOf(
        scene,
        'reply',
        text,
        `The client received the whole answer twice: “${opening(once, 40)}”, and the same again.`,
        // Without the other side, the model may have said it so.
        sent === undefined ? 'warning' : undefined,
      ),
    ]
  })
}

export const replayedTwice: Rule = {
  id: 'CONTENT_REPLAYED_TWICE',
  number: 11,
  title: 'The answer is delivered twice',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  consequence: 'People read everything twice, and the doubled answer goes into the history of the next turn.',
  fix: 'Pass over the text of “done” events, which repeats the deltas; begin a stream once, and do not fall back after its first byte.',
  references: [
    'https://github.com/mnfst/llm-gateway/issues/2072',
    'https://github.com/maximhq/bifrost/issues/2251',
    'https://github.com/BerriAI/litellm/issues/41109',
  ],
  find,
}
