import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { bare, isLeaf } from '../../hub/leaf.ts'
import { isObject } from '../../wire/json.ts'
import type { Fault } from '../fault.ts'

const holdsResult = (content: WrittenObject): boolean => {
  const json = bare(content.parts)
  return (
    Array.isArray(json) &&
    json.some((part) => isObject(part) && ('functionResponse' in part || 'function_response' in part))
  )
}

/** Both places where LiteLLM flushes collected results build the content from its parts alone. bugs.md §1.2 */
function dropResultRoles(body: WrittenObject): WrittenObject {
  if (!Array.isArray(body.contents)) return body
  const contents = (body.contents as readonly Written[]).map((content): Written => {
    if (
      typeof content !== 'object' ||
      content === null ||
      isLeaf(content) ||
      Array.isArray(content) ||
      !holdsResult(content as WrittenObject)
    )
      return content
    const { role: _, ...rest } = content as WrittenObject
    return rest
  })
  return { ...body, contents }
}

export const resultsWithoutRole: Fault = {
  id: 'litellm-22046',
  title: 'Function results are sent to Gemini in a content that has no role.',
  issue: 'https://github.com/BerriAI/litellm/pull/22046',
  mended: 'PR #22046, merged 2026-02-28.',
  half: 'request',
  to: ['gemini'],
  wrapRequest: dropResultRoles,
}
