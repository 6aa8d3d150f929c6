import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { CustomFormat, FunctionTool, OpaqueTool, Request, Tool, ToolChoice } from '../../hub/request.ts'
import { CUSTOM, LEGACY } from './read-tools.ts'
import { writeSearch } from './search.ts'
import { ID } from './words.ts'
import type { Pen } from './write-part.ts'

export function writeTools({ tools }: Request, pen: Pen): WrittenObject {
  const isLegacy = (tool: Tool): tool is FunctionTool =>
    pen.isHome && tool.kind === 'function' && tool.tag?.value === LEGACY
  const listed = tools
    .filter((tool) => !isLegacy(tool) && !isSearch(tool))
    .map((tool) => writeTool(tool, pen))
    .filter((tool) => tool !== undefined)
  const legacy = tools.filter(isLegacy).map(writeDefinition)
  return {
    ...(listed.length > 0 ? { tools: listed } : {}),
    ...(legacy.length > 0 ? { functions: legacy } : {}),
    ...writeSearches(tools.filter(isSearch), pen),
  }
}

const isSearch = (tool: Tool): tool is OpaqueTool => tool.kind === 'opaque' && tool.search !== undefined

/** The only hosted tool of Chat stands beside the tools, and once. */
function writeSearches([first, ...others]: readonly OpaqueTool[], pen: Pen): WrittenObject {
  if (!first) return {}
  for (const { raw } of pen.isHome ? [] : [first, ...others])
    lose(
      pen.losses,
      'foreign-tool',
      'Chat says no more of a search than its place and how much is read.',
      raw,
    )
  return { web_search_options: writeSearch(first) }
}

function writeTool(tool: Tool, pen: Pen): Written {
  if (tool.kind === 'opaque') {
    if (tool.dialect === ID) return tool.raw
    lose(pen.losses, 'foreign-tool', 'Chat has no hosted tools.', tool.raw)
    return undefined
  }
  const key = tool.isCustom ? CUSTOM : 'function'
  return {
    type: spell(tool.tag, key),
    [key]: writeDefinition(tool),
    ...restore(tool.wrapExtras, ID),
  }
}

const writeDefinition = (tool: FunctionTool): WrittenObject => ({
  name: tool.name,
  description: tool.description,
  parameters: tool.parameters,
  strict: tool.strict,
  format: tool.format && writeCustomFormat(tool.format),
  ...restore(tool.extras, ID),
})

const writeCustomFormat = ({ tag, definition, syntax }: CustomFormat): WrittenObject =>
  definition ? { type: tag, grammar: { definition, syntax } } : { type: tag }

/** openai.md §1.3. */
export function writeToolChoice({ toolChoice, tools }: Request, pen: Pen): WrittenObject {
  if (!toolChoice) return {}
  if (pen.isHome && toolChoice.tag?.value === LEGACY) return { function_call: legacyChoice(toolChoice) }
  const { mode, names = [], isForced, tag } = toolChoice
  const [name] = names
  const typeOf = ({ value }: Leaf<string>): string =>
    tools.some((tool) => tool.kind === 'function' && tool.isCustom && tool.name.value === value)
      ? CUSTOM
      : 'function'
  if (isForced && name) return { tool_choice: forced(toolChoice, name, typeOf(name)) }
  // There is no subset of none.
  const isPlain = names.length === 0 || (mode.value === 'none' && !pen.isHome)
  if (isPlain) return { tool_choice: pen.isHome ? mode : also(mode, tag) }
  const allowed = names.map((one) => ({ type: typeOf(one), [typeOf(one)]: { name: one } }))
  return { tool_choice: { type: spell(tag, 'allowed_tools'), allowed_tools: { mode, tools: allowed } } }
}

function forced({ tag, mode }: ToolChoice, name: Leaf<string>, kind: string): WrittenObject {
  // The source's own word stays: a choice may be of another kind than its tool.
  const type = tag?.value === CUSTOM || tag?.value === 'function' ? tag.value : kind
  // Where a mode of its own stood (Gemini's ANY), the type is what it became.
  return { type: spell(tag ?? mode, type), [type]: { name } }
}

const legacyChoice = ({ mode, names }: ToolChoice): Written => (names?.[0] ? { name: names[0] } : mode)
