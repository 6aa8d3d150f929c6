import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { McpServer } from '../../hub/mcp.ts'
import { present } from '../../hub/present.ts'
import { keyIn } from './words.ts'

export const MCP_KEY = /^mcp_?[sS]ervers$/

const TRANSPORT = 'streamableHttpTransport'
const BEARER = /^Bearer\s+/i

/** `mcpServers` of an entry of `tools`; AI Studio only. anthropic-gemini.md §G.1 */
export function readMcpServers(entry: Cursor): McpServer[] {
  return (entry.list(keyIn(entry, 'mcpServers', [])) ?? []).flatMap((server) => {
    const name = server.string('name')
    const transport = server.object(keyIn(server, TRANSPORT, []))
    const url = transport?.string('url')
    if (!name || !url) return []
    const header = transport?.object('headers')?.string('Authorization')
    const token =
      header && BEARER.test(header.value) ? spell(header, header.value.replace(BEARER, '')) : undefined
    return [{ name, url, ...present({ token }) }]
  })
}

export const writeMcpServer = ({ tag, name, url, token }: McpServer): WrittenObject => ({
  name: also(name, tag as Leaf<unknown> | undefined),
  [TRANSPORT]: {
    url,
    headers: token && { Authorization: spell(token, `Bearer ${token.value}`, 'token-as-header') },
  },
})
