import type { Cursor } from '../../hub/cursor.ts'
import type { HostedResult, HostedSource, HostedTrace } from '../../hub/hosted.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, made, spell } from '../../hub/leaf.ts'

type Read = (item: Cursor) => HostedTrace | undefined

/** Items of tools that OpenAI's servers ran: call and result in one. openai.md §3.3 */
const ITEMS: Readonly<Record<string, Read>> = {
  web_search_call: readSearch,
  code_interpreter_call: readCode,
  mcp_call: readMcp,
}

/** What other dialects can say of an item. `said`: its input, as the events before it told it. */
export function readHosted(item: Cursor, said: readonly Leaf<string>[] = []): HostedTrace | undefined {
  const type = item.peek('type')
  const trace = typeof type === 'string' && Object.hasOwn(ITEMS, type) ? ITEMS[type]?.(item) : undefined
  const { call } = trace ?? {}
  return trace && call?.input ? { ...trace, call: { ...call, input: also(call.input, ...said) } } : trace
}

/** Azure leaves its searches at `searching`, also where the answer rests on them. */
const ENDED: readonly unknown[] = ['completed', 'failed', 'searching']

/** How it ended; of what still runs there is no result. */
function readEnd(item: Cursor): HostedResult | undefined {
  const status = item.peek('status')
  if (!ENDED.includes(status)) return undefined
  const word = item.string('status')
  return word && { isError: spell(word, status === 'failed') }
}

/** Pages opened, and words looked for in them, are no searches. */
function readSearch(item: Cursor): HostedTrace | undefined {
  const action = item.object('action')
  if (action?.peek('type') !== 'search') return undefined
  const [first] = action.list('queries') ?? []
  const input = action.string('query') ?? textOf(first)
  if (!input) return undefined
  const end = readEnd(item)
  const sources = action.list('sources')?.flatMap(readSource)
  const result = end && { ...end, ...(sources && { sources }) }
  const tag = action.string('type')
  return withIn({ tool: 'web-search', call: { input, ...(tag && { tag }) } }, item, result)
}

function readSource(source: Cursor): HostedSource[] {
  const url = source.string('url')
  const tag = source.string('type')
  return url ? [{ url, ...(tag && { tag }) }] : []
}

function readCode(item: Cursor): HostedTrace | undefined {
  const input = item.string('code')
  if (!input) return undefined
  const end = readEnd(item)
  const logs = item.list('outputs')?.flatMap(readLogs) ?? []
  const text =
    logs.length > 1 ? made(logs.map(({ value }) => value).join('\n'), 'join-outputs', ...logs) : logs[0]
  const result = end && { ...end, ...(text && { text }) }
  return withIn({ tool: 'code', call: { input } }, item, result)
}

function readLogs(output: Cursor): Leaf<string>[] {
  const logs = output.string('logs')
  return logs ? [also(logs, output.string('type'))] : []
}

function readMcp(item: Cursor): HostedTrace | undefined {
  const [name, input] = [item.string('name'), item.string('arguments')]
  if (!name || !input) return undefined
  const server = item.string('server_label')
  const end = readEnd(item)
  const error = item.string('error')
  const text = item.string('output') ?? error
  const failed = error && { isError: spell(error, true) }
  const result = end && { ...end, ...failed, ...(text && { text }) }
  return withIn({ tool: 'mcp', call: { name, input, ...(server && { server }) } }, item, result)
}

/** The trace with what all items have. */
function withIn(trace: HostedTrace, item: Cursor, result: HostedResult | undefined): HostedTrace {
  const [id, type] = [item.string('id'), item.string('type')]
  const tag = type && also(type, trace.call?.tag)
  const call = { ...trace.call, ...(id && { id }), ...(tag && { tag }) }
  return { ...trace, call, ...(result && { result }) }
}

const textOf = (text: Cursor | undefined): Leaf<string> | undefined =>
  typeof text?.value === 'string' ? text.leaf<string>() : undefined
