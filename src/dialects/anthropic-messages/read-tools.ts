import type { Cursor } from '../../hub/cursor.ts'
import { spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { FunctionTool, Settings, Tool, ToolChoice } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { readSearch } from './search.ts'
import { CHOICES, ID, wordOf } from './words.ts'

/** An empty list says nothing but its own form, which the extras keep. */
export const readTools = (body: Cursor): Tool[] => {
  const tools = body.peek('tools')
  const isEmpty = Array.isArray(tools) && tools.length === 0
  return isEmpty ? [] : (body.list('tools') ?? []).map(readTool)
}

function readTool(tool: Cursor): Tool {
  const raw: Tool = {
    kind: 'opaque',
    dialect: ID,
    raw: tool.leaf(),
    ...present({ search: readSearch(tool) }),
  }
  if (tool.has('type') && tool.peek('type') !== 'custom') return raw
  const tag = tool.string('type')
  const name = tool.string('name')
  const parameters = tool.object('input_schema')?.leaf()
  if (!name || !parameters) return raw
  const more = { tag, description: tool.string('description'), strict: tool.boolean('strict') }
  const known: FunctionTool = { kind: 'function', name, parameters, ...present(more) }
  return { ...known, ...present({ extras: tool.rest(ID) }) }
}

/** `disable_parallel_tool_use` stands inside the choice here, and says the opposite. */
export function readToolChoice(body: Cursor): { choice: ToolChoice; settings: Settings } | undefined {
  const type = wordAt(body.peek('tool_choice'), 'type')
  const word = wordOf(CHOICES, type)
  const isNameless = type === 'tool' && typeof wordAt(body.peek('tool_choice'), 'name') !== 'string'
  const choice = word && !isNameless ? body.object('tool_choice') : undefined
  if (!word || !choice) return undefined
  const mode = spell(choice.string('type'), word)
  const name = type === 'tool' ? choice.string('name') : undefined
  const off = type === 'none' ? undefined : choice.boolean('disable_parallel_tool_use')
  const settings: Settings = off ? { parallelCalls: spell(off, !off.value, 'invert-parallel') } : {}
  const isHosted = name && isOfServers(body.peek('tools'), name.value) ? { isHosted: true } : {}
  const names = name ? { names: [name], isForced: true, ...isHosted } : {}
  return { choice: { mode, ...names, ...present({ extras: choice.rest(ID) }) }, settings }
}

/** Whether a name is that of a tool which Anthropic runs, or has trained for: those have a dated type. §A.4 */
function isOfServers(tools: Json | undefined, name: string): boolean {
  const list = Array.isArray(tools) ? (tools as readonly Json[]) : []
  return list.some((tool) => wordAt(tool, 'name') === name && (wordAt(tool, 'type') ?? 'custom') !== 'custom')
}

/** Peeks one level deeper, before it is decided whether an object is understood. */
export const wordAt = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
