import type { DialectId } from '../../src/hub/dialect.ts'
import type { JsonObject } from '../../src/wire/json.ts'
import { chat, responses } from './openai-requests.ts'
import { ANSWER_SCHEMA, PDF, PNG, SCHEMA } from './request-pieces.ts'

const anthropic: JsonObject = {
  model: 'mark-model',
  max_tokens: 4321,
  system: [{ type: 'text', text: 'MARK system' }],
  temperature: 0.37,
  top_p: 0.91,
  top_k: 41,
  stop_sequences: ['MARK stop'],
  metadata: { user_id: 'MARK user' },
  service_tier: 'standard_only',
  thinking: { type: 'enabled', budget_tokens: 2345 },
  output_config: { format: { type: 'json_schema', schema: ANSWER_SCHEMA } },
  tools: [
    {
      name: 'mark_tool',
      description: 'MARK description',
      input_schema: SCHEMA,
      strict: true,
    },
  ],
  tool_choice: { type: 'auto', disable_parallel_tool_use: true },
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'MARK question', cache_control: { type: 'ephemeral', ttl: '1h' } },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
        { type: 'image', source: { type: 'url', url: 'https://mark.example/image.png' } },
        {
          type: 'document',
          title: 'mark.pdf',
          context: 'MARK context',
          citations: { enabled: true },
          source: { type: 'base64', media_type: 'application/pdf', data: PDF },
        },
        { type: 'document', source: { type: 'url', url: 'https://mark.example/file.pdf' } },
        { type: 'document', source: { type: 'file', file_id: 'file-mark' } },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'MARK thinking', signature: 'TUFSS3NpZw==' },
        { type: 'redacted_thinking', data: 'TUFSS2RhdGE=' },
        { type: 'text', text: 'MARK answer' },
        { type: 'tool_use', id: 'toolu_mark', name: 'mark_tool', input: { city: 'MARK argument' } },
      ],
    },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'toolu_mark',
          is_error: true,
          content: [
            { type: 'text', text: 'MARK result' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
          ],
        },
        { type: 'text', text: 'MARK next' },
      ],
    },
  ],
  stream: true,
}

const gemini: JsonObject = {
  systemInstruction: { parts: [{ text: 'MARK system' }] },
  contents: [
    {
      role: 'user',
      parts: [
        { text: 'MARK question' },
        { inlineData: { mimeType: 'image/png', data: PNG } },
        { fileData: { mimeType: 'image/png', fileUri: 'https://mark.example/image.png' } },
        { inlineData: { mimeType: 'audio/wav', data: 'TUFSS2F1ZGlv' } },
        { inlineData: { mimeType: 'application/pdf', data: PDF, displayName: 'mark.pdf' } },
      ],
    },
    {
      role: 'model',
      parts: [
        { text: 'MARK thinking', thought: true },
        { text: 'MARK answer' },
        {
          functionCall: { id: 'mark_call', name: 'mark_tool', args: { city: 'MARK argument' } },
          thoughtSignature: 'TUFSS3NpZw==',
        },
      ],
    },
    {
      role: 'user',
      parts: [
        {
          functionResponse: {
            id: 'mark_call',
            name: 'mark_tool',
            response: { output: 'MARK result' },
            parts: [{ inlineData: { mimeType: 'image/png', data: PNG } }],
          },
        },
        { text: 'MARK next' },
      ],
    },
  ],
  tools: [
    {
      functionDeclarations: [
        { name: 'mark_tool', description: 'MARK description', parametersJsonSchema: SCHEMA },
      ],
    },
  ],
  safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
  labels: { mark: 'MARK label' },
  cachedContent: 'cachedContents/mark',
  serviceTier: 'flex',
  store: true,
  generationConfig: {
    maxOutputTokens: 4321,
    temperature: 0.37,
    topP: 0.91,
    topK: 41,
    candidateCount: 2,
    stopSequences: ['MARK stop'],
    seed: 90210,
    presencePenalty: 0.17,
    frequencyPenalty: 0.19,
    responseLogprobs: true,
    logprobs: 7,
    responseMimeType: 'application/json',
    responseJsonSchema: ANSWER_SCHEMA,
    thinkingConfig: { thinkingBudget: 2345, includeThoughts: true },
  },
}

/** The same tool demanded in the words of each dialect; apart, as thinking and a forced call exclude each other at Anthropic. */
export const FORCED: Readonly<Record<DialectId, JsonObject>> = {
  'openai-chat': { tool_choice: { type: 'function', function: { name: 'mark_tool' } } },
  'openai-responses': { tool_choice: { type: 'function', name: 'mark_tool' } },
  'anthropic-messages': { tool_choice: { type: 'tool', name: 'mark_tool' }, thinking: { type: 'disabled' } },
  gemini: { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['mark_tool'] } } },
}

/** One rich request of our own in each dialect: every field that the dialect has a meaning for holds a value of its own. */
export const REQUESTS: Readonly<Record<DialectId, JsonObject>> = {
  'openai-chat': chat,
  'openai-responses': responses,
  'anthropic-messages': anthropic,
  gemini,
}
