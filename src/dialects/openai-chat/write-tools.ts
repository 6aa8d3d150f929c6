import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { FunctionTool, Request, Tool, ToolChoice } from '../../hub/request.ts'
import { CUSTOM, LEGACY } from './read-tools.ts'
import { ID } from './words.ts'
import type { Pen } from './write-part.ts'

export function writeTools({ tools }: Request, pen: Pen): WrittenObject {
  const isLegacy = (tool: Tool): tool is FunctionTool =>
    pen.isHome && tool.kind === 'function' && tool.tag?.value === LEGACY
  const listed = tools
    .filter((tool) => !isLegacy(tool))
    .map((tool) => writeTool(tool, pen))
    .filter((tool) => tool !== undefined)
  const legacy = tools.filter(isLegacy).map(writeDefinition)
  return {
    ...(listed.length > 0 ? { tools: listed } : {}),
    ...(legacy.length > 0 ? { functions: legacy } : {}),
  }
}

function writeTool(tool: Tool, pen: Pen): Written {
  if (tool.kind === 'opaque') {
    if (tool.dialect === ID) return tool.raw
    lose(pen.losses, 'foreign-tool', 'Chat has no hosted tools.', tool.raw)
    return undefined
  }
  return {
    type: spell(tool.tag, 'function'),
    function: writeDefinition(tool),
    ...restore(tool.wrapExtras, ID),
  }
}

const writeDefinition = ({ name, description, parameters, strict, extras }: FunctionTool): WrittenObject => ({
  name,
  description,
  parameters,
  strict,
  ...restore(extras, ID),
})

/** openai.md §1.3. */
export function writeToolChoice({ toolChoice }: Request, pen: Pen): WrittenObject {
  if (!toolChoice) return {}
  if (pen.isHome && toolChoice.tag?.value === LEGACY) return { function_call: legacyChoice(toolChoice) }
  const { mode, names = [], isForced, tag } = toolChoice
  const [name] = names
  if (isForced && name) return { tool_choice: forced(toolChoice, name) }
  // There is no subset of none.
  const isPlain = names.length === 0 || (mode.value === 'none' && !pen.isHome)
  if (isPlain) return { tool_choice: pen.isHome ? mode : also(mode, tag) }
  const tools = names.map((allowed) => ({ type: 'function', function: { name: allowed } }))
  return { tool_choice: { type: spell(tag, 'allowed_tools'), allowed_tools: { mode, tools } } }
}

function forced({ tag, mode }: ToolChoice, name: Leaf<string>): WrittenObject {
  const type = tag?.value === CUSTOM ? CUSTOM : 'function'
  // Where a mode of its own stood (Gemini's ANY), the type is what it became.
  return { type: spell(tag ?? mode, type), [type]: { name } }
}

const legacyChoice = ({ mode, names }: ToolChoice): Written => (names?.[0] ? { name: names[0] } : mode)
