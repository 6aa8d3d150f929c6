import type { Reading } from '../../../translate/reading.ts'
import type { Json } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { framesOf, once } from '../../reading-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Which block takes which delta; types that are not listed are younger than this table. anthropic-gemini.md §A.7 */
const BLOCKS_OF: Readonly<Record<string, readonly string[]>> = {
  text_delta: ['text'],
  citations_delta: ['text'],
  input_json_delta: ['tool_use', 'server_tool_use', 'mcp_tool_use'],
  thinking_delta: ['thinking'],
  signature_delta: ['thinking'],
}
const KNOWN_BLOCKS = new Set([...Object.values(BLOCKS_OF).flat(), 'redacted_thinking'])

interface Mismatch {
  readonly frame: number
  readonly pointer: string
  readonly delta: string
  readonly block: string
}

/** The deltas of an Anthropic stream that do not fit the block that they stand in. */
export const mismatches: (reading: Reading) => readonly Mismatch[] = once((reading) => {
  const blocks = new Map<unknown, string>()
  let before: readonly Mismatch[] = []
  const inJson = (json: Json | undefined, frame: number): Mismatch[] => {
    if (!isObject(json)) return []
    const { index, content_block: block, delta } = json
    if (isObject(block)) blocks.set(index, typeof block.type === 'string' ? block.type : '')
    if (json.type !== 'content_block_delta' || !isObject(delta) || typeof delta.type !== 'string') return []
    const open = blocks.get(index)
    if (open === undefined || !KNOWN_BLOCKS.has(open) || (BLOCKS_OF[delta.type] ?? [open]).includes(open))
      return []
    return [{ pointer: '/delta/type', frame, delta: delta.type, block: open }]
  }
  return framesOf(reading).flatMap((read): readonly Mismatch[] => {
    const { index } = read.frame
    before = read.repeats
      ? before.map((mismatch) => ({ ...mismatch, frame: index }))
      : inJson(read.json, index)
    return before
  })
})

function find(scene: Scene): Hit[] {
  const [first, ...others] = mismatches(scene)
  if (!first) return []
  const more = others.length > 0 ? `, and ${others.length} more like it` : ''
  return [hitAt(scene, 'reply', first, `${first.delta} inside a block of type ${first.block}${more}.`)]
}

export const deltaMismatch: Rule = {
  id: 'BLOCK_DELTA_TYPE_MISMATCH',
  number: 18,
  title: 'Delta type does not fit the block',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['anthropic-messages'],
  consequence: 'The pieces are dropped or the client throws: thinking, text or arguments do not arrive.',
  clients: {
    '@anthropic-ai/sdk': 'It passes over the pieces: the block stays empty, and nothing is thrown.',
    'Claude Code': 'It reports a connection error after many minutes of retries.',
  },
  fix: 'Open the block that the first chunk asks for, not an empty text block in advance; an empty list of calls is no call.',
  references: [
    'https://github.com/BerriAI/litellm/pull/27962',
    'https://github.com/BerriAI/litellm/issues/29286',
    'https://github.com/BerriAI/litellm/issues/8066',
  ],
  find,
}
