import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import { runRequest } from './translate.ts'

type Snippet = Readonly<Record<string, unknown>>

const SCHEMA = { type: 'object', properties: { a: { type: 'string' } } }

const CHAT_F = { type: 'function', function: { name: 'f', parameters: SCHEMA } }
const CHAT_G = { type: 'function', function: { name: 'g', parameters: SCHEMA } }
const FLAT_F = { type: 'function', name: 'f', parameters: SCHEMA }
const FLAT_G = { type: 'function', name: 'g', parameters: SCHEMA }
const CLAUDE_F = { name: 'f', input_schema: SCHEMA }
const CLAUDE_G = { name: 'g', input_schema: SCHEMA }
const DECLARED = [
  { name: 'f', parametersJsonSchema: SCHEMA },
  { name: 'g', parametersJsonSchema: SCHEMA },
]

/** What every body has, so that it is one. */
const BASE: Readonly<Record<DialectId, Snippet>> = {
  'openai-chat': { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] },
  'openai-responses': { model: 'gpt-4o', input: [{ role: 'user', content: 'Hi' }] },
  'anthropic-messages': {
    model: 'claude-sonnet-4-5',
    max_tokens: 9000,
    messages: [{ role: 'user', content: 'Hi' }],
  },
  gemini: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
}

/** One meaning a row, and how each dialect says it that can: each cell must become each other. anthropic-gemini.md §§M.1–M.7, openai.md §8 */
const MEANINGS: Readonly<Record<string, Partial<Record<DialectId, Snippet>>>> = {
  'instructions before all': {
    'openai-chat': {
      messages: [
        { role: 'system', content: 'Be brief' },
        { role: 'user', content: 'Hi' },
      ],
    },
    'openai-responses': { instructions: 'Be brief' },
    'anthropic-messages': { system: 'Be brief' },
  },
  'instructions as parts': {
    'anthropic-messages': { system: [{ type: 'text', text: 'Be brief' }] },
    gemini: { systemInstruction: { parts: [{ text: 'Be brief' }] } },
  },
  'most tokens': {
    'openai-chat': { max_completion_tokens: 321 },
    'openai-responses': { max_output_tokens: 321 },
    'anthropic-messages': { max_tokens: 321 },
    gemini: { generationConfig: { maxOutputTokens: 321 } },
  },
  sampling: {
    'openai-chat': { temperature: 0.5, top_p: 0.9 },
    'openai-responses': { temperature: 0.5, top_p: 0.9 },
    'anthropic-messages': { temperature: 0.5, top_p: 0.9 },
    gemini: { generationConfig: { temperature: 0.5, topP: 0.9 } },
  },
  'top k': { 'anthropic-messages': { top_k: 7 }, gemini: { generationConfig: { topK: 7 } } },
  stops: {
    'openai-chat': { stop: ['a', 'b'] },
    'anthropic-messages': { stop_sequences: ['a', 'b'] },
    gemini: { generationConfig: { stopSequences: ['a', 'b'] } },
  },
  'answers, seed and penalties': {
    'openai-chat': { n: 2, seed: 3, presence_penalty: 0.1, frequency_penalty: 0.2 },
    gemini: {
      generationConfig: { candidateCount: 2, seed: 3, presencePenalty: 0.1, frequencyPenalty: 0.2 },
    },
  },
  probabilities: {
    'openai-chat': { logprobs: true, top_logprobs: 4 },
    'openai-responses': { include: ['message.output_text.logprobs'], top_logprobs: 4 },
    gemini: { generationConfig: { responseLogprobs: true, logprobs: 4 } },
  },
  modalities: {
    'openai-chat': { modalities: ['text', 'audio'] },
    gemini: { generationConfig: { responseModalities: ['TEXT', 'AUDIO'] } },
  },
  'padding of the stream': {
    'openai-chat': { stream: true, stream_options: { include_obfuscation: false } },
    'openai-responses': { stream: true, stream_options: { include_obfuscation: false } },
  },
  'a schema for the answer': {
    'openai-chat': {
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'object', title: 'T' } } },
    },
    'openai-responses': {
      text: { format: { type: 'json_schema', schema: { type: 'object', title: 'T' } } },
    },
    'anthropic-messages': {
      output_config: { format: { type: 'json_schema', schema: { type: 'object', title: 'T' } } },
    },
    gemini: {
      generationConfig: {
        responseMimeType: 'application/json',
        responseJsonSchema: { type: 'object', title: 'T' },
      },
    },
  },
  'any JSON': {
    'openai-chat': { response_format: { type: 'json_object' } },
    'openai-responses': { text: { format: { type: 'json_object' } } },
    gemini: { generationConfig: { responseMimeType: 'application/json' } },
  },
  'much thinking': {
    'openai-chat': { reasoning_effort: 'high' },
    'openai-responses': { reasoning: { effort: 'high' } },
    gemini: { generationConfig: { thinkingConfig: { thinkingLevel: 'HIGH' } } },
  },
  'no thinking': {
    'openai-chat': { reasoning_effort: 'none' },
    'openai-responses': { reasoning: { effort: 'none' } },
    'anthropic-messages': { thinking: { type: 'disabled' } },
  },
  user: {
    'openai-chat': { user: 'u' },
    'openai-responses': { user: 'u' },
    'anthropic-messages': { metadata: { user_id: 'u' } },
  },
  tier: {
    'openai-chat': { service_tier: 'flex' },
    'openai-responses': { service_tier: 'flex' },
    gemini: { serviceTier: 'flex' },
  },
  'one call at a time': {
    'openai-chat': { tools: [CHAT_F], tool_choice: 'required', parallel_tool_calls: false },
    'openai-responses': { tools: [FLAT_F], tool_choice: 'required', parallel_tool_calls: false },
    'anthropic-messages': {
      tools: [CLAUDE_F],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
    },
  },
  'no call': {
    'openai-chat': { tools: [CHAT_F], tool_choice: 'none' },
    'openai-responses': { tools: [FLAT_F], tool_choice: 'none' },
    'anthropic-messages': { tools: [CLAUDE_F], tool_choice: { type: 'none' } },
    gemini: {
      tools: [{ functionDeclarations: DECLARED.slice(0, 1) }],
      toolConfig: { functionCallingConfig: { mode: 'NONE' } },
    },
  },
  'a call of one function': {
    'openai-chat': { tools: [CHAT_F, CHAT_G], tool_choice: { type: 'function', function: { name: 'f' } } },
    'openai-responses': { tools: [FLAT_F, FLAT_G], tool_choice: { type: 'function', name: 'f' } },
    'anthropic-messages': { tools: [CLAUDE_F, CLAUDE_G], tool_choice: { type: 'tool', name: 'f' } },
    gemini: {
      tools: [{ functionDeclarations: DECLARED }],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f'] } },
    },
  },
  'some of the functions': {
    'openai-chat': {
      tools: [CHAT_F, CHAT_G],
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
      },
    },
    'openai-responses': {
      tools: [FLAT_F, FLAT_G],
      tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] },
    },
    gemini: {
      tools: [{ functionDeclarations: DECLARED }],
      toolConfig: { functionCallingConfig: { mode: 'VALIDATED', allowedFunctionNames: ['f'] } },
    },
  },
  'some of the functions, one of them free': {
    'openai-chat': {
      tools: [CHAT_F, { type: 'custom', custom: { name: 'x' } }],
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: {
          mode: 'required',
          tools: [
            { type: 'function', function: { name: 'f' } },
            { type: 'custom', custom: { name: 'x' } },
          ],
        },
      },
    },
    'openai-responses': {
      tools: [FLAT_F, { type: 'custom', name: 'x' }],
      tool_choice: {
        type: 'allowed_tools',
        mode: 'required',
        tools: [
          { type: 'function', name: 'f' },
          { type: 'custom', name: 'x' },
        ],
      },
    },
  },
  'calls held to their schema': {
    'openai-chat': {
      tools: [
        {
          type: 'function',
          function: {
            name: 'f',
            parameters: { type: 'object', properties: {}, additionalProperties: false },
            strict: true,
          },
        },
      ],
    },
    'openai-responses': {
      tools: [
        {
          ...FLAT_F,
          parameters: { type: 'object', properties: {}, additionalProperties: false },
          strict: true,
        },
      ],
    },
    'anthropic-messages': {
      tools: [
        {
          name: 'f',
          input_schema: { type: 'object', properties: {}, additionalProperties: false },
          strict: true,
        },
      ],
    },
    gemini: {
      tools: [
        {
          functionDeclarations: [
            {
              name: 'f',
              parametersJsonSchema: { type: 'object', properties: {}, additionalProperties: false },
            },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'VALIDATED' } },
    },
  },
  'search of the web': {
    'openai-chat': { web_search_options: {} },
    'openai-responses': { tools: [{ type: 'web_search' }] },
    'anthropic-messages': { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    gemini: { tools: [{ googleSearch: {} }] },
  },
  'a search that must be made': {
    'openai-responses': { tools: [{ type: 'web_search' }], tool_choice: { type: 'web_search_preview' } },
    'anthropic-messages': {
      tools: [{ type: 'web_search_20250305', name: 'web_search' }],
      tool_choice: { type: 'tool', name: 'web_search' },
    },
  },
  'a server of tools': {
    'openai-responses': {
      tools: [
        {
          type: 'mcp',
          server_label: 'wiki',
          server_url: 'https://example.com/mcp',
          authorization: 'T',
          require_approval: 'never',
        },
      ],
    },
    'anthropic-messages': {
      tools: [{ type: 'mcp_toolset', mcp_server_name: 'wiki' }],
      mcp_servers: [{ type: 'url', name: 'wiki', url: 'https://example.com/mcp', authorization_token: 'T' }],
    },
    gemini: {
      tools: [
        {
          mcpServers: [
            {
              name: 'wiki',
              streamableHttpTransport: {
                url: 'https://example.com/mcp',
                headers: { Authorization: 'Bearer T' },
              },
            },
          ],
        },
      ],
    },
  },
  'some tools of a server': {
    'openai-responses': {
      tools: [
        {
          type: 'mcp',
          server_label: 'wiki',
          server_url: 'https://example.com/mcp',
          allowed_tools: ['read'],
          require_approval: 'never',
        },
      ],
    },
    'anthropic-messages': {
      tools: [
        {
          type: 'mcp_toolset',
          mcp_server_name: 'wiki',
          default_config: { enabled: false },
          configs: { read: { enabled: true } },
        },
      ],
      mcp_servers: [{ type: 'url', name: 'wiki', url: 'https://example.com/mcp' }],
    },
  },
}

/** The newest Claude models take no sampling. */
const TAKES_ALL = { model: 'claude-sonnet-4-5', version: '2023-06-01' }

const translate = (from: DialectId, to: DialectId, snippet: Snippet) =>
  bare(
    runRequest({ ...BASE[from], ...snippet } as never, {
      from,
      to,
      ...(to === 'anthropic-messages' ? { target: TAKES_ALL } : {}),
    }).written,
  )

const cases = Object.entries(MEANINGS).flatMap(([name, cells]) =>
  DIALECT_IDS.flatMap((from) =>
    DIALECT_IDS.flatMap((to) =>
      from !== to && cells[from] && cells[to] ? [{ name, from, to, said: cells[from], goal: cells[to] }] : [],
    ),
  ),
)

describe('one meaning in each dialect that has it', () => {
  it.each(cases)('$name: $from → $to', ({ from, to, said, goal }) => {
    expect(translate(from, to, said)).toMatchObject(goal)
  })
})

describe('what one side alone can say', () => {
  it.each<[string, DialectId, DialectId, Snippet, Snippet]>([
    [
      'some of the functions are offered alone',
      'openai-chat',
      'anthropic-messages',
      MEANINGS['some of the functions']?.['openai-chat'] ?? {},
      { tools: [{ name: 'f' }], tool_choice: { type: 'auto' } },
    ],
    [
      'the functions of a namespace stand alone',
      'openai-responses',
      'openai-chat',
      { tools: [{ type: 'namespace', name: 'crm', tools: [FLAT_F] }] },
      { tools: [CHAT_F] },
    ],
    [
      'a name that two namespaces give is made longer',
      'openai-responses',
      'anthropic-messages',
      {
        tools: [
          { type: 'namespace', name: 'crm', tools: [FLAT_F] },
          { type: 'namespace', name: 'erp', tools: [FLAT_F] },
        ],
        input: [
          { role: 'user', content: 'Hi' },
          { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}', namespace: 'erp' },
          { type: 'function_call_output', call_id: 'c', output: 'x' },
        ],
      },
      {
        tools: [{ name: 'crm__f' }, { name: 'erp__f' }],
        messages: [{}, { content: [{ name: 'erp__f' }] }, {}],
      },
    ],
    [
      'the end of the cached prefix',
      'openai-chat',
      'anthropic-messages',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Long', prompt_cache_breakpoint: { mode: 'explicit', ttl: '30m' } },
              { type: 'text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit' } },
            ],
          },
        ],
      },
      {
        messages: [
          {
            content: [
              { text: 'Long', cache_control: { type: 'ephemeral', ttl: '1h' } },
              { text: 'Hi', cache_control: { type: 'ephemeral' } },
            ],
          },
        ],
      },
    ],
    [
      'fewer tokens than Responses takes',
      'openai-chat',
      'openai-responses',
      { max_tokens: 5 },
      { max_output_tokens: 16 },
    ],
    [
      'a temperature beyond 1',
      'gemini',
      'anthropic-messages',
      { generationConfig: { temperature: 1.6 } },
      { temperature: 1 },
    ],
  ])('%s', (_, from, to, said, goal) => {
    expect(translate(from, to, said)).toMatchObject(goal)
  })

  it.each<[string, DialectId, DialectId, Snippet, string]>([
    [
      'a search that must be made',
      'openai-responses',
      'gemini',
      MEANINGS['a search that must be made']?.['openai-responses'] ?? {},
      'toolConfig',
    ],
    [
      'a choice among no tools',
      'openai-responses',
      'openai-chat',
      { tools: [{ type: 'code_interpreter', container: { type: 'auto' } }], tool_choice: 'required' },
      'tool_choice',
    ],
    [
      'a hosted tool by its name',
      'anthropic-messages',
      'openai-chat',
      {
        tools: [{ type: 'code_execution_20250825', name: 'code_execution' }],
        tool_choice: { type: 'tool', name: 'code_execution' },
      },
      'tool_choice',
    ],
  ])('%s is not forced as a function', (_, from, to, said, absent) => {
    expect(translate(from, to, said)).not.toHaveProperty(absent)
  })
})
