import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { McpServer } from '../../hub/mcp.ts'
import type { CustomFormat, FunctionTool, Tool, ToolChoice } from '../../hub/request.ts'
import type { WebSearch } from '../../hub/search.ts'
import { writePlace } from '../../hub/search.ts'
import { ID, restoreUnder, SEARCH_TOOL } from './words.ts'
import type { Way } from './write-part.ts'

export function writeTools(tools: readonly Tool[], way: Way): Written[] {
  return tools.flatMap((tool): Written[] => {
    if (tool.kind === 'function') return [tool.isCustom ? writeCustom(tool) : writeFunction(tool, way)]
    if (tool.dialect === ID) return [tool.raw]
    const why = tool.search
      ? 'Responses tunes its search in its own way.'
      : 'A tool that only its own provider runs.'
    lose(way.losses, 'foreign-tool', why, tool.raw)
    return [...(tool.search ? [writeSearch(tool.search)] : []), ...(tool.mcp ?? []).map(writeMcp)]
  })
}

const NO_SCHEMA = 'Every function must have a schema; this one takes no arguments.'
const NOT_STRICT = 'Unset, strict is tried here and off in the other dialects.'

function writeFunction(tool: FunctionTool, { isOwn }: Way): WrittenObject {
  return {
    type: spell(tool.tag, 'function'),
    name: tool.name,
    description: tool.description,
    parameters:
      tool.parameters ??
      (isOwn ? undefined : added({ type: 'object', properties: {} }, 'required-field', NO_SCHEMA)),
    strict: tool.strict ?? (isOwn ? undefined : added(false, 'other-default', NOT_STRICT)),
    ...restoreUnder('', tool.extras),
  }
}

const writeCustom = (tool: FunctionTool): WrittenObject => ({
  type: spell(tool.tag, 'custom'),
  name: tool.name,
  description: tool.description,
  format: tool.format && writeCustomFormat(tool.format),
  ...restoreUnder('', tool.extras),
})

const writeCustomFormat = ({ tag, definition, syntax }: CustomFormat): WrittenObject => ({
  type: tag,
  definition,
  syntax,
})

const writeSearch = ({ tag, contextSize, allowedDomains, place }: WebSearch): WrittenObject => ({
  type: spell(tag, 'web_search'),
  filters: allowedDomains && { allowed_domains: allowedDomains },
  search_context_size: contextSize,
  user_location: place && { type: spell(place.tag, 'approximate'), ...writePlace(place) },
})

const UNASKED = 'Other dialects call these tools without asking; here each call waits for a yes unless told.'

const writeMcp = ({ tag, name, url, token, allowedTools }: McpServer): WrittenObject => ({
  type: spell(tag, 'mcp'),
  server_label: name,
  server_url: url,
  authorization: token,
  allowed_tools: allowedTools,
  require_approval: added('never', 'other-default', UNASKED),
})

/** A tag without names is the source's wrapping object, which a bare word stands for here. */
export function writeToolChoice(choice: ToolChoice, tools: readonly Tool[]): Written {
  const { mode, names, tag } = choice
  const [only] = names ?? []
  const typeOf = ({ value }: Leaf<string>): string =>
    tools.some((tool) => tool.kind === 'function' && tool.isCustom && tool.name.value === value)
      ? 'custom'
      : 'function'
  if (choice.isForced && only) return forced(choice, only, typeOf(only))
  if (!names?.length) return also(mode, tag)
  const allowed = names.map((name) => ({ type: typeOf(name), name }))
  return { type: spell(tag, 'allowed_tools'), mode, tools: allowed, ...restoreUnder('', choice.extras) }
}

function forced(
  { tag, mode, extras, isHosted }: ToolChoice,
  name: Leaf<string>,
  type: string,
): WrittenObject {
  // Named by its type alone; of the words for the search, the API types know this one. openai.md §3.4
  if (isHosted)
    return {
      type: SEARCH_TOOL.test(tag?.value ?? '') ? tag : also(spell(name, 'web_search_preview'), mode, tag),
    }
  // The source's own word stays: a choice may be of another kind than its tool.
  const word = tag?.value === 'custom' || tag?.value === 'function' ? tag.value : type
  return { type: also(spell(tag, word), mode), name, ...restoreUnder('', extras) }
}
