import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import type { McpServer } from '../../hub/mcp.ts'
import { isNameList } from '../../hub/mcp.ts'
import type { CustomFormat, FunctionTool, OpaqueTool, Tool } from '../../hub/request.ts'
import type { WebSearch } from '../../hub/search.ts'
import { readPlace } from '../../hub/search.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { ID, SEARCH_TOOL } from './words.ts'

/** openai.md §3.4. */
export function readTool(tool: Cursor): Tool {
  const type = tool.peek('type')
  if (typeof type === 'string' && SEARCH_TOOL.test(type)) return readSearch(tool)
  if (type === 'mcp') return readMcp(tool)
  if (type === 'namespace') return readNamespace(tool)
  const isCustom = type === 'custom'
  const isKnown = type === 'function' || (isCustom && isFormat(tool.peek('format')))
  if (!isKnown || typeof tool.peek('name') !== 'string')
    return { kind: 'opaque', dialect: ID, raw: tool.leaf() }
  const tag = tool.string('type')
  const name = tool.string('name') as Leaf<string>
  const description = tool.string('description')
  const format = isCustom ? readFormat(tool.object('format')) : undefined
  const parameters = isCustom ? undefined : tool.json('parameters')
  const strict = isCustom ? undefined : tool.boolean('strict')
  const extras = tool.rest(ID)
  const known: FunctionTool = { kind: 'function', name, ...(isCustom && { isCustom }) }
  return {
    ...known,
    ...(tag && { tag }),
    ...(description && { description }),
    ...(format && { format }),
    ...(parameters && { parameters }),
    ...(strict && { strict }),
    ...(extras && { extras }),
  }
}

/** What cannot be taken apart without loss keeps its whole tool raw. */
function isFormat(value: Json | undefined): boolean {
  if (value === undefined) return true
  if (!isObject(value)) return false
  const keys = Object.keys(value).length
  if (value.type === 'text') return keys === 1
  const { type, definition, syntax } = value
  return keys === 3 && type === 'grammar' && typeof definition === 'string' && typeof syntax === 'string'
}

function readFormat(at: Cursor | undefined): CustomFormat | undefined {
  if (!at) return undefined
  const tag = at.string('type')
  const definition = at.string('definition')
  const syntax = at.string('syntax')
  return { ...(tag && { tag }), ...(definition && { definition }), ...(syntax && { syntax }) }
}

/** Reached by address: what OpenAI calls a connector or a tunnel is reached through OpenAI alone. */
function readMcp(tool: Cursor): OpaqueTool {
  const raw: OpaqueTool = { kind: 'opaque', dialect: ID, raw: tool.leaf() }
  const tag = tool.string('type')
  const name = tool.string('server_label')
  const url = tool.string('server_url')
  if (!name || !url) return raw
  const token = tool.string('authorization')
  const holder = isNameList(tool.peek('allowed_tools')) ? tool : tool.object('allowed_tools')
  const key = holder === tool ? 'allowed_tools' : 'tool_names'
  const allowedTools = isNameList(holder?.peek(key)) ? holder?.json(key) : undefined
  const server: McpServer = {
    ...(tag && { tag }),
    name,
    url,
    ...(token && { token }),
    ...(allowedTools && { allowedTools }),
  }
  return { ...raw, mcp: [server] }
}

/** Functions under a common name; where each stands for itself, the step `flatten-namespaces` takes them out. */
function readNamespace(tool: Cursor): OpaqueTool {
  const raw: OpaqueTool = { kind: 'opaque', dialect: ID, raw: tool.leaf() }
  const tools = (tool.list('tools') ?? []).map(readTool)
  const functions = tools.filter((one) => one.kind === 'function')
  return functions.length > 0 && functions.length === tools.length ? { ...raw, functions } : raw
}

function readSearch(tool: Cursor): OpaqueTool {
  const tag = tool.string('type')
  const contextSize = tool.string('search_context_size')
  const allowedDomains = tool.object('filters')?.json('allowed_domains')
  const near = tool.object('user_location')
  const search: WebSearch = {
    ...(tag && { tag }),
    ...(contextSize && { contextSize }),
    ...(allowedDomains && { allowedDomains }),
    ...(near && { place: readPlace(near) }),
  }
  return { kind: 'opaque', dialect: ID, raw: tool.leaf(), search }
}
