import type { Leaf } from '../../hub/leaf.ts'
import { added } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import type { FunctionTool } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'

const FREE_TEXT = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }
const WHY = 'A call takes an object here: the free text stands in it under one key.'

/** The schema of a tool; of one that takes free text, what its calls are wrapped in. anthropic-gemini.md §M.3 */
export function schemaOf(
  { isCustom, format, parameters }: FunctionTool,
  losses: Losses,
): Leaf<Json> | undefined {
  if (!isCustom) return parameters
  const why = 'Gemini holds no text to a grammar.'
  lose(losses, 'no-grammar', why, format?.tag, format?.definition, format?.syntax)
  return added(FREE_TEXT, 'wrap-arguments', WHY)
}
