import type { Json, JsonObject } from '../../src/wire/json.ts'
import type { Marker } from './marker.ts'
import { row } from './marker.ts'

const NO_TRACE = 'Chat shows nothing of the tools that its servers run.'
const NO_PART = 'Of its own tools Gemini shows in parts only the code that it ran.'

/** Where the markers of tools that the provider ran stand in a reply. */
export const HOSTED_MARKERS: readonly Marker[] = [
  row('words searched', 'MARK words', NO_TRACE, /action\/query$/, /content\/\d\/input\/query$/, NO_PART),
  row(
    'page found',
    'https://mark.example/found',
    NO_TRACE,
    /action\/sources\/0\/url$/,
    /content\/\d\/content\/0\/url$/,
    NO_PART,
  ),
  row('code', 'MARK code', NO_TRACE, /\/code$/, /content\/\d\/input\/code$/, /executableCode\/code$/),
  row(
    'print of the code',
    'MARK print',
    NO_TRACE,
    /outputs\/0\/logs$/,
    /content\/\d\/content\/stdout$/,
    /codeExecutionResult\/output$/,
  ),
  row('server of tools', 'mark_server', NO_TRACE, /\/server_label$/, /\/server_name$/, NO_PART),
  row('tool of a server', 'mark_served', NO_TRACE, /output\/\d\/name$/, /content\/\d\/name$/, NO_PART),
  row('question to it', 'MARK ask', NO_TRACE, /\/arguments$/, /content\/\d\/input\/say$/, NO_PART),
  row(
    'answer of it',
    'MARK told',
    NO_TRACE,
    /output\/\d\/output$/,
    /content\/\d\/content\/0\/text$/,
    NO_PART,
  ),
]

export const HOSTED_ITEMS: readonly JsonObject[] = [
  {
    type: 'web_search_call',
    id: 'ws_1',
    status: 'completed',
    action: {
      type: 'search',
      query: 'MARK words',
      sources: [{ type: 'url', url: 'https://mark.example/found' }],
    },
  },
  {
    type: 'code_interpreter_call',
    id: 'ci_2',
    status: 'completed',
    code: 'MARK code',
    container_id: 'cntr_3',
    outputs: [{ type: 'logs', logs: 'MARK print' }],
  },
  {
    type: 'mcp_call',
    id: 'mcp_4',
    status: 'completed',
    server_label: 'mark_server',
    name: 'mark_served',
    arguments: '{"say":"MARK ask"}',
    output: 'MARK told',
    error: null,
  },
]

export const HOSTED_BLOCKS: readonly JsonObject[] = [
  { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'MARK words' } },
  {
    type: 'web_search_tool_result',
    tool_use_id: 'srvtoolu_1',
    content: [
      {
        type: 'web_search_result',
        url: 'https://mark.example/found',
        title: 'Found',
        encrypted_content: 'TUFSS2ZvdW5k',
        page_age: null,
      },
    ],
  },
  { type: 'server_tool_use', id: 'srvtoolu_2', name: 'code_execution', input: { code: 'MARK code' } },
  {
    type: 'code_execution_tool_result',
    tool_use_id: 'srvtoolu_2',
    content: {
      type: 'code_execution_result',
      stdout: 'MARK print',
      stderr: '',
      return_code: 0,
      content: [],
    },
  },
  {
    type: 'mcp_tool_use',
    id: 'mcptoolu_4',
    name: 'mark_served',
    server_name: 'mark_server',
    input: { say: 'MARK ask' },
  },
  {
    type: 'mcp_tool_result',
    tool_use_id: 'mcptoolu_4',
    is_error: false,
    content: [{ type: 'text', text: 'MARK told' }],
  },
]

export const HOSTED_PARTS: readonly JsonObject[] = [
  { executableCode: { language: 'PYTHON', code: 'MARK code' } },
  { codeExecutionResult: { outcome: 'OUTCOME_OK', output: 'MARK print' } },
]

/** The items as events, the first of them at this place of the output. */
export const hostedItemEvents = (first: number): readonly Json[] =>
  HOSTED_ITEMS.flatMap((item, i) => {
    const place = { item_id: item.id ?? null, output_index: first + i }
    const code = item.code ?? null
    const said =
      code === null
        ? []
        : [
            { type: 'response.code_interpreter_call_code.delta', ...place, delta: code },
            { type: 'response.code_interpreter_call_code.done', ...place, code },
          ]
    return [
      {
        type: 'response.output_item.added',
        output_index: first + i,
        item: { ...item, status: 'in_progress' },
      },
      ...said,
      { type: 'response.output_item.done', output_index: first + i, item },
    ]
  })

/** The blocks as events: the input of a call as a delta, a result whole in its start. */
export const hostedBlockEvents = (first: number): readonly Json[] =>
  HOSTED_BLOCKS.flatMap((block, i) => {
    const index = first + i
    const partial_json = JSON.stringify(block.input)
    const start = 'input' in block ? { ...block, input: {} } : block
    return [
      { type: 'content_block_start', index, content_block: start },
      ...('input' in block
        ? [{ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json } }]
        : []),
      { type: 'content_block_stop', index },
    ]
  })
