import type { Reading } from '../../../translate/reading.ts'
import type { JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { visibleText } from '../../reading-facts.ts'
import { countOf, isReply } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

interface Traces {
  /** Runs of tools, by their results. */
  readonly runs: number
  /** Places that the text rests on. */
  readonly citations: number
  readonly urls: readonly string[]
  readonly any: boolean
}

/** What tools that the provider runs by itself leave in a reply: results, and the citations that rest on them. */
function tracesIn({ reply }: Reading): Traces {
  let [runs, citations, others] = [0, 0, 0]
  const urls: string[] = []
  for (const event of reply?.events ?? []) {
    if (event.kind === 'part-citation') {
      citations++
      if (event.citation.url?.value) urls.push(event.citation.url.value)
    }
    if (event.kind !== 'part-start' || event.head.kind !== 'opaque') continue
    const raw = event.head.raw.value
    others++
    if (isObject(raw) && isRun(raw)) runs++
  }
  return { runs, citations, urls, any: runs + citations + others > 0 }
}

const isRun = (raw: JsonObject): boolean =>
  'codeExecutionResult' in raw ||
  /_tool_result$|^(?:web_search|file_search|code_interpreter|mcp|shell|image_generation)_call$/.test(
    typeof raw.type === 'string' ? raw.type : '',
  )

function find(scene: Scene): Hit[] {
  const { upstream } = scene
  if (!upstream || !isReply(scene)) return []
  const { runs, citations, urls } = tracesIn(upstream)
  if (runs + citations === 0 || tracesIn(scene).any) return []
  // Written out as notes.
  const text = visibleText(scene)
  if (urls.some((url) => text.includes(url))) return []
  const message =
    runs > 0
      ? `The provider ran ${countOf(runs, 'built-in tool')}; nothing of the results is left at the client.`
      : `The provider’s answer rests on a search, and cites ${countOf(citations, 'source')}; none is left at the client.`
  const hit = hitAt(scene, 'reply', {}, message)
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
