import type { DialectId } from '../../src/hub/dialect.ts'
import type { JsonObject } from '../../src/wire/json.ts'
import { HOSTED_BLOCKS, HOSTED_ITEMS, HOSTED_PARTS } from './hosted.ts'

const chat: JsonObject = {
  id: 'mark_reply',
  object: 'chat.completion',
  created: 1_765_432_100,
  model: 'mark-model',
  service_tier: 'default',
  system_fingerprint: 'fp_mark',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        reasoning_content: 'MARK thinking',
        // Whole replies answer or refuse; the stream does one after the other.
        content: 'MARK answer',
        refusal: null,
        annotations: [
          {
            type: 'url_citation',
            url_citation: {
              url: 'https://mark.example/page',
              title: 'MARK title',
              start_index: 0,
              end_index: 11,
            },
          },
        ],
        tool_calls: [
          {
            id: 'call_mark',
            type: 'function',
            function: { name: 'mark_tool', arguments: '{"city":"MARK argument"}' },
          },
        ],
      },
      logprobs: {
        content: [{ token: 'MARK answer', logprob: -0.123, bytes: null, top_logprobs: [] }],
        refusal: null,
      },
      finish_reason: 'tool_calls',
    },
  ],
  usage: {
    prompt_tokens: 1050,
    completion_tokens: 77,
    total_tokens: 1127,
    prompt_tokens_details: { cached_tokens: 300, cache_write_tokens: 50 },
    completion_tokens_details: { reasoning_tokens: 33 },
  },
}

const responses: JsonObject = {
  id: 'mark_reply',
  object: 'response',
  created_at: 1_765_432_100,
  status: 'completed',
  model: 'mark-model',
  service_tier: 'default',
  output: [
    {
      type: 'reasoning',
      id: 'rs_mark',
      summary: [{ type: 'summary_text', text: 'MARK thinking' }],
      encrypted_content: 'MARK sealed',
    },
    {
      type: 'message',
      id: 'msg_mark',
      role: 'assistant',
      status: 'completed',
      content: [
        {
          type: 'output_text',
          text: 'MARK answer',
          annotations: [
            {
              type: 'url_citation',
              url: 'https://mark.example/page',
              title: 'MARK title',
              start_index: 0,
              end_index: 11,
            },
          ],
          logprobs: [{ token: 'MARK answer', logprob: -0.123, bytes: [], top_logprobs: [] }],
        },
        { type: 'refusal', refusal: 'MARK refusal' },
      ],
    },
    {
      type: 'function_call',
      id: 'fc_mark',
      call_id: 'call_mark',
      name: 'mark_tool',
      arguments: '{"city":"MARK argument"}',
      status: 'completed',
    },
    ...HOSTED_ITEMS,
  ],
  usage: {
    input_tokens: 1050,
    input_tokens_details: { cached_tokens: 300, cache_write_tokens: 50 },
    output_tokens: 77,
    output_tokens_details: { reasoning_tokens: 33 },
    total_tokens: 1127,
  },
}

const anthropic: JsonObject = {
  id: 'mark_reply',
  type: 'message',
  role: 'assistant',
  model: 'mark-model',
  content: [
    { type: 'thinking', thinking: 'MARK thinking', signature: 'TUFSS3NpZw==' },
    { type: 'redacted_thinking', data: 'TUFSS2RhdGE=' },
    {
      type: 'text',
      text: 'MARK answer',
      citations: [
        {
          type: 'web_search_result_location',
          url: 'https://mark.example/page',
          title: 'MARK title',
          cited_text: 'MARK cited',
          encrypted_index: 'TUFSS2luZGV4',
        },
      ],
    },
    { type: 'tool_use', id: 'toolu_mark', name: 'mark_tool', input: { city: 'MARK argument' } },
    ...HOSTED_BLOCKS,
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: {
    input_tokens: 700,
    cache_creation_input_tokens: 50,
    cache_read_input_tokens: 300,
    output_tokens: 77,
    output_tokens_details: { thinking_tokens: 33 },
    service_tier: 'standard',
  },
}

const gemini: JsonObject = {
  candidates: [
    {
      index: 0,
      content: {
        role: 'model',
        parts: [
          { text: 'MARK thinking', thought: true },
          { text: 'MARK answer' },
          {
            functionCall: { id: 'mark_call', name: 'mark_tool', args: { city: 'MARK argument' } },
            thoughtSignature: 'TUFSS3NpZw==',
          },
          ...HOSTED_PARTS,
        ],
      },
      groundingMetadata: {
        groundingChunks: [{ web: { uri: 'https://mark.example/page', title: 'MARK title' } }],
        groundingSupports: [
          { segment: { startIndex: 0, endIndex: 11, text: 'MARK answer' }, groundingChunkIndices: [0] },
        ],
      },
      logprobsResult: {
        chosenCandidates: [{ token: 'MARK answer', tokenId: 7, logProbability: -0.123 }],
        topCandidates: [{ candidates: [] }],
      },
      safetyRatings: [{ category: 'HARM_CATEGORY_HARASSMENT', probability: 'LOW' }],
      finishReason: 'STOP',
    },
  ],
  usageMetadata: {
    promptTokenCount: 1050,
    cachedContentTokenCount: 300,
    candidatesTokenCount: 44,
    thoughtsTokenCount: 33,
    totalTokenCount: 1127,
  },
  modelVersion: 'mark-model',
  responseId: 'mark_reply',
}

/** One rich reply of our own in each dialect, in the words of reply-markers. */
export const REPLIES: Readonly<Record<DialectId, JsonObject>> = {
  'openai-chat': chat,
  'openai-responses': responses,
  'anthropic-messages': anthropic,
  gemini,
}
