import type { DialectId } from '../../../hub/dialect.ts'
import type { Leaf } from '../../../hub/leaf.ts'
import type { FunctionTool, Request } from '../../../hub/request.ts'
import type { Reading } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import type { Severity } from '../../finding.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** What the user asked for and would miss: how to find it, in any dialect. */
const WISHES: readonly (readonly [words: string, of: (request: Request) => Leaf<unknown> | undefined])[] = [
  [
    'thinking',
    ({ reasoning }) =>
      reasoning?.isLeast
        ? undefined
        : (wanted(reasoning?.isOn) ?? reasoning?.budget ?? effort(reasoning?.effort)),
  ],
  [
    'the tool choice',
    ({ toolChoice }) =>
      toolChoice && (toolChoice.isForced || toolChoice.mode.value !== 'auto') ? toolChoice.mode : undefined,
  ],
  [
    'a narrower choice of tools',
    ({ toolChoice }) => (toolChoice?.isForced ? undefined : toolChoice?.names?.[0]),
  ],
  ['the output format', ({ format }) => (format && format.kind.value !== 'text' ? format.kind : undefined)],
  ['the limit of tokens', ({ settings }) => settings.maxTokens],
  [
    'one call at a time',
    ({ settings }) => (settings.parallelCalls?.value === false ? settings.parallelCalls : undefined),
  ],
  ['the stop sequences', ({ settings }) => settings.stop],
]

const wanted = (leaf: Leaf<boolean> | undefined): Leaf<boolean> | undefined =>
  leaf?.value ? leaf : undefined
const effort = (leaf: Leaf<string> | undefined): Leaf<string> | undefined =>
  leaf && leaf.value !== 'none' ? leaf : undefined

/** What the other dialect has no word for: openai.md §8, anthropic-gemini.md §M.7. */
const NO_WORD: Readonly<Partial<Record<DialectId, readonly string[]>>> = {
  gemini: ['one call at a time'],
  'openai-responses': ['the stop sequences'],
  'anthropic-messages': ['a narrower choice of tools'],
}

const hasWord = (words: string, asked: Leaf<unknown>, to: Scene['dialect']): boolean => {
  if (to === undefined) return true
  // Anthropic holds answers to a schema, and knows no JSON without one.
  if (to === 'anthropic-messages' && words === 'the output format') return asked.value !== 'json'
  return !NO_WORD[to]?.includes(words)
}

function find(scene: Scene): Hit[] {
  const { request, upstream } = scene
  if (!request || !upstream?.request) return []
  const [asked, sent] = [request.hub, upstream.request.hub]
  const dropped = WISHES.flatMap(([words, of]): Hit[] => {
    const wish = of(asked)
    if (!wish || of(sent) || (words === 'the output format' && isEmulated(asked, sent))) return []
    const canSay = hasWord(words, wish, upstream.dialect)
    const why = canSay ? '' : ', whose dialect has no word for it'
    // Nobody can leave the limit out of an Anthropic request: it is told where it may have mattered.
    const isDuty = words === 'the limit of tokens' && scene.dialect === 'anthropic-messages'
    if (isDuty && isWithin(scene, wish.value)) return []
    return [
      hitBetween(
        scene,
        upstream,
        wish,
        `You asked for ${words}; it is not in the upstream request${why}.`,
        canSay && !isDuty ? undefined : 'info',
      ),
    ]
  })
  return [...dropped, ...withoutTools(scene, upstream, sent), ...weakened(scene, upstream, sent)]
}

/** The answer is at hand, and not longer than it might be. */
const isWithin = ({ folded }: Scene, limit: unknown): boolean => {
  const output = folded.usage?.output?.value
  return output !== undefined && typeof limit === 'number' && output <= limit
}

const hitBetween = (
  scene: Scene,
  upstream: Reading,
  leaf: Leaf<unknown>,
  message: string,
  severity?: Severity,
): Hit => {
  const hit = hitOf(scene, 'request', leaf, message, severity)
  return { ...hit, places: [...hit.places, placeAt(upstream.exchange, 'request')] }
}

const functionsOf = ({ tools }: Request): FunctionTool[] => tools.filter((tool) => tool.kind === 'function')

/** Structured output by a hidden tool that must be called. */
const isEmulated = (asked: Request, sent: Request): boolean => {
  const own = new Set(functionsOf(asked).map(({ name }) => name.value))
  return functionsOf(sent).some(({ name }) => !own.has(name.value)) && sent.toolChoice !== undefined
}

/** Names may be made anew on the way: only a smaller number is told. */
function withoutTools(scene: Scene, upstream: Reading, sent: Request): Hit[] {
  const asked = scene.request ? functionsOf(scene.request.hub) : []
  const left = functionsOf(sent)
  const names = new Set(left.map(({ name }) => name.value))
  const lost = asked.filter(({ name }) => !names.has(name.value))
  const [first] = lost
  if (!first || left.length >= asked.length) return []
  const which = left.length === 0 ? 'none' : `${left.length} of them, without ${first.name.value},`
  const message = `You declared ${countOf(asked.length, 'tool')}; ${which} is in the upstream request.`
  return [hitBetween(scene, upstream, first.name, message)]
}

/** The form is still asked for, but what it must hold is not. */
function weakened(scene: Scene, upstream: Reading, sent: Request): Hit[] {
  const schema = scene.request?.hub.format?.schema
  if (!schema || sent.format?.kind.value !== 'json') return []
  const message = 'You asked for answers that hold to a schema; upstream any JSON is asked for.'
  return [hitBetween(scene, upstream, scene.request?.hub.format?.kind ?? schema, message)]
}

export const paramDropped: Rule = {
  id: 'PARAM_DROPPED',
  number: 51,
  title: 'Option lost in translation',
  severity: 'warning',
  evidence: ['two-sides'],
  consequence:
    'The model answers another question than was asked: without thinking, in another form, or with other tools.',
  fix: 'Map the option, or tell the client that it cannot be had.',
  references: [
    'https://github.com/BerriAI/litellm/issues/8837',
    'https://github.com/maximhq/bifrost/pull/7348',
    'https://github.com/maximhq/bifrost/pull/3633',
  ],
  find,
}
