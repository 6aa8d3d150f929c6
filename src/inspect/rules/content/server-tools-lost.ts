import type { Reading } from '../../../translate/reading.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { countOf, isReply } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** What tools that the provider runs by itself leave in a reply: results, and the citations that rest on them. */
function tracesIn({ reply }: Reading): { readonly runs: number; readonly any: boolean } {
  let runs = 0
  let any = false
  for (const event of reply?.events ?? []) {
    if (event.kind === 'part-citation') any = true
    if (event.kind !== 'part-start' || event.head.kind !== 'opaque') continue
    const raw = event.head.raw.value
    const type = isObject(raw) && typeof raw.type === 'string' ? raw.type : ''
    any = true
    if (/_tool_result$/.test(type) || /^(?:web_search|file_search|code_interpreter|mcp)_call$/.test(type))
      runs++
  }
  return { runs, any }
}

function find(scene: Scene): Hit[] {
  const { upstream } = scene
  if (!upstream || upstream.dialect === scene.dialect || !isReply(scene)) return []
  const { runs } = tracesIn(upstream)
  if (runs === 0 || tracesIn(scene).any) return []
  const hit = hitAt(
    scene,
    'reply',
    {},
    `The provider ran ${countOf(runs, 'built-in tool')}; nothing of the results is left at the client.`,
  )
  return [{ ...hit, places: [...hit.places, placeAt(upstream.exchange, 'reply')] }]
}

export const serverToolsLost: Rule = {
  id: 'SERVER_TOOL_BLOCKS_LOST',
  number: 63,
  title: 'Built-in tool results missing',
  severity: 'warning',
  evidence: ['two-sides'],
  consequence: 'Sources and results cannot be shown, and the next turn lacks what the answer rests on.',
  fix: 'Map the blocks to the client’s own, or write them out as text.',
  references: [
    'https://github.com/maximhq/bifrost/issues/4780',
    'https://github.com/BerriAI/litellm/issues/18839',
  ],
  find,
}
