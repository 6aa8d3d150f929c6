import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { callsIn, findTool } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** What gateways call their helpers. Captures often lack the tools: without any, a name must tell. */
const HELPER = /json|structured|formatted|respond|response|output_schema/i

function find(scene: Scene): Hit[] {
  const { request } = scene
  // Hosted tools, and forms that are not understood, may bring names of their own.
  if (!request || request.hub.tools.some(({ kind }) => kind === 'opaque')) return []
  const wantsFormat = (request.hub.format?.kind.value ?? 'text') !== 'text'
  // What the server keeps, and what was called before, was declared elsewhere.
  const isBare = request.hub.tools.length === 0 && !wantsFormat
  const before = new Set(scene.pairs.calls.map(({ part }) => part.name.value))
  const why = wantsFormat ? ': it is the gateway’s own helper for structured output' : ''
  return callsIn(scene)
    .filter(
      ({ head: { name } }) =>
        !findTool(request.hub, name.value) && !before.has(name.value) && (!isBare || HELPER.test(name.value)),
    )
    .map(({ head }) =>
      hitOf(
        scene,
        'reply',
        head.name,
        `The model “called” ${head.name.value}, which this request does not declare${why}.`,
      ),
    )
}

export const emulationLeak: Rule = {
  id: 'EMULATION_LEAK',
  number: 53,
  title: 'Call to a tool nobody declared',
  severity: 'warning',
  evidence: ['one-side'],
  consequence: 'The client has no such tool to run, and misses the answer that stands in the arguments.',
  fix: 'Where structured output is emulated by a hidden tool, unwrap its call into text; leave all other calls alone.',
  references: ['https://github.com/BerriAI/litellm/pull/12463'],
  find,
}
