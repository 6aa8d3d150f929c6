import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { also, made, spell } from '../../hub/leaf.ts'
import type { McpServer } from '../../hub/mcp.ts'
import { isNameList } from '../../hub/mcp.ts'
import { present } from '../../hub/present.ts'
import type { OpaqueTool, Tool } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { ID } from './words.ts'

/** The entry of `tools` that offers the tools of one server. anthropic-gemini.md §A.4 */
const TOOLSET = 'mcp_toolset'

const isServer = (value: Json): boolean =>
  isObject(value) && value.type === 'url' && typeof value.name === 'string' && typeof value.url === 'string'

/** `mcp_servers` stands beside `tools`, which say only by name that they are offered. anthropic-gemini.md §A.1 */
export function readMcpServers(body: Cursor): OpaqueTool[] {
  const value = body.peek('mcp_servers')
  const isKnown = Array.isArray(value) && value.length > 0 && (value as readonly Json[]).every(isServer)
  if (!isKnown) return []
  const toolsets = new Map(
    (body.list('tools') ?? []).flatMap((tool) => {
      const name = tool.peek('type') === TOOLSET ? tool.peek('mcp_server_name') : undefined
      return typeof name === 'string' ? [[name, tool] as const] : []
    }),
  )
  return (body.list('mcp_servers') ?? []).map((server): OpaqueTool => {
    const mcp = readServer(server, toolsets.get(String(server.peek('name'))))
    return { kind: 'opaque', dialect: ID, raw: server.leaf(), mcp: [mcp] }
  })
}

function readServer(server: Cursor, toolset: Cursor | undefined): McpServer {
  const type = server.string('type')
  const tag = type && also(type, toolset?.string('type'), toolset?.string('mcp_server_name'))
  const config = server.object('tool_configuration')
  const listed = isNameList(config?.peek('allowed_tools')) ? config?.json('allowed_tools') : undefined
  return {
    name: server.string('name') as Leaf<string>,
    url: server.string('url') as Leaf<string>,
    ...present({
      tag,
      token: server.string('authorization_token'),
      allowedTools: listed ?? (toolset && enabledIn(toolset)),
    }),
  }
}

const isOn = (config: Json | undefined): boolean | undefined =>
  isObject(config) && typeof config.enabled === 'boolean' ? config.enabled : undefined

/** Where all are off but some: these. Any other setting names none that may be called alone. */
function enabledIn(toolset: Cursor): Leaf<Json> | undefined {
  const configs = toolset.peek('configs')
  if (isOn(toolset.peek('default_config')) !== false || !isObject(configs)) return undefined
  const names = Object.keys(configs).filter((name) => isOn(configs[name]) === true)
  return names.length === 0
    ? undefined
    : made(
        names,
        'configs-as-names',
        toolset.object('configs')?.leaf(),
        toolset.object('default_config')?.leaf(),
      )
}

/** Servers of any dialect in the field of their own, and what offers them among the tools. */
export function writeMcpServers(tools: readonly Tool[]): {
  readonly servers: readonly (WrittenObject | Leaf)[]
  readonly toolsets: readonly WrittenObject[]
} {
  const opaque = tools.filter((tool) => tool.kind === 'opaque')
  const foreign = opaque.filter(({ dialect }) => dialect !== ID).flatMap(({ mcp = [] }) => mcp)
  const own = opaque.filter(({ dialect, mcp }) => dialect === ID && mcp)
  return {
    servers: [...own.map(({ raw }) => raw), ...foreign.map(writeServer)],
    toolsets: foreign.map(writeToolset),
  }
}

const writeServer = ({ tag, name, url, token }: McpServer): WrittenObject => ({
  type: spell(tag, 'url'),
  name,
  url,
  ...present({ authorization_token: token }),
})

function writeToolset({ name, allowedTools }: McpServer): WrittenObject {
  const offered = { type: TOOLSET, mcp_server_name: name }
  if (!allowedTools) return offered
  const configs = Object.fromEntries(
    (allowedTools.value as readonly string[]).map((tool) => [tool, { enabled: true }]),
  )
  return {
    ...offered,
    default_config: { enabled: spell(allowedTools, false, 'names-as-configs') },
    configs: spell(allowedTools, configs, 'names-as-configs'),
  }
}
