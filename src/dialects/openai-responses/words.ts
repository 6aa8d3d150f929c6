import type { DialectId } from '../../hub/dialect.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { define, isLeaf, leafBelow } from '../../hub/leaf.ts'
import type { FinishReason } from '../../hub/reply.ts'
import type { Role } from '../../hub/request.ts'
import type { SettingTable } from '../../hub/settings.ts'
import { isObject } from '../../wire/json.ts'
import type { Phrasing } from '../dialect.ts'
import { ECHOES, HOMELESS } from './homeless.ts'

export const ID = 'openai-responses' satisfies DialectId

/** The roles a message item may have; results are items of their own kind. openai.md §3.2. */
export const ROLES: ReadonlySet<string> = new Set(['user', 'assistant', 'system', 'developer'])

/** Hub role → message item role. A `tool` message that still holds other parts can only speak as the user. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  system: 'system',
  developer: 'developer',
  user: 'user',
  assistant: 'assistant',
  tool: 'user',
}

/** Request options that are one value each. openai.md §3.1. `text.verbosity` stands deeper and is read beside the format. */
export const SETTINGS: SettingTable = {
  max_output_tokens: 'maxTokens',
  temperature: 'temperature',
  top_p: 'topP',
  parallel_tool_calls: 'parallelCalls',
  stream: 'stream',
  user: 'user',
  metadata: 'metadata',
  service_tier: 'serviceTier',
  store: 'store',
  top_logprobs: 'topLogprobs',
  prompt_cache_key: 'cacheKey',
  prompt_cache_retention: 'cacheRetention',
  prompt_cache_options: 'cacheOptions',
  moderation: 'moderation',
  safety_identifier: 'safetyId',
}

/** The names of the hosted search, dated ones too. openai.md §3.4. */
export const SEARCH_TOOL = /^web_search(?:_preview)?(?:_\d{4}_\d\d_\d\d)?$/

/** Asks for log probabilities: a word in the list `include`, where Chat has a boolean. */
export const LOGPROBS_INCLUDE = 'message.output_text.logprobs'

/** Options of other dialects that this one refuses as unknown parameters, and why nothing stands for them. openai.md §3.1. */
export const NO_SETTING: readonly (readonly [
  name:
    | 'topK'
    | 'stop'
    | 'seed'
    | 'presencePenalty'
    | 'frequencyPenalty'
    | 'candidateCount'
    | 'includeUsage'
    | 'logitBias'
    | 'modalities',
  why: string,
])[] = [
  ['topK', 'Responses has no top_k.'],
  ['stop', 'Responses has no stop sequences.'],
  ['seed', 'Responses has no seed.'],
  ['presencePenalty', 'Responses has no presence penalty.'],
  ['frequencyPenalty', 'Responses has no frequency penalty.'],
  ['candidateCount', 'Responses gives one answer only.'],
  ['includeUsage', 'Responses always gives usage, in the last event.'],
  ['logitBias', 'Responses has no logit_bias.'],
  ['modalities', 'Responses answers in text; images and speech are tools or other endpoints.'],
]

/** `incomplete_details.reason` → hub. openai.md §4. Other reasons stay raw beside `other`. */
export const INCOMPLETE_REASONS: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: 'length',
  content_filter: 'content-filter',
}

/** Hub → status and `incomplete_details.reason`. anthropic-gemini.md §M.5. */
export const FINISHES: Readonly<
  Record<FinishReason, { readonly status: 'completed' | 'incomplete' | 'failed'; readonly reason?: string }>
> = {
  stop: { status: 'completed' },
  'stop-sequence': { status: 'completed' },
  'tool-calls': { status: 'completed' },
  length: { status: 'incomplete', reason: 'max_output_tokens' },
  'content-filter': { status: 'incomplete', reason: 'content_filter' },
  pause: { status: 'incomplete' },
  malformed: { status: 'failed' },
  other: { status: 'incomplete' },
}

/** Fields of the response that are known at its end only, beside those that have a meaning in the hub. */
export const FINAL_FIELDS: ReadonlySet<string> = new Set([
  'completed_at',
  'incomplete_details',
  'error',
  'usage',
  'billing',
  'tool_usage',
])

/** What a `text` value is called, by who speaks. Servers of open-weight models also say plain `text`. */
export const TEXT_TYPES: ReadonlySet<string> = new Set(['input_text', 'output_text', 'text'])

/** Types of content parts, as opposed to items: what an opaque part of a message is written into. */
export const isContentType = (type: unknown): boolean =>
  typeof type === 'string' && /^(?:(?:input|output|summary)_|reasoning_text$|refusal$|text$)/.test(type)

/** The step that sets a blank line between two summaries of one item; there the writer of this dialect opens a new one. */
export const JOIN_SUMMARIES = 'join-summaries'

/** Item id prefixes. openai.md §6. */
export const PREFIXES = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  custom_tool_call: 'ctc',
} as const

/**
 * Fields of what wraps a part (its message item, a details object) travel among the part's extras under a path.
 * No field of this API has a slash in its name.
 */
export const under = (path: string, extras: Extras | undefined): Extras['entries'] =>
  extras?.entries.map(([key, value]) => [`${path}/${key}`, value] as const) ?? []

/** The extras of the fields below one path; '' for those that stand in the node itself. */
export function restoreUnder(path: string, extras: Extras | undefined): Record<string, Written> {
  const object: Record<string, Written> = {}
  if (extras?.dialect !== ID) return object
  for (const [key, value] of extras.entries) {
    const slash = key.lastIndexOf('/')
    if (key.slice(0, Math.max(slash, 0)) === path) define(object, key.slice(slash + 1), value)
  }
  return object
}

/** Extras of ours, also where they are empty: that a node has them says that it was read from this dialect. */
export const ours = (...entries: readonly Extras['entries'][]): Extras => ({
  dialect: ID,
  entries: entries.flat(),
})

export const isOurs = (extras: Extras | undefined): boolean => extras?.dialect === ID

/** Reads through a leaf. */
export const plain = (value: Written): unknown => (isLeaf(value) ? value.value : value)

/** One level of a raw leaf taken apart, so that single fields can be spelled anew and the rest keeps its origin. */
export function spread(raw: Leaf): Record<string, Written> {
  const object: Record<string, Written> = {}
  if (!isObject(raw.value)) return object
  for (const [key, value] of Object.entries(raw.value)) define(object, key, leafBelow(raw, key, value))
  return object
}

/** A field of a written object, also where the object is a leaf. */
export function field(object: Written, key: string): Written {
  const whole = isLeaf(object) ? spread(object as Leaf) : object
  return isObject(whole) && Object.hasOwn(whole, key) ? (whole as WrittenObject)[key] : undefined
}

/** Beside any part that a user sends, here as in Chat. openai.md §3.2 */
export const CACHE_MARK = 'prompt_cache_breakpoint'

/** What only frames this dialect, and what says again what was said. openai.md §5.2 */
export const PHRASING: Phrasing = {
  framing: [
    /^\/(?:response\/)?object$/,
    /^\/(?:sequence_number|type|(?:output|content|summary|annotation|command)_index|item_id|obfuscation)$/,
    /^\/(?:response\/)?status$/,
    /^\/(?:item|part)\/(?:type|status|role|id)$/,
    /^\/(?:response\/)?output\/\d+\/(?:type|status|role|id)$/,
    /\/(?:content|summary|output)\/\d+\/type$/,
    /^\/input\/\d+\/type$/,
    /^\/tools\/\d+\/type$/,
    /^\/tool_choice\/type$/,
  ],
  repeats: [
    /^\/(?:text|arguments|refusal|input|name)$/,
    /^\/part\/(?:text|refusal)$/,
    /^\/item\/(?:name|call_id|arguments|encrypted_content|(?:content|summary)\/\d+\/(?:text|refusal))$/,
    /^\/response\/output\/\d+\/(?:name|call_id|arguments|encrypted_content|(?:content|summary)\/\d+\/(?:text|refusal))$/,
    /^\/response\/output\/\d+\/(?:code|action|outputs|output|server_label|container_id)(?:\/|$)/,
    /^\/response\/(?:id|model|created_at)$/,
    /^\/(?:part|item\/content\/\d+|response\/output\/\d+\/content\/\d+)\/(?:annotations|logprobs)(?:\/|$)/,
  ],
  echoes: ECHOES,
  homeless: HOMELESS,
}
