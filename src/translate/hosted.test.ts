import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { atPointer } from '../wire/json.ts'
import { createStreamTranslator } from './stream.ts'
import { translateReply } from './translate.ts'

const MESSAGE = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', stop_reason: 'end_turn' }
const RESPONSE = { id: 'resp_1', object: 'response', model: 'm', status: 'completed' }

const BODIES: Readonly<Record<string, (parts: readonly JsonObject[]) => JsonObject>> = {
  'anthropic-messages': (content) => ({ ...MESSAGE, content }),
  'openai-responses': (output) => ({ ...RESPONSE, output }),
  gemini: (parts) => ({ candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }] }),
}
const LISTS: Readonly<Record<string, string>> = {
  'anthropic-messages': '/content',
  'openai-responses': '/output',
  gemini: '/candidates/0/content/parts',
}

/** Blocks, items or parts of one dialect as those of another, with the places that reached nothing. */
function carry(parts: readonly JsonObject[], from: DialectId, to: DialectId) {
  const list = LISTS[from] ?? ''
  const { body, accounting } = translateReply(BODIES[from]?.(parts) ?? {}, { from, to })
  const lost = accounting.lost.flatMap(({ from: at, code }) =>
    typeof at === 'string' && at.startsWith(`${list}/`) && code === 'no-home'
      ? [at.slice(list.length + 1)]
      : [],
  )
  return { parts: atPointer(body, LISTS[to] ?? '') as Json, lost, body }
}

const searchBlocks = [
  { type: 'server_tool_use', id: 'srvtoolu_7', name: 'web_search', input: { query: 'rain in Bern' } },
  {
    type: 'web_search_tool_result',
    tool_use_id: 'srvtoolu_7',
    content: [{ type: 'web_search_result', url: 'https://a.example', title: 'A', encrypted_content: 'x' }],
  },
]
const searchItem = {
  id: 'ws_7',
  type: 'web_search_call',
  status: 'completed',
  action: {
    type: 'search',
    query: 'rain in Bern',
    sources: [{ type: 'url', url: 'https://a.example' }],
  },
}
const codeBlocks = [
  { type: 'server_tool_use', id: 'srvtoolu_7', name: 'code_execution', input: { code: 'print(6*7)' } },
  {
    type: 'code_execution_tool_result',
    tool_use_id: 'srvtoolu_7',
    content: { type: 'code_execution_result', stdout: '42', stderr: '', return_code: 0, content: [] },
  },
]
const codeItem = {
  id: 'ci_7',
  type: 'code_interpreter_call',
  status: 'completed',
  code: 'print(6*7)',
  container_id: 'cntr_1',
  outputs: [{ type: 'logs', logs: '42' }],
}
const codeParts = [
  { executableCode: { language: 'PYTHON', code: 'print(6*7)' } },
  { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '42' } },
]
const codePartsOf = (id: string) => [
  { executableCode: { language: 'PYTHON', code: 'print(6*7)', id } },
  { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '42', id } },
]
const mcpBlocks = [
  { type: 'mcp_tool_use', id: 'mcptoolu_7', name: 'echo', server_name: 'hall', input: { say: 'ho' } },
  {
    type: 'mcp_tool_result',
    tool_use_id: 'mcptoolu_7',
    is_error: false,
    content: [{ type: 'text', text: 'ho' }],
  },
]
const mcpItem = {
  id: 'mcp_7',
  type: 'mcp_call',
  status: 'completed',
  server_label: 'hall',
  name: 'echo',
  arguments: '{"say":"ho"}',
  output: 'ho',
  error: null,
}

type Row = readonly [
  what: string,
  from: DialectId,
  parts: readonly JsonObject[],
  to: DialectId,
  expected: readonly Json[],
]

const TABLE: readonly Row[] = [
  ['search', 'anthropic-messages', searchBlocks, 'openai-responses', [searchItem]],
  [
    'search',
    'openai-responses',
    [searchItem],
    'anthropic-messages',
    [
      searchBlocks[0] as JsonObject,
      {
        ...searchBlocks[1],
        content: [
          {
            type: 'web_search_result',
            url: 'https://a.example',
            title: '',
            encrypted_content: '',
            page_age: null,
          },
        ],
      },
    ],
  ],
  [
    'code',
    'anthropic-messages',
    codeBlocks,
    'openai-responses',
    [{ ...codeItem, container_id: 'cntr_msg_1' }],
  ],
  ['code', 'anthropic-messages', codeBlocks, 'gemini', codePartsOf('srvtoolu_7')],
  ['code', 'openai-responses', [codeItem], 'anthropic-messages', codeBlocks],
  ['code', 'openai-responses', [codeItem], 'gemini', codePartsOf('ci_7')],
  ['code with an id', 'gemini', codePartsOf('7'), 'anthropic-messages', codeBlocks],
  [
    'code',
    'gemini',
    codeParts,
    'openai-responses',
    [{ ...codeItem, id: 'ci_interlinear0', container_id: 'cntr_interlinear' }],
  ],
  [
    'code',
    'gemini',
    codeParts,
    'anthropic-messages',
    [
      { ...codeBlocks[0], id: 'srvtoolu_msg_derived_0' },
      { ...codeBlocks[1], tool_use_id: 'srvtoolu_msg_derived_0' },
    ],
  ],
  ['server tool', 'anthropic-messages', mcpBlocks, 'openai-responses', [mcpItem]],
  ['server tool', 'openai-responses', [mcpItem], 'anthropic-messages', mcpBlocks],
]

describe('what a reply shows of tools that the provider ran', () => {
  it.each(TABLE.map(([what, from, parts, to, expected]) => ({ what, from, parts, to, expected })))(
    '$what, $from → $to',
    ({ from, parts, to, expected }) => {
      expect(carry(parts, from, to).parts).toEqual(expected)
    },
  )

  it('is told as lost where the target has no words for it', () => {
    const { lost, body } = carry(searchBlocks, 'anthropic-messages', 'gemini')
    expect(JSON.stringify(body)).not.toContain('rain')
    expect(lost).toContain('0/input/query')
    expect(carry(codeBlocks, 'anthropic-messages', 'openai-chat').lost).toContain('0/input/code')
  })

  it('is not told as lost where it arrives', () => {
    const { lost } = carry(searchBlocks, 'anthropic-messages', 'openai-responses')
    // A title and a seal are Anthropic’s.
    expect(lost).toEqual(['1/content/0/title', '1/content/0/encrypted_content'])
    expect(carry(codeBlocks, 'anthropic-messages', 'gemini').lost).toEqual([])
    expect(carry([searchItem], 'openai-responses', 'anthropic-messages').lost).toEqual([])
    expect(carry([codeItem], 'openai-responses', 'gemini').lost).toEqual(['0/container_id'])
    expect(carry([mcpItem], 'openai-responses', 'anthropic-messages').lost).toEqual([])
  })

  const shell = {
    type: 'server_tool_use',
    id: 'srvtoolu_1',
    name: 'bash_code_execution',
    input: { command: 'ls' },
  }
  const refused = {
    type: 'bash_code_execution_tool_result',
    tool_use_id: 'srvtoolu_1',
    content: {
      type: 'bash_code_execution_result',
      stdout: 'a',
      stderr: 'no such file',
      return_code: 2,
      content: [],
    },
  }

  it('says of code that it failed, and all that it printed', () => {
    expect(carry([shell, refused], 'anthropic-messages', 'openai-responses').parts).toMatchObject([
      { status: 'failed', code: 'ls', outputs: [{ logs: 'a\nno such file' }] },
    ])
    const parts = carry([shell, refused], 'anthropic-messages', 'gemini').parts as readonly JsonObject[]
    expect(parts).toMatchObject([
      { executableCode: { language: 'LANGUAGE_UNSPECIFIED', code: 'ls' } },
      { codeExecutionResult: { outcome: 'OUTCOME_FAILED', output: 'a\nno such file' } },
    ])
    expect(carry(parts, 'gemini', 'anthropic-messages').parts).toMatchObject([
      { name: 'bash_code_execution', input: { command: 'ls' } },
      { type: 'bash_code_execution_tool_result', content: { return_code: 1 } },
    ])
  })

  it('pairs results with their calls by id, and says of a call without one that it goes on', () => {
    const second = { ...shell, id: 'srvtoolu_2', input: { command: 'pwd' } }
    const answer = { ...refused, tool_use_id: 'srvtoolu_2' }
    expect(carry([shell, second, answer], 'anthropic-messages', 'openai-responses').parts).toMatchObject([
      { id: 'ci_2', code: 'pwd', status: 'failed' },
      { id: 'ci_1', code: 'ls', status: 'in_progress', outputs: [] },
    ])
  })

  it('leaves out a result whose call was never seen', () => {
    expect(carry([refused], 'anthropic-messages', 'openai-responses').parts).toEqual([])
    expect(carry(codeParts.slice(1), 'gemini', 'anthropic-messages').parts).toEqual([])
  })

  it('streams a call once its result is there', () => {
    const translator = createStreamTranslator({ from: 'anthropic-messages', to: 'openai-responses' })
    const say = (event: JsonObject): readonly string[] =>
      [
        ...translator
          .push(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
          .matchAll(/^event: (.*)$/gm),
      ].map(([, name]) => name ?? '')
    const [call = {}, result = {}]: readonly JsonObject[] = codeBlocks
    const partial_json = JSON.stringify(call.input)
    say({ type: 'message_start', message: { ...MESSAGE, content: [], stop_reason: null } })
    expect(say({ type: 'content_block_start', index: 0, content_block: { ...call, input: {} } })).toEqual([])
    say({ type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json } })
    expect(say({ type: 'content_block_stop', index: 0 })).toEqual([])
    say({ type: 'content_block_start', index: 1, content_block: result })
    expect(say({ type: 'content_block_stop', index: 1 })).toEqual([
      'response.output_item.added',
      'response.code_interpreter_call.in_progress',
      'response.code_interpreter_call_code.delta',
      'response.code_interpreter_call_code.done',
      'response.code_interpreter_call.interpreting',
      'response.code_interpreter_call.completed',
      'response.output_item.done',
    ])
  })
})
