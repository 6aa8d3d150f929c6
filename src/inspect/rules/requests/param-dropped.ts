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

/** The other dialect may have no room for it: Gemini and Chat servers know no switch for parallel calls. */
const hasRoom = (words: string, to: Scene['dialect']): boolean =>
  !(words === 'one call at a time' && to === 'gemini')

function find(scene: Scene): Hit[] {
  const { request, upstream } = scene
  if (!request || !upstream?.request) return []
  const sent = upstream.request.hub
  return WISHES.flatMap(([words, of]): Hit[] => {
    const asked = of(request.hub)
    if (!asked || of(sent) || !hasRoom(words, upstream.dialect)) return []
    const hit = hitOf(scene, 'request', asked, `You asked for ${words}; it is not in the upstream request.`)
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
