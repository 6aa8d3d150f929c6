import { argumentsAsObject, argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { HostedResult, HostedSource, HostedTool, HostedTrace } from '../../hub/hosted.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, made, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import { textOfLeaf } from '../../hub/text.ts'
import { isObject } from '../../wire/json.ts'
import { wordOf } from './words.ts'

interface ToolWords {
  readonly tool: HostedTool
  /** Which field of the input says it all. */
  readonly key: string
  readonly language?: 'python' | 'bash'
}

/** The tools of Anthropic's servers that others have too, by their names in `server_tool_use`. anthropic-gemini.md §A.3 */
export const TOOLS: Readonly<Record<string, ToolWords>> = {
  web_search: { tool: 'web-search', key: 'query' },
  code_execution: { tool: 'code', key: 'code', language: 'python' },
  bash_code_execution: { tool: 'code', key: 'command', language: 'bash' },
}

const RESULTS: Readonly<Record<string, HostedTool>> = {
  web_search_tool_result: 'web-search',
  code_execution_tool_result: 'code',
  bash_code_execution_tool_result: 'code',
  mcp_tool_result: 'mcp',
}

/** What other dialects can say of a block. In a stream the input of a call comes later: `withInput` adds it. */
export function readHosted(block: Cursor): HostedTrace | undefined {
  const type = block.peek('type')
  if (type === 'server_tool_use') return readServerCall(block)
  if (type === 'mcp_tool_use') return readMcpCall(block)
  const tool = wordOf(RESULTS, type)
  return tool && { tool, result: readResult(block, tool) }
}

function readServerCall(block: Cursor): HostedTrace | undefined {
  const known = wordOf(TOOLS, block.peek('name'))
  if (!known) return undefined
  const name = block.string('name')
  const input = block.object('input')?.string(known.key)
  const language = known.language && spell(name, known.language)
  const tag = name && also(name, block.string('type'))
  return { tool: known.tool, call: present({ tag, id: block.string('id'), input, language }) }
}

function readMcpCall(block: Cursor): HostedTrace | undefined {
  const name = block.string('name')
  const input = block.object('input')?.leaf()
  const call = present({
    tag: block.string('type'),
    id: block.string('id'),
    name,
    server: block.string('server_name'),
    input: input && argumentsAsText(input),
  })
  return name && { tool: 'mcp', call }
}

/** The call with the input that its deltas brought. */
export function withInput(trace: HostedTrace, json: Leaf<string>): HostedTrace {
  const { call } = trace
  if (!call) return trace
  const whole = argumentsAsObject(json)
  const object = whole.value
  const key = wordOf(TOOLS, call.tag?.value)?.key
  if (key === undefined)
    return { ...trace, call: { ...call, input: spell(json, textOfLeaf(whole), 'assemble-block') } }
  const input = isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined
  return typeof input === 'string'
    ? { ...trace, call: { ...call, input: made(input, 'assemble-block', json) } }
    : trace
}

function readResult(block: Cursor, tool: HostedTool): HostedResult {
  const tag = block.string('type')
  const callId = block.string('tool_use_id')
  const content = block.object('content')
  if (!content) {
    const isError = block.boolean('is_error')
    const list = tool === 'web-search' ? { sources: readSources(block) } : { text: readTexts(block) }
    return present({ tag, callId, isError, ...list })
  }
  const type = content.string('type')
  const code = content.string('error_code')
  const told = {
    tag: tag && also(tag, type),
    callId,
    isError: code && spell(code, true, 'error-as-status'),
  }
  return present(code ? told : { ...told, ...readOutcome(content) })
}

/** What code printed, and the number with which it ended: 0 where all went well. */
function readOutcome(content: Cursor): Pick<HostedResult, 'text' | 'isError'> {
  const code = content.number('return_code')
  const isError = code && spell(code, code.value !== 0, 'code-as-status')
  const printed = [content.string('stdout'), content.string('stderr')].filter(
    (leaf): leaf is Leaf<string> => leaf !== undefined && leaf.value !== '',
  )
  return present({ isError, text: joined(printed, 'join-outputs') })
}

function readSources(block: Cursor): HostedSource[] {
  return (block.list('content') ?? []).flatMap((page) => {
    const url = page.string('url')
    const more = { tag: page.string('type'), title: page.string('title') }
    return url ? [{ url, ...present(more) }] : []
  })
}

/** Bare, or as a list of blocks. */
function readTexts(block: Cursor): Leaf<string> | undefined {
  const bare = block.string('content')
  if (bare) return bare
  const texts = (block.list('content') ?? []).flatMap((one) => {
    const text = one.string('text')
    return text ? [also(text, one.string('type'))] : []
  })
  return joined(texts, 'join-texts')
}

const joined = (texts: readonly Leaf<string>[], step: string): Leaf<string> | undefined =>
  texts.length > 1 ? made(texts.map(({ value }) => value).join('\n'), step, ...texts) : texts[0]
