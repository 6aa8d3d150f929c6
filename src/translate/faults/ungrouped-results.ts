import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { bare, isLeaf } from '../../hub/leaf.ts'
import { isObject } from '../../wire/json.ts'
import type { Fault } from '../fault.ts'

/** Each of several results in a content of its own, where Gemini wants one content that answers all calls of a turn. bugs.md §1.1 */
function ungroup(body: WrittenObject): WrittenObject {
  if (!Array.isArray(body.contents)) return body
  return { ...body, contents: (body.contents as readonly Written[]).flatMap(apart) }
}

function apart(content: Written): readonly Written[] {
  if (typeof content !== 'object' || content === null || isLeaf(content) || Array.isArray(content))
    return [content]
  const { parts, ...rest } = content as WrittenObject
  const isList = Array.isArray(parts) && parts.length > 1 && (parts as readonly Written[]).every(isResult)
  return isList ? (parts as readonly Written[]).map((part) => ({ ...rest, parts: [part] })) : [content]
}

const isResult = (part: Written): boolean => {
  const json = bare(part)
  return isObject(json) && ('functionResponse' in json || 'function_response' in json)
}

/** A sibling of the founding case in other gateways: the results keep their calls, and are refused for standing apart. */
export const ungroupedResultsFault: Fault = {
  id: 'litellm-22578:ungrouped',
  title: 'Parallel results are sent to Gemini in contents of their own, which counts them against the calls.',
  issue: 'https://github.com/mlflow/mlflow/issues/25788',
  mended: 'Gathered in one content; mended one by one in eino-ext #571 and others.',
  stage: 'group-results',
  half: 'request',
  rule: 'GEMINI_PARALLEL_NOT_GROUPED',
  shownBy: 'a turn with two results',
  to: ['gemini'],
  wrapRequest: ungroup,
}
