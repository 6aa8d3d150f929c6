import type { DialectId } from '../../../hub/dialect.ts'
import type { Leaf } from '../../../hub/leaf.ts'
import type { Request } from '../../../hub/request.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** What the user asked for and would miss: how to find it, in any dialect. */
const WISHES: readonly (readonly [words: string, of: (request: Request) => Leaf<unknown> | undefined])[] = [
  ['thinking', ({ reasoning }) => wanted(reasoning?.isOn) ?? reasoning?.budget ?? effort(reasoning?.effort)],
  [
    'the tool choice',
    ({ toolChoice }) =>
      toolChoice && (toolChoice.isForced || toolChoice.mode.value !== 'auto') ? toolChoice.mode : undefined,
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
  const sent = upstream.request.hub
  return WISHES.flatMap(([words, of]): Hit[] => {
    const asked = of(request.hub)
    if (!asked || of(sent)) return []
    const canSay = hasWord(words, asked, upstream.dialect)
    const why = canSay ? '' : ', whose dialect has no word for it'
    const message = `You asked for ${words}; it is not in the upstream request${why}.`
    const hit = hitOf(scene, 'request', asked, message, canSay ? undefined : 'info')
    return [{ ...hit, places: [...hit.places, placeAt(upstream.exchange, 'request')] }]
  })
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
