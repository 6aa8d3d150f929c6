import type { FinishReason } from '../../hub/reply.ts'
import type { Role, SettingName } from '../../hub/request.ts'
import type { SettingTable } from '../../hub/settings.ts'
import type { Phrasing } from '../dialect.ts'
import { HOMELESS } from './homeless.ts'

export const ID = 'openai-chat'

/** openai.md §1.2. `function` is the deprecated spelling of `tool`. Words not listed are read as `user`. */
export const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['system', 'system'],
  ['developer', 'developer'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
])

/** openai.md §1.4; `model_length` is Mistral's. */
export const FINISH_READ: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['length', 'length'],
  ['model_length', 'length'],
  ['tool_calls', 'tool-calls'],
  ['function_call', 'tool-calls'],
  ['content_filter', 'content-filter'],
])

/** anthropic-gemini.md §M.5. */
export const FINISH_WRITE: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  'stop-sequence': 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  pause: 'stop',
  malformed: 'stop',
  other: 'stop',
}

/** openai.md §1.1. `stop`, `stream_options` and `service_tier` are no plain values and stand in the code. */
export const SETTINGS: SettingTable = {
  max_completion_tokens: 'maxTokens',
  temperature: 'temperature',
  top_p: 'topP',
  seed: 'seed',
  presence_penalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
  n: 'candidateCount',
  parallel_tool_calls: 'parallelCalls',
  stream: 'stream',
  user: 'user',
  metadata: 'metadata',
  service_tier: 'serviceTier',
  store: 'store',
  logprobs: 'logprobs',
  top_logprobs: 'topLogprobs',
  verbosity: 'verbosity',
  prompt_cache_key: 'cacheKey',
  prompt_cache_retention: 'cacheRetention',
  prompt_cache_options: 'cacheOptions',
  moderation: 'moderation',
  safety_identifier: 'safetyId',
  logit_bias: 'logitBias',
  modalities: 'modalities',
}

/**
 * Other keys for the same wish: read, but written only where they were read. `max_tokens` is refused by OpenAI's current
 * models, and `top_k` is known to compatible servers only.
 */
export const OTHER_SPELLINGS: Readonly<Record<string, SettingName>> = {
  max_tokens: 'maxTokens',
  top_k: 'topK',
}

/** Other vendors' tiers in OpenAI's words. What OpenAI has no word for is not written. anthropic-gemini.md §M.7. */
export const SERVICE_TIERS: ReadonlyMap<string, string> = new Map([
  ...['auto', 'default', 'flex', 'scale', 'priority', 'fast'].map((word) => [word, word] as const),
  ['standard_only', 'default'],
  ['standard', 'default'],
])

/**
 * Keys of servers that show thoughts; OpenAI itself shows none (openai.md §7 Q8, Q9). The first one is written for
 * thoughts from elsewhere: DeepSeek, Qwen, Kimi and GLM take it back in requests, and most clients look for it.
 */
export const REASONING_KEYS = ['reasoning_content', 'reasoning'] as const

/** Where a part stood, as its tag: so it goes home to the same place. No other dialect has these words. */
export const STOOD = {
  reasoning_content: 'message.reasoning_content',
  reasoning: 'message.reasoning',
  /** OpenRouter's record of the thoughts, which comes home by itself. */
  details: 'message.reasoning_details',
  /** Mistral: content is a list with parts of type `thinking` (openai.md §7 Q13). */
  thinking: 'content.thinking',
  text: 'content.text',
  /** The deprecated single call. */
  functionCall: 'message.function_call',
  /** Perplexity's lists beside the choices. */
  sources: 'citations',
} as const

/** Tokens up to which a thinking budget means this effort; above the last it is high. Ours: no vendor gives a table. */
export const EFFORT_OF_BUDGET: readonly (readonly [upTo: number, effort: string])[] = [
  [0, 'none'],
  [2048, 'low'],
  [8192, 'medium'],
  [Number.POSITIVE_INFINITY, 'high'],
]

/** `input_audio.format` → media type. */
export const AUDIO_FORMATS: ReadonlyMap<string, string> = new Map([
  ['wav', 'audio/wav'],
  ['mp3', 'audio/mpeg'],
])

/** Beside any part that a user sends, here as in Responses. openai.md §1.2 */
export const CACHE_MARK = 'prompt_cache_breakpoint'

/** What only frames this dialect, and what says again what was said. openai.md §1.5 */
export const PHRASING: Phrasing = {
  framing: [
    /^\/object$/,
    /^\/(?:obfuscation|p)$/,
    /^\/choices\/\d+\/index$/,
    /^\/choices\/\d+\/(?:delta|message)\/role$/,
    /\/tool_calls\/\d+\/(?:type|index)$/,
    /^\/choices\/\d+\/(?:delta|message)\/content\/\d+\/(?:thinking\/\d+\/)?type$/,
    /^\/messages\/\d+\/content\/\d+\/type$/,
    /^\/tools\/\d+\/type$/,
    /^\/tool_choice\/type$/,
  ],
  repeats: [/^\/(?:id|model|created|service_tier|system_fingerprint)$/],
  echoes: [],
  homeless: HOMELESS,
}
