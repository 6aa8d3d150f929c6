import type { DialectEvent } from '../../dialects/dialect.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { bare, isLeaf, spell } from '../../hub/leaf.ts'
import type { Fault } from '../fault.ts'
import { writeLiteLlmId } from '../litellm-id.ts'

const LAST: ReadonlySet<unknown> = new Set(['response.completed', 'response.incomplete', 'response.failed'])

/** The event that ends the stream announces the reply under the gateway's wrapped id, about twice as long. bugs.md §1.3 S4 */
function renameAtEnd(event: DialectEvent): DialectEvent {
  const { data } = event
  if (typeof data === 'string' || !LAST.has(bare(data.type))) return event
  const { response } = data
  if (typeof response !== 'object' || response === null || isLeaf(response) || Array.isArray(response))
    return event
  const { id } = response as WrittenObject
  const known = bare(id)
  if (typeof known !== 'string') return event
  const wrapped: Leaf<string> = spell(
    isLeaf(id) ? id : undefined,
    writeLiteLlmId({ provider: 'None', modelId: 'None', responseId: known }),
    'fault',
  )
  return { ...event, data: { ...data, response: { ...response, id: wrapped } } }
}

export const twoIdsFault: Fault = {
  id: 'litellm-26167:S4',
  title:
    'The stream opens under one response id and ends under another, so the next turn names one not stored.',
  issue: 'https://github.com/BerriAI/litellm/pull/37956',
  mended: 'PR #37956.',
  stage: 'write-event',
  half: 'reply',
  rule: 'CHAIN_BROKEN',
  shownBy: 'any stream that ends',
  to: ['openai-responses'],
  wrapEvent: renameAtEnd,
}
