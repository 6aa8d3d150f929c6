import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import type { BodyKind, Claim, Sample } from '../dialect.ts'

/** One piece of evidence: how much it says for (or against) Messages, and what a person reads. */
interface Clue {
  readonly weight: number
  readonly reason: string
  readonly holds: (body: JsonObject) => boolean
}

const has = (body: JsonObject, key: string): boolean => Object.hasOwn(body, key)

const field = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

const some = (value: Json | undefined, test: (item: Json) => boolean): boolean =>
  Array.isArray(value) && (value as readonly Json[]).some(test)

const BLOCK_TYPES: readonly Json[] = [
  'tool_use',
  'tool_result',
  'thinking',
  'redacted_thinking',
  'image',
  'document',
  'server_tool_use',
]

const inBlocks = (body: JsonObject, test: (block: Json) => boolean): boolean =>
  some(body.messages, (message) => some(field(message, 'content'), test))

/** Chat knows `image_url` and `tool_calls`; each of these stands in one of the two dialects alone. §A.1, §A.3, §M */
const REQUEST_CLUES: readonly Clue[] = [
  { weight: 0.35, reason: 'top-level system beside messages', holds: (body) => has(body, 'system') },
  { weight: 0.25, reason: 'max_tokens is required here', holds: (body) => has(body, 'max_tokens') },
  {
    weight: 0.4,
    reason: 'tools with input_schema',
    holds: (body) => some(body.tools, (t) => isObject(t) && has(t, 'input_schema')),
  },
  {
    weight: 0.4,
    reason: 'content blocks of Messages',
    holds: (body) => inBlocks(body, (b) => BLOCK_TYPES.includes(field(b, 'type') ?? null)),
  },
  {
    weight: 0.3,
    reason: 'cache_control on a block',
    holds: (body) => inBlocks(body, (b) => isObject(b) && has(b, 'cache_control')),
  },
  {
    weight: 0.35,
    reason: 'thinking with a type',
    holds: (body) => typeof field(body.thinking, 'type') === 'string',
  },
  {
    weight: 0.3,
    reason: 'tool_choice auto, any or tool',
    holds: (body) => ['auto', 'any', 'tool'].includes(String(field(body.tool_choice, 'type'))),
  },
  { weight: 0.3, reason: 'stop_sequences', holds: (body) => has(body, 'stop_sequences') },
  {
    weight: 0.3,
    reason: 'output_config',
    holds: (body) => has(body, 'output_config') || has(body, 'output_format'),
  },
  {
    weight: 0.2,
    reason: 'metadata.user_id',
    holds: (body) => typeof field(body.metadata, 'user_id') === 'string',
  },
  { weight: 0.4, reason: 'anthropic_version in the body', holds: (body) => has(body, 'anthropic_version') },
  { weight: 0.2, reason: 'a Claude model', holds: (body) => /^claude-/.test(String(body.model)) },
  {
    weight: -0.6,
    reason: 'tools with function',
    holds: (body) => some(body.tools, (t) => isObject(t) && has(t, 'function')),
  },
  {
    weight: -0.6,
    reason: 'role tool',
    holds: (body) =>
      some(body.messages, (m) => field(m, 'role') === 'tool' || field(m, 'role') === 'developer'),
  },
  {
    weight: -0.6,
    reason: 'tool_calls on a message',
    holds: (body) => some(body.messages, (m) => isObject(m) && has(m, 'tool_calls')),
  },
  {
    weight: -0.3,
    reason: 'role system among messages',
    holds: (body) =>
      field(Array.isArray(body.messages) ? (body.messages[0] as Json) : null, 'role') === 'system',
  },
  {
    weight: -0.6,
    reason: 'image_url or input_audio',
    holds: (body) =>
      inBlocks(body, (b) => ['image_url', 'input_audio', 'file'].includes(String(field(b, 'type')))),
  },
  {
    weight: -0.5,
    reason: 'fields of Chat alone',
    holds: (body) => CHAT_FIELDS.some((key) => has(body, key)),
  },
]

const CHAT_FIELDS = [
  'max_completion_tokens',
  'response_format',
  'n',
  'frequency_penalty',
  'presence_penalty',
  'stream_options',
  'seed',
  'stop',
  'parallel_tool_calls',
  'reasoning_effort',
  'logprobs',
  'functions',
  'store',
  'modalities',
]

const REPLY_CLUES: readonly Clue[] = [
  {
    weight: 0.5,
    reason: 'type message with a list of content',
    holds: (body) => body.type === 'message' && Array.isArray(body.content),
  },
  { weight: 0.25, reason: 'stop_reason', holds: (body) => has(body, 'stop_reason') },
  {
    weight: 0.15,
    reason: 'usage counts input_tokens',
    holds: (body) => typeof field(body.usage, 'input_tokens') === 'number',
  },
  { weight: 0.1, reason: 'an id msg_…', holds: (body) => String(body.id).startsWith('msg_') },
  // An output item of Responses is called a message as well.
  {
    weight: -0.6,
    reason: 'output_text',
    holds: (body) => some(body.content, (b) => field(b, 'type') === 'output_text'),
  },
]

const EVENT_TYPES: readonly Json[] = [
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
]

/** The score of Messages for a sample, from what each piece of evidence says. */
export function recognise(sample: Sample): Claim | undefined {
  const outside = readOutside(sample)
  const inside = sample.frames && sample.frames.length > 0 ? readFrames(sample.frames) : readBody(sample.json)
  if (!inside) return undefined
  const score = Math.min(1, inside.score + outside.score)
  return score > 0
    ? { kind: inside.kind, score, reasons: [...inside.reasons, ...outside.reasons] }
    : undefined
}

function readOutside({ url, headers }: Sample): { score: number; reasons: string[] } {
  const reasons: string[] = []
  if (url && /\/v1\/messages(?:[/?]|$)/.test(url)) reasons.push('the path /v1/messages')
  if (headers?.some(([name]) => name.toLowerCase().startsWith('anthropic-')))
    reasons.push('an anthropic-… header')
  return { score: reasons.length * 0.4, reasons }
}

function weigh(kind: BodyKind, body: JsonObject, clues: readonly Clue[], base: number): Claim {
  const found = clues.filter((clue) => clue.holds(body))
  const score = found.reduce((sum, clue) => sum + clue.weight, base)
  const rounded = Math.round(Math.max(0, Math.min(1, score)) * 100) / 100
  return { kind, score: rounded, reasons: found.filter((clue) => clue.weight > 0).map((clue) => clue.reason) }
}

function readBody(json: Json | undefined): Claim | undefined {
  if (!isObject(json)) return undefined
  if (json.type === 'error' && isOurError(json)) {
    return { kind: 'error', score: 0.9, reasons: ['type error around an error object'] }
  }
  if (has(json, 'messages')) return weigh('request', json, REQUEST_CLUES, 0.1)
  return has(json, 'content') ? weigh('reply', json, REPLY_CLUES, 0) : undefined
}

/** The first frames are enough; a stream may begin with pings, or with its error. */
function readFrames(frames: NonNullable<Sample['frames']>): Claim | undefined {
  for (const frame of frames.slice(0, 8)) {
    const parsed = parseJson(frame.data)
    const type = 'value' in parsed ? field(parsed.value, 'type') : undefined
    if (type === undefined) continue
    if (EVENT_TYPES.includes(type))
      return { kind: 'stream', score: 0.95, reasons: [`an event of type ${type}`] }
    if (type === 'error' && 'value' in parsed && isOurError(parsed.value)) {
      return { kind: 'stream', score: 0.7, reasons: ['type error around an error object'] }
    }
  }
  return undefined
}

/** Responses wraps its errors alike, but numbers its events, and names a code or a parameter. */
const isOurError = (event: Json): boolean => {
  const error = field(event, 'error')
  if (!isObject(error) || field(event, 'sequence_number') !== undefined) return false
  return !has(error, 'code') && !has(error, 'param')
}
