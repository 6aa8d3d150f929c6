import type { Target } from '../../hub/dialect.ts'
import { restore } from '../../hub/extras.ts'
import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { modelFor } from '../../hub/model.ts'
import { present } from '../../hub/present.ts'
import type { FunctionTool, Message, Request, Tool, ToolChoice } from '../../hub/request.ts'
import { versionOf } from './capabilities.ts'
import { writeMcpServers } from './mcp.ts'
import { writeSearch } from './search.ts'
import { onSurface, surfaceOf } from './surfaces.ts'
import { CHOICE_WORDS, ID, ROLE_WORDS } from './words.ts'
import type { Writing } from './write-part.ts'
import { isBlank, writePart } from './write-part.ts'
import { writeOutput, writeSettingFields, writeThinking } from './write-settings.ts'

/** anthropic-gemini.md §A.1. Extras come last: a field that was not understood is written as it stood. */
export function writeRequest(request: Request, target: Target, losses: Losses): WrittenObject {
  const writing: Writing = { losses, isOwn: request.dialect === ID }
  const body = {
    ...present({ model: modelFor(request, target), system: writeSystem(request, writing) }),
    messages: request.messages
      .map((message) => writeMessage(message, writing))
      .filter((m) => m !== undefined),
    ...writeTools(request, writing),
    ...writeSettingFields(fitting(request, losses), writing),
    ...writeThinking(request, writing),
    ...writeOutput(request, writing),
    ...writeThread(request, writing),
  }
  const at = { surface: surfaceOf(target), version: versionOf(target) }
  return { ...onSurface(body, request, at, losses), ...restore(request.extras, ID) }
}

/** Server-held state: the thread goes on after one of its own messages. §A.1 */
const writeThread = ({ chain }: Request, { isOwn }: Writing): WrittenObject =>
  isOwn && chain?.previousResponseId
    ? { thread: { type: spell(chain.tag, 'continue'), previous_message_id: chain.previousResponseId } }
    : {}

/** One field names the user here: the newer of OpenAI's two stands in where the older is missing. §M.7 */
function fitting(request: Request, losses: Losses): Request {
  const { includeUsage, safetyId, ...settings } = request.settings
  lose(losses, 'always-sent', 'Usage is always sent.', includeUsage)
  if (settings.user)
    lose(losses, 'no-field', 'There is one name for the user here: `user` gives it.', safetyId)
  else if (safetyId) settings.user = safetyId
  return { ...request, settings }
}

function writeSystem({ instructions }: Request, writing: Writing): Written {
  if (!instructions) return undefined
  const [first] = instructions.parts
  lose(writing.losses, 'no-field', 'Instructions have no role here.', instructions.role)
  if (instructions.isBare && instructions.parts.length === 1 && first?.kind === 'text' && !first.cacheMark) {
    if (!isBlank(first, writing)) return also(first.text, first.tag, instructions.tag)
  }
  const parts = instructions.parts
    .map((part) => writePart(part, writing))
    .filter((part) => part !== undefined)
  return parts.length === 0 && !writing.isOwn ? undefined : parts
}

function writeMessage(message: Message, writing: Writing): Written {
  const [first] = message.parts
  if (message.isBare && first?.kind === 'opaque' && first.dialect === ID) return first.raw
  const content = writeContent(message, writing)
  if (content === undefined && !writing.isOwn) {
    const why = 'Nothing of the message is left that Messages could hold.'
    lose(writing.losses, 'empty-message', why, message.role, message.tag, message.id, message.name)
    return undefined
  }
  lose(writing.losses, 'no-field', 'Messages have neither id nor name here.', message.id, message.name)
  const role = also(spell(message.role, ROLE_WORDS[message.role.value]), message.tag)
  return { role, ...present({ content }), ...restore(message.extras, ID) }
}

function writeContent(message: Message, writing: Writing): Written {
  const [first] = message.parts
  const isOne = message.isBare && message.parts.length === 1
  if (isOne && first?.kind === 'text' && !first.seal && !first.cacheMark && !isBlank(first, writing))
    return also(first.text, first.tag)
  if (message.isBare && message.parts.length === 0) return undefined
  const parts = message.parts.map((part) => writePart(part, writing)).filter((part) => part !== undefined)
  return parts.length === 0 && !writing.isOwn ? undefined : parts
}

/** A choice without tools is refused, so it goes with them. */
function writeTools(request: Request, writing: Writing): WrittenObject {
  const { servers, toolsets } = writeMcpServers(request.tools)
  const listed = request.tools.map((tool) => writeTool(tool, writing)).filter((tool) => tool !== undefined)
  const tools = [...listed, ...toolsets]
  const { losses, isOwn } = writing
  const isGiven = isOwn || tools.length > 0
  if (!isGiven) {
    const why = 'Messages refuses a choice among no tools.'
    lose(
      losses,
      'no-tools',
      why,
      request.toolChoice?.mode,
      request.toolChoice?.tag,
      request.settings.parallelCalls,
    )
    lose(losses, 'no-tools', why, ...(request.toolChoice?.names ?? []))
  }
  const choice = isGiven ? writeChoice(request, writing) : undefined
  return present({
    tools: tools.length > 0 ? tools : undefined,
    tool_choice: choice,
    mcp_servers: servers.length > 0 ? servers : undefined,
  })
}

/** The schema is required, and a tool without parameters has the empty one. §M.3 */
function writeTool(tool: Tool, { losses, isOwn }: Writing): Written {
  if (tool.kind === 'opaque') {
    if (tool.dialect === ID) return tool.mcp ? undefined : tool.raw
    const kind = tool.search
      ? 'Messages tunes its search in its own way.'
      : 'Only its own dialect knows this tool.'
    lose(losses, 'foreign-tool', kind, tool.raw)
    return tool.search && writeSearch(tool.search)
  }
  if (tool.isCustom) return writeCustom(tool, losses)
  const why = 'Messages wants a schema for every tool; the source had none.'
  const empty = () => added({ type: 'object', properties: {} }, 'empty-schema', why)
  return {
    ...(isOwn && tool.tag ? { type: tool.tag } : {}),
    name: isOwn ? tool.name : also(tool.name, tool.tag),
    ...present({ description: tool.description }),
    input_schema: tool.parameters ?? empty(),
    ...present({ strict: tool.strict }),
    ...restore(tool.extras, ID),
  }
}

/** A tool that takes free text takes an object with that one text here. §M.3 */
function writeCustom({ tag, name, description, format }: FunctionTool, losses: Losses): WrittenObject {
  const why = 'Every input is an object here: the free text stands in it under one key.'
  const schema = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }
  lose(
    losses,
    'no-grammar',
    'Messages holds no text to a grammar.',
    format?.tag,
    format?.definition,
    format?.syntax,
  )
  return {
    name: also(name, tag),
    ...present({ description }),
    input_schema: added(schema, 'wrap-custom-input', why),
  }
}

/** §A.1: `disable_parallel_tool_use` says the opposite of parallelCalls, and `none` does not take it. */
function writeChoice({ toolChoice, settings }: Request, { losses }: Writing): Written {
  const parallel = settings.parallelCalls
  const off = parallel && spell(parallel, parallel.value === false, 'invert-parallel')
  if (!toolChoice) {
    if (off?.value) return { type: 'auto', disable_parallel_tool_use: off }
    lose(losses, 'is-default', 'Parallel calls are allowed where nothing is said.', parallel)
    return undefined
  }
  const isNone = toolChoice.mode.value === 'none'
  if (isNone)
    lose(losses, 'no-field', 'Where no tool may be called nothing is said of parallel calls.', parallel)
  const rest = {
    ...(off && !isNone ? { disable_parallel_tool_use: off } : {}),
    ...restore(toolChoice.extras, ID),
  }
  return { ...writeMode(toolChoice, losses), ...rest }
}

function writeMode(choice: ToolChoice, losses: Losses): WrittenObject {
  const { mode, names = [], tag } = choice
  const [name] = names
  if (name && mode.value === 'required' && names.length === 1)
    return { type: also(spell(mode, 'tool'), tag), name }
  lose(losses, 'no-subset', 'A choice names one tool or none here.', ...names)
  return { type: also(spell(mode, CHOICE_WORDS[mode.value]), tag) }
}
