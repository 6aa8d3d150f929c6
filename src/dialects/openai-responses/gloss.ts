import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import type { GlossLine } from '../dialect.ts'

type Hue = GlossLine['hue']

/** Deltas by event type: the word for a cell, and what it belongs to. */
const DELTAS: Readonly<Record<string, readonly [word: string, hue: Hue]>> = {
  'response.output_text.delta': ['output_text', 'text'],
  'response.refusal.delta': ['refusal', 'text'],
  'response.reasoning_summary_text.delta': ['summary', 'reasoning'],
  'response.reasoning_text.delta': ['reasoning_text', 'reasoning'],
  'response.function_call_arguments.delta': ['arguments', 'call'],
  'response.custom_tool_call_input.delta': ['input', 'call'],
  'response.mcp_call_arguments.delta': ['mcp arguments', 'call'],
  'response.code_interpreter_call_code.delta': ['code', 'call'],
}

/** Events that repeat a whole text at its end, by the field that holds it. */
const DONES: Readonly<Record<string, readonly [word: string, hue: Hue, key: string]>> = {
  'response.output_text.done': ['output_text.done', 'text', 'text'],
  'response.refusal.done': ['refusal.done', 'text', 'refusal'],
  'response.reasoning_summary_text.done': ['summary.done', 'reasoning', 'text'],
  'response.reasoning_text.done': ['reasoning_text.done', 'reasoning', 'text'],
  'response.function_call_arguments.done': ['arguments.done', 'call', 'arguments'],
  'response.custom_tool_call_input.done': ['input.done', 'call', 'input'],
}

const ITEM_HUES: Readonly<Record<string, Hue>> = { message: 'text', reasoning: 'reasoning' }

/** Called by `output_index`: the one key that stays the same in all events of an item. */
export function gloss(event: Json, name: string | undefined, numbers: Numbers = {}): readonly GlossLine[] {
  if (!isObject(event)) return [{ word: name ?? 'event', hue: 'frame' }]
  const type = typeof event.type === 'string' ? event.type : (name ?? 'event')
  if (Object.hasOwn(DELTAS, type)) return glossDelta(event, DELTAS[type] as (typeof DELTAS)[string])
  if (Object.hasOwn(DONES, type)) return glossDone(event, DONES[type] as (typeof DONES)[string])
  if (type === 'error' || isObject(event.error)) return glossError(event)
  if (isObject(event.response)) return glossResponse(type, event.response, numbers)
  if (isObject(event.item)) return [glossItem(event, event.item, type.endsWith('.done'))]
  const word = type.replace(/^response\./, '')
  if (isObject(event.part))
    return [{ word, hue: hueOfPart(event.part.type), ...textOf(event.part.type), pointer: '/part' }]
  return [{ word, hue: 'frame' }]
}

const textOf = (value: Json | undefined): { value?: string } => (typeof value === 'string' ? { value } : {})

const hueOfPart = (type: Json | undefined): Hue =>
  type === 'summary_text' || type === 'reasoning_text' ? 'reasoning' : 'text'

const callOf = (event: JsonObject, hue: Hue): { call?: string } =>
  hue === 'call' && typeof event.output_index === 'number' ? { call: String(event.output_index) } : {}

function glossDelta(event: JsonObject, [word, hue]: readonly [string, Hue]): GlossLine[] {
  const value = typeof event.delta === 'string' ? `+${event.delta}` : ''
  return [{ word, value, hue, pointer: '/delta', ...callOf(event, hue) }]
}

function glossDone(event: JsonObject, [word, hue, key]: readonly [string, Hue, string]): GlossLine[] {
  return [{ word, hue, ...textOf(event[key]), pointer: `/${key}`, ...callOf(event, hue) }]
}

function glossItem(event: JsonObject, item: JsonObject, isDone: boolean): GlossLine {
  const type = typeof item.type === 'string' ? item.type : 'item'
  const hue = Object.hasOwn(ITEM_HUES, type) ? (ITEM_HUES[type] as Hue) : 'call'
  const isCall = typeof item.name === 'string'
  return {
    word: isDone ? `${type}.done` : type,
    hue,
    ...textOf(item.name),
    pointer: isCall ? '/item/name' : '/item',
    ...callOf(event, hue),
  }
}

function glossError(event: JsonObject): GlossLine[] {
  const nested = isObject(event.error) ? event.error : undefined
  const message = nested?.message ?? event.message
  return [
    { word: 'error', hue: 'error', ...textOf(message), pointer: nested ? '/error/message' : '/message' },
  ]
}

/** The terminal event holds three things to say: how it ended, why, and what it cost. */
function glossResponse(type: string, response: JsonObject, numbers: Numbers): GlossLine[] {
  const word = type.replace(/^response\./, '')
  const isFinal = word === 'completed' || word === 'incomplete' || word === 'failed'
  const lines: GlossLine[] = isFinal
    ? [endLine(word, response)]
    : [{ word, hue: 'frame', ...textOf(response.id), pointer: '/response/id' }]
  const { usage } = response
  if (isObject(usage)) {
    const count = (key: string) => String(numbers[`/response/usage/${key}`] ?? usage[key] ?? '?')
    const counts = `${count('input_tokens')} in, ${count('output_tokens')} out`
    lines.push({ word: 'usage', value: counts, hue: 'usage', pointer: '/response/usage' })
  }
  return lines
}

function endLine(word: string, { error, incomplete_details: details }: JsonObject): GlossLine {
  if (isObject(error))
    return { word, hue: 'error', ...textOf(error.message), pointer: '/response/error/message' }
  if (isObject(details))
    return { word, hue: 'finish', ...textOf(details.reason), pointer: '/response/incomplete_details/reason' }
  return { word, hue: 'finish', pointer: '/response/status' }
}
