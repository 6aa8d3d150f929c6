import type { DialectId } from '../../hub/dialect.ts'
import type { Extras } from '../../hub/extras.ts'
import type { FinishReason } from '../../hub/reply.ts'
import type { Role, SettingName } from '../../hub/request.ts'
import type { SettingTable } from '../../hub/settings.ts'
import type { Phrasing } from '../dialect.ts'
import { HOMELESS } from './homeless.ts'

/** The words of Anthropic Messages and what they mean in the hub. anthropic-gemini.md §A, §M. */
export const ID = 'anthropic-messages' as const satisfies DialectId

/** `system` among messages is accepted since Opus 4.8. §A.2 */
export const ROLES: Readonly<Record<string, Role>> = {
  user: 'user',
  assistant: 'assistant',
  system: 'system',
}

/** Results stand in the user's turn; instructions have one word. §M.1 */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'user',
}

/** §A.6, §M.5 */
export const FINISHES: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop-sequence',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'content-filter',
  pause_turn: 'pause',
  compaction: 'other',
}

/** There is no word for a malformed call: the turn is over all the same. §M.5 */
export const FINISH_WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  'stop-sequence': 'stop_sequence',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  pause: 'pause_turn',
  malformed: 'end_turn',
  other: 'end_turn',
}

export const SETTINGS: SettingTable = {
  max_tokens: 'maxTokens',
  temperature: 'temperature',
  top_p: 'topP',
  top_k: 'topK',
  stop_sequences: 'stop',
  stream: 'stream',
}

/** Settings that have no field here, and why that is no harm where it is none. */
export const NO_FIELD: Readonly<Partial<Record<SettingName, string>>> = {
  includeUsage: 'Usage is always sent.',
  seed: 'Messages has no seed.',
  presencePenalty: 'Messages has no penalties.',
  frequencyPenalty: 'Messages has no penalties.',
  candidateCount: 'Messages gives one reply a request.',
  metadata: 'The only metadata here is user_id.',
  store: 'Messages keeps nothing that could be asked for later.',
  logprobs: 'Messages has no log probabilities.',
  topLogprobs: 'Messages has no log probabilities.',
  includeObfuscation: 'Messages hides nothing by padding.',
  modalities: 'Messages answers in text alone.',
  logitBias: 'Messages has no token biases.',
  verbosity: 'Messages has no field for verbosity.',
  cacheKey: 'The cache is steered by cache_control here, not by a key.',
  cacheRetention: 'How long the cache lives is said with cache_control here.',
  cacheOptions: 'The cache is steered by cache_control here.',
  moderation: 'Messages moderates nothing on demand.',
}

/** The hub speaks of tiers in OpenAI's words. §M.7 */
export const TIERS: Readonly<Record<string, string>> = { auto: 'auto', standard_only: 'default' }
export const TIER_WORDS: Readonly<Record<string, string>> = { auto: 'auto', default: 'standard_only' }

/** What a reply says of the tier that served it, in `usage`. A batch has no word elsewhere. §A.6 */
export const SERVED_TIERS: Readonly<Record<string, string>> = { standard: 'default', priority: 'priority' }
export const SERVED_WORDS: Readonly<Record<string, string>> = { default: 'standard', priority: 'priority' }

export const CHOICES: Readonly<Record<string, 'auto' | 'none' | 'required'>> = {
  auto: 'auto',
  any: 'required',
  tool: 'required',
  none: 'none',
}
export const CHOICE_WORDS = { auto: 'auto', required: 'any', none: 'none' } as const

/** Effort starts at low; `none` is said with `thinking`. §A.1 */
export const EFFORT_WORDS: Readonly<Record<string, string>> = { minimal: 'low' }

/** What `thinking.type` says about being on; other types are kept raw. §A.1 */
export const THINKING: Readonly<Record<string, boolean>> = { enabled: true, adaptive: true, disabled: false }

/** Whether thoughts are shown. */
export const DISPLAYS: Readonly<Record<string, string | boolean>> = { summarized: 'auto', omitted: false }

/** Fields of a response that a stream says beside `delta` in message_delta, not in it. §A.7 */
export const BESIDE_DELTA: readonly string[] = ['context_management', 'input_transformations']

/** Fields of a response that a stream says at its end. §A.7 */
export const AT_END: readonly string[] = [
  ...BESIDE_DELTA,
  'stop_reason',
  'stop_sequence',
  'stop_details',
  'container',
]

/** Error types: ours stay, others by the word of their vendor or by HTTP status. §A.8 */
export const ERROR_TYPES: Readonly<Record<string, string>> = {
  server_error: 'api_error',
  insufficient_quota: 'billing_error',
  rate_limit_exceeded: 'rate_limit_error',
  invalid_api_key: 'authentication_error',
  tokens: 'rate_limit_error',
  requests: 'rate_limit_error',
  INVALID_ARGUMENT: 'invalid_request_error',
  FAILED_PRECONDITION: 'invalid_request_error',
  UNAUTHENTICATED: 'authentication_error',
  PERMISSION_DENIED: 'permission_error',
  NOT_FOUND: 'not_found_error',
  RESOURCE_EXHAUSTED: 'rate_limit_error',
  INTERNAL: 'api_error',
  UNAVAILABLE: 'overloaded_error',
  DEADLINE_EXCEEDED: 'timeout_error',
}

export const ERROR_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

/** A table's own entry: `constructor` and its like, in a pasted body, must find nothing. */
export const wordOf = <T>(table: Readonly<Record<string, T>>, word: unknown): T | undefined =>
  typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : undefined

/** Whether a node was read from Messages: such nodes carry extras, be they empty, and are written in their own form. */
export const isOurs = (extras: Extras | undefined): boolean => extras?.dialect === ID

export const ours = (extras: Extras | undefined): Extras => extras ?? { dialect: ID, entries: [] }

/** What only frames this dialect, and what says again what was said. §A.3, §A.7 */
export const PHRASING: Phrasing = {
  framing: [
    /^\/(?:message\/)?(?:type|role)$/,
    /^\/index$/,
    /^\/(?:delta|content_block)\/type$/,
    /^\/(?:messages\/\d+\/|message\/)?content\/\d+\/(?:type|source\/type|content\/\d+\/type)$/,
    /^\/system\/\d+\/type$/,
    /^\/tools\/\d+\/type$/,
    /^\/tool_choice\/type$/,
  ],
  repeats: [/^\/message\/content\//],
  echoes: [],
  homeless: HOMELESS,
}
