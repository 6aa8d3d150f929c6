import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { define, spell } from '../../hub/leaf.ts'
import type { FinishReason } from '../../hub/reply.ts'
import type { Role, SettingName } from '../../hub/request.ts'
import type { SettingTable } from '../../hub/settings.ts'
import type { Json } from '../../wire/json.ts'
import { pointerStep } from '../../wire/json.ts'
import type { Phrasing } from '../dialect.ts'
import { HOMELESS } from './homeless.ts'

export const DIALECT = 'gemini'

/** `contents[].role`. `function` was tolerated until 2026 and is rejected since 3.5. */
export const HUB_ROLES: Readonly<Record<string, Role>> = {
  user: 'user',
  model: 'assistant',
  function: 'tool',
  tool: 'tool',
  system: 'system',
  developer: 'developer',
}

export const WIRE_ROLES: Readonly<Record<Role, string>> = {
  user: 'user',
  assistant: 'model',
  tool: 'user',
  system: 'user',
  developer: 'user',
}

/** `candidates[].finishReason` (v1beta, 2026-11; MISSING_THOUGHT_SIGNATURE is sent but not documented). */
export const HUB_FINISHES: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
  MALFORMED_FUNCTION_CALL: 'malformed',
  UNEXPECTED_TOOL_CALL: 'malformed',
  TOO_MANY_TOOL_CALLS: 'malformed',
  MALFORMED_RESPONSE: 'malformed',
  MISSING_THOUGHT_SIGNATURE: 'malformed',
  CONTINUATION: 'pause',
}

/** Gemini says STOP whether it called tools or met a stop sequence, and never which sequence. */
export const WIRE_FINISHES: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  'stop-sequence': 'STOP',
  'tool-calls': 'STOP',
  length: 'MAX_TOKENS',
  'content-filter': 'SAFETY',
  pause: 'CONTINUATION',
  malformed: 'MALFORMED_FUNCTION_CALL',
  other: 'OTHER',
}

export const SETTINGS: SettingTable = {
  maxOutputTokens: 'maxTokens',
  temperature: 'temperature',
  topP: 'topP',
  topK: 'topK',
  candidateCount: 'candidateCount',
  stopSequences: 'stop',
  seed: 'seed',
  presencePenalty: 'presencePenalty',
  frequencyPenalty: 'frequencyPenalty',
  responseModalities: 'modalities',
  responseLogprobs: 'logprobs',
  logprobs: 'topLogprobs',
}

/** What may stand where a signature must and none was given; the first is what we write. anthropic-gemini.md §G.2, rule 5 */
export const SIGNATURE_EXCUSES = [
  'skip_thought_signature_validator',
  'context_engineering_is_the_way_to_go',
] as const

/** Hub word → Gemini's `serviceTier`. What is in neither column is left alone. */
export const TIERS: Readonly<Record<string, string>> = {
  default: 'standard',
  flex: 'flex',
  priority: 'priority',
}

/** Settings that have no field in the body, each with its reason. */
export const LOST_SETTINGS: Readonly<Partial<Record<SettingName, readonly [code: string, why: string]>>> = {
  stream: ['in-url', 'Gemini says whether to stream in the URL: streamGenerateContent.'],
  includeUsage: ['always-sent', 'Gemini always sends usageMetadata.'],
  parallelCalls: ['no-field', 'Gemini has no switch for parallel calls.'],
}

/** `thinkingLevel` of the 3 series for each effort; the hub has finer steps at both ends. */
export const LEVELS: Readonly<Record<string, string>> = {
  none: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
  max: 'HIGH',
}

/** Tokens for each effort on the 2.5 series, as Google's own OpenAI route sets them; 0 is off. */
export const BUDGETS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24576,
  xhigh: 24576,
  max: 24576,
}

/** Each key that readers and writers name, spelled the other way: asked for on every field, so kept. */
const SNAKES = new Map<string, string>()

function snakeOf(camel: string): string {
  const known = SNAKES.get(camel)
  if (known !== undefined) return known
  const snake = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  SNAKES.set(camel, snake)
  return snake
}

/**
 * What the wire said in a form that the hub does not keep: snake_case keys, `=WORD` for a word that is not the usual one,
 * and bare flags. It travels as the value of a node's tag, so that the same form can be written back (law 2).
 */
export type Form = string[]

/** The key as it stands there; requests take lowerCamelCase and snake_case alike (ProtoJSON). */
export function keyIn(at: Cursor, camel: string, form: Form): string {
  if (at.peek(camel) !== undefined) return camel
  const snake = snakeOf(camel)
  if (snake === camel || at.peek(snake) === undefined) return camel
  form.push(snake)
  return snake
}

/** No dialect's own `type` begins so: a foreign tag such as `function_call` must not be taken for a form. */
const FORM_MARK = 'gemini:'

export const tagOf = (form: Form, leaf?: Leaf<unknown>): Leaf<string> | undefined =>
  form.length > 0 || leaf ? spell(leaf, FORM_MARK + form.join(',')) : undefined

export const formOf = (tag: Leaf<string> | undefined): Form =>
  tag?.value.startsWith(FORM_MARK) ? tag.value.slice(FORM_MARK.length).split(',') : []

export const keyOut = (camel: string, form: Form): string => {
  const snake = snakeOf(camel)
  return form.includes(snake) ? snake : camel
}

/** Says of a call that its arguments came in pieces, which stand among the extras of their frames. */
export const IN_PIECES = 'in-pieces'

/** The word that stood there where it is not the usual one for its meaning. */
export const wordOf = (form: Form): string | undefined =>
  form.find((entry) => entry.startsWith('='))?.slice(1)

/**
 * The unread fields of a node and of the objects inside it, in one list: those inside by their JSON pointer from the node
 * (`/functionCall/foo`), its own by their key, or by a pointer of one step where the key itself begins with a slash.
 */
export function gather(
  own: Extras | undefined,
  inner: Readonly<Record<string, Extras | undefined>> = {},
): Extras | undefined {
  if (!own && Object.values(inner).every((extras) => extras === undefined)) return undefined
  const entries: (readonly [string, Leaf])[] = (own?.entries ?? []).map(([key, leaf]) => [
    key.startsWith('/') ? pointerStep(key) : key,
    leaf,
  ])
  for (const [key, extras] of Object.entries(inner)) {
    for (const [below, leaf] of extras?.entries ?? [])
      entries.push([pointerStep(key) + pointerStep(below), leaf])
  }
  return entries.length > 0 ? { dialect: DIALECT, entries } : undefined
}

const decode = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** The steps of a JSON pointer. RFC 6901 §4 */
export const stepsOf = (pointer: string): string[] => pointer.slice(1).split('/').map(decode)

/** The gathered fields of one object: of the node itself, or of the one inside it under a key. None where they are foreign. */
export function scatter(extras: Extras | undefined, inside?: string): WrittenObject {
  const object: Record<string, Written> = {}
  if (extras?.dialect !== DIALECT) return object
  for (const [key, leaf] of extras.entries) {
    const steps = key.startsWith('/') ? stepsOf(key) : [key]
    const last = steps.at(-1) as string
    if (steps.length === (inside === undefined ? 1 : 2) && (inside === undefined || steps[0] === inside))
      define(object, last, leaf)
  }
  return object
}

/** Only an object with something in it; an empty one is left to be kept as it is. */
export const filled = (at: Cursor, key: string): Cursor | undefined => {
  const value = at.peek(key)
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? at.object(key)
    : undefined
}

/** A list with something in it. */
export const filledList = (at: Cursor, key: string): Cursor[] | undefined => {
  const value: Json | undefined = at.peek(key)
  return Array.isArray(value) && value.length > 0 ? at.list(key) : undefined
}

/** The object, unless nothing in it would be written. */
export const unlessEmpty = (object: WrittenObject): WrittenObject | undefined =>
  Object.values(object).some((value) => value !== undefined) ? object : undefined

/** What only frames this dialect, and what says again what was said. anthropic-gemini.md §G.4 */
export const PHRASING: Phrasing = {
  framing: [/^\/candidates\/\d+\/(?:index|content\/role)$/],
  repeats: [/^\/(?:responseId|modelVersion|createTime|candidates\/\d+\/finishReason)$/],
  echoes: [],
  homeless: HOMELESS,
}
