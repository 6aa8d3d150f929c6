import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages'
import type { Content, GenerateContentResponseUsageMetadata, Tool } from '@google/genai'
import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
} from 'openai/resources/chat/completions'
import type { Response, ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../wire/json.ts'
import { translateReply, translateRequest } from '../translate.ts'

/**
 * Law 8 at compile time: what we write is spelled out here, under the vendors' own types, and compared with what we write.
 * Google declares its client's parameters, not the wire: only what both share is typed.
 */
const SCHEMA = { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] }
const ARGUMENTS = '{"city":"Bern"}'

const anthropicRequest = {
  model: 'm',
  max_tokens: 64,
  system: 'Be brief.',
  tools: [{ name: 'weather', description: 'Weather of a city', input_schema: SCHEMA }],
  messages: [
    { role: 'user', content: 'How is it in Bern?' },
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Bern' } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'rain' }] },
  ],
} satisfies MessageCreateParamsNonStreaming

const chatRequest = {
  model: 'm',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'How is it in Bern?' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'toolu_1', type: 'function', function: { name: 'weather', arguments: ARGUMENTS } }],
    },
    { role: 'tool', tool_call_id: 'toolu_1', content: 'rain' },
  ],
  tools: [
    { type: 'function', function: { name: 'weather', description: 'Weather of a city', parameters: SCHEMA } },
  ],
  max_completion_tokens: 64,
} satisfies ChatCompletionCreateParamsNonStreaming

const responsesRequest = {
  model: 'm',
  instructions: 'Be brief.',
  input: [
    { role: 'user', content: 'How is it in Bern?' },
    { type: 'function_call', call_id: 'toolu_1', name: 'weather', arguments: ARGUMENTS },
    { type: 'function_call_output', call_id: 'toolu_1', output: 'rain' },
  ],
  tools: [
    {
      type: 'function',
      name: 'weather',
      description: 'Weather of a city',
      parameters: SCHEMA,
      strict: false,
    },
  ],
  max_output_tokens: 64,
  store: false,
} satisfies ResponseCreateParamsNonStreaming

const geminiRequest = {
  contents: [
    { role: 'user', parts: [{ text: 'How is it in Bern?' }] },
    {
      role: 'model',
      parts: [
        {
          functionCall: { id: 'toolu_1', name: 'weather', args: { city: 'Bern' } },
          thoughtSignature: 'skip_thought_signature_validator',
        },
      ],
    },
    {
      role: 'user',
      parts: [{ functionResponse: { id: 'toolu_1', name: 'weather', response: { output: 'rain' } } }],
    },
  ],
  systemInstruction: { parts: [{ text: 'Be brief.' }] },
  tools: [
    {
      functionDeclarations: [
        { name: 'weather', description: 'Weather of a city', parametersJsonSchema: SCHEMA },
      ],
    },
  ],
  generationConfig: { maxOutputTokens: 64 },
} satisfies { contents: Content[]; systemInstruction: Content; tools: Tool[]; generationConfig: object }

const anthropicReply = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'm',
  content: [
    { type: 'text', text: 'I look.' },
    { type: 'tool_use', id: 'toolu_2', name: 'weather', input: { city: 'Bern' } },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 9, output_tokens: 5 },
}

const chatReply = {
  object: 'chat.completion',
  id: 'msg_1',
  created: 0,
  model: 'm',
  usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 },
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'I look.',
        refusal: null,
        tool_calls: [
          { id: 'toolu_2', type: 'function', function: { name: 'weather', arguments: ARGUMENTS } },
        ],
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    },
  ],
} satisfies ChatCompletion

const responsesReply = {
  id: 'msg_1',
  object: 'response',
  created_at: 0,
  status: 'completed',
  model: 'm',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  parallel_tool_calls: true,
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_p: null,
  usage: {
    input_tokens: 9,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 14,
  },
  output: [
    {
      id: 'msg_msg_10',
      type: 'message',
      status: 'completed',
      role: 'assistant',
      content: [{ type: 'output_text', text: 'I look.', annotations: [], logprobs: [] }],
    },
    {
      id: 'fc_msg_11',
      type: 'function_call',
      status: 'completed',
      call_id: 'toolu_2',
      name: 'weather',
      arguments: ARGUMENTS,
    },
  ],
  // Not typed: `input_tokens_details.cache_write_tokens` is demanded (see bench/leniencies.ts).
} satisfies Omit<Response, 'output_text' | 'usage'> & { usage: object }

const geminiReply = {
  modelVersion: 'm',
  responseId: 'msg_1',
  usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 5, totalTokenCount: 14 },
  candidates: [
    {
      finishReason: 'STOP',
      content: {
        role: 'model',
        parts: [
          { text: 'I look.' },
          { functionCall: { id: 'toolu_2', name: 'weather', args: { city: 'Bern' } } },
        ],
      },
    },
  ],
} satisfies {
  usageMetadata: GenerateContentResponseUsageMetadata
  candidates: { content: Content; finishReason: string }[]
} & Record<string, unknown>

describe('law 8: what we write is what the vendors declare', () => {
  it.each([
    ['openai-chat', chatRequest, chatReply],
    ['openai-responses', responsesRequest, responsesReply],
    ['gemini', geminiRequest, geminiReply],
  ] as const)('as %s', (to, request, reply) => {
    const options = { from: 'anthropic-messages', to } as const
    expect(translateRequest(anthropicRequest as Json, options).body).toEqual(request)
    expect(translateReply(anthropicReply as Json, options).body).toEqual(reply)
  })

  it('as anthropic-messages', () => {
    const { body } = translateRequest(chatRequest as Json, { from: 'openai-chat', to: 'anthropic-messages' })
    expect(body).toEqual(anthropicRequest)
  })
})
