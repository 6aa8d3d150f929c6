import type { HostedCall, HostedResult, HostedTool, HostedTrace } from '../../hub/hosted.ts'
import { endOf, idUnder, takeCall } from '../../hub/hosted.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import { settle } from '../../hub/settle.ts'
import type { DialectEvent } from '../dialect.ts'
import { closeItem, derivedId, stemOf } from './write-item.ts'
import type { WriterState } from './writer-state.ts'
import { emit } from './writer-state.ts'

const NO_CONTAINER = 'Every run of code names its container; which one it was is not told in time.'

/** Call and result are one item here: a call waits for its result, at most to the end. */
export function writeHosted(state: WriterState, trace: HostedTrace): DialectEvent[] {
  const { tool, call, result } = trace
  if (!result) {
    if (call) state.hosted.push({ tool, call })
    return []
  }
  const known = call ?? takeCall(state.hosted, trace)
  return known ? writeItem(state, { tool, call: known, result }) : []
}

/** The calls of which nobody said what came of them: they are not done. */
export const flushHosted = (state: WriterState): DialectEvent[] =>
  state.hosted.splice(0).flatMap((trace) => writeItem(state, trace))

interface Run {
  readonly tool: HostedTool
  readonly call: HostedCall
  readonly result?: HostedResult
}

const TYPES: Readonly<Record<HostedTool, string>> = {
  'web-search': 'web_search_call',
  code: 'code_interpreter_call',
  mcp: 'mcp_call',
}
const PREFIXES: Readonly<Record<HostedTool, string>> = { 'web-search': 'ws', code: 'ci', mcp: 'mcp' }

/** The events of one item, in their order. openai.md §5.2 */
function writeItem(state: WriterState, run: Run): DialectEvent[] {
  const { tool, call, result } = run
  const closed = closeItem(state)
  const own = call.id ? idUnder(PREFIXES[tool], call.id) : derivedId(state, PREFIXES[tool])
  const id = also(own, result?.callId)
  const type = TYPES[tool]
  const status = result ? spell(endOf(result), result.isError?.value ? 'failed' : 'completed') : 'in_progress'
  const place = { output_index: state.output.length, item_id: id }
  const container = added(`cntr_${stemOf(state)}`, 'no-container', NO_CONTAINER)
  const item = (status: Written, text: Leaf<string> | '', result?: HostedResult): WrittenObject => ({
    id,
    // Code is Python here, so the type says that, too.
    type: spell(call.tag ?? call.language, type),
    status,
    ...FIELDS[tool]({ call, text, container, result }),
  })
  const input = call.input ?? ''
  const announced = emit(state, 'response.output_item.added', {
    output_index: state.output.length,
    item: item('in_progress', tool === 'web-search' ? input : ''),
  })
  const ran = EVENTS[tool](run).map(([name, fields]) =>
    emit(state, `response.${name}`, { ...place, ...fields }),
  )
  const written = item(status, input, result)
  const done = emit(state, 'response.output_item.done', { output_index: state.output.length, item: written })
  state.output.push(settle(written))
  return [...closed, announced, ...ran, done]
}

interface Filling {
  readonly call: HostedCall
  readonly text: Leaf<string> | ''
  readonly container: Leaf<string>
  readonly result: HostedResult | undefined
}

const FIELDS: Readonly<Record<HostedTool, (filling: Filling) => WrittenObject>> = {
  'web-search': ({ text, result }) => ({
    action: {
      type: 'search',
      query: text,
      sources: result?.sources?.map(({ tag, url }) => ({ type: spell(tag, 'url'), url })),
    },
  }),
  code: ({ text, container, result }) => ({
    code: text,
    container_id: container,
    outputs: result?.text ? [{ type: 'logs', logs: result.text }] : [],
  }),
  mcp: ({ call, text, result }) => ({
    server_label: call.server ?? '',
    name: call.name ?? '',
    arguments: text,
    output: result?.text ?? null,
    error: null,
  }),
}

type Said = readonly [name: string, fields: WrittenObject]

const EVENTS: Readonly<Record<HostedTool, (run: Run) => readonly Said[]>> = {
  'web-search': ({ result }) => [
    ['web_search_call.in_progress', {}],
    ['web_search_call.searching', {}],
    ...closing('web_search_call.completed', result),
  ],
  code: ({ call: { input = '' }, result }) => [
    ['code_interpreter_call.in_progress', {}],
    ['code_interpreter_call_code.delta', { delta: input }],
    ['code_interpreter_call_code.done', { code: input }],
    ['code_interpreter_call.interpreting', {}],
    ...closing('code_interpreter_call.completed', result),
  ],
  mcp: ({ call: { input = '' }, result }) => [
    ['mcp_call.in_progress', {}],
    ['mcp_call_arguments.delta', { delta: input }],
    ['mcp_call_arguments.done', { arguments: input }],
    ...closing(result?.isError?.value ? 'mcp_call.failed' : 'mcp_call.completed', result),
  ],
}

const closing = (name: string, result: HostedResult | undefined): readonly Said[] =>
  result ? [[name, {}]] : []
