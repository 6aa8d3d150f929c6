import { argumentsAsObject } from '../../hub/arguments.ts'
import type { HostedCall, HostedResult, HostedSource, HostedTool, HostedTrace } from '../../hub/hosted.ts'
import { idUnder, takeCall } from '../../hub/hosted.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import { textOf, textOfLeaf } from '../../hub/text.ts'
import type { DialectEvent } from '../dialect.ts'
import { TOOLS } from './read-hosted.ts'
import type { WriterState } from './write-message.ts'
import { named } from './write-message.ts'

const NO_ID = 'Messages wants an id on every call; the source had none.'
const UNSEALED = 'Anthropic seals what its search found; what another vendor found has no such seal.'
const NOT_TOLD = 'The source does not tell what the search found.'
const UNNAMED = 'The source tells the address of the page only.'

/** The blocks that tell in Messages of a tool another provider ran: a call and its result are one block each. */
export function writeHosted(state: WriterState, trace: HostedTrace): DialectEvent[] {
  const { tool, call, result } = trace
  const told = call ? writeCall(state, tool, call) : []
  if (!result) return told
  // A result without its call is refused. §A.4
  const answered = takeCall(state.hosted, trace)
  return answered ? [...told, ...writeResult(state, { tool, call: answered, result })] : told
}

function block(state: WriterState, content: WrittenObject, ...deltas: WrittenObject[]): DialectEvent[] {
  const index = state.nextIndex++
  return [
    named('content_block_start', { index, content_block: content }),
    ...deltas.map((delta) => named('content_block_delta', { index, delta })),
    named('content_block_stop', { index }),
  ]
}

const nameOf = (tool: HostedTool, { language }: HostedCall): string => {
  if (tool === 'web-search') return 'web_search'
  return language?.value === 'bash' ? 'bash_code_execution' : 'code_execution'
}

function writeCall(state: WriterState, tool: HostedTool, call: HostedCall): DialectEvent[] {
  const prefix = tool === 'mcp' ? 'mcptoolu' : 'srvtoolu'
  const base = state.id.replaceAll(/[^a-zA-Z0-9_-]/g, '_')
  const id = call.id
    ? idUnder(prefix, call.id)
    : added(`${prefix}_${base}_${state.nextIndex}`, 'derived-id', NO_ID)
  // Results name the id of their source, where they name one.
  state.hosted.push({ tool, call: { ...call, id: call.id ?? id } })
  const { input, tag, name, server } = call
  if (tool === 'mcp') {
    const json = input && spell(input, textOfLeaf(argumentsAsObject(input)))
    const head = { type: spell(tag, 'mcp_tool_use'), id, name, server_name: server ?? '', input: {} }
    return block(state, head, ...pieces(json))
  }
  const word = nameOf(tool, call)
  const key = TOOLS[word]?.key ?? 'input'
  const json = input && spell(input, textOf({ [key]: input }), 'wrap-input')
  const head = { type: spell(tag, 'server_tool_use'), id, name: spell(call.language, word), input: {} }
  return block(state, head, ...pieces(json))
}

const pieces = (json: Leaf<string> | undefined): WrittenObject[] =>
  json ? [{ type: 'input_json_delta', partial_json: json }] : []

interface Answered {
  readonly tool: HostedTool
  readonly call: HostedCall
  readonly result: HostedResult
}

function writeResult(state: WriterState, { tool, call, result }: Answered): DialectEvent[] {
  const prefix = tool === 'mcp' ? 'mcptoolu' : 'srvtoolu'
  const tool_use_id = call.id && idUnder(prefix, result.callId ?? call.id)
  const name = tool === 'mcp' ? 'mcp' : nameOf(tool, call)
  const type = spell(result.tag, `${name}_tool_result`)
  const content = CONTENTS[tool](result, name)
  const error = tool === 'mcp' ? { is_error: result.isError ?? false } : {}
  return block(state, { type, tool_use_id, ...error, content })
}

const CONTENTS: Readonly<Record<HostedTool, (result: HostedResult, name: string) => Written>> = {
  'web-search': ({ isError, sources }) => {
    if (isError?.value)
      return { type: 'web_search_tool_result_error', error_code: spell(isError, 'unavailable') }
    return sources ? sources.map(writeSource) : added([], 'no-sources', NOT_TOLD)
  },
  code: ({ text, isError }, name) => ({
    type: `${name}_result`,
    stdout: text ?? '',
    stderr: '',
    return_code: spell(isError, isError?.value ? 1 : 0),
    content: [],
  }),
  mcp: ({ text }) => (text ? [{ type: 'text', text }] : []),
}

const writeSource = ({ tag, url, title }: HostedSource): WrittenObject => ({
  type: spell(tag, 'web_search_result'),
  url,
  title: title ?? added('', 'no-title', UNNAMED),
  encrypted_content: added('', 'no-seal', UNSEALED),
  page_age: null,
})
