import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { isLeaf, join, leafBelow } from '../../hub/leaf.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { field, plain, spread } from './words.ts'

type Tree = Record<string, Written>

/** What the events have said so far. Plain data; nothing of the events themselves is changed. */
export interface AssemblerState {
  /** The last response object that a lifecycle event carried. */
  response?: Tree
  isTerminal: boolean
  /** By `output_index`. */
  items: Record<number, Tree>
  error?: Tree
}

export const startAssembler = (): AssemblerState => ({ isTerminal: false, items: {} })

const TERMINAL: ReadonlySet<string> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
])

/** Which text of an item a delta extends: the entry of a list, found by its index, or the item itself. */
const DELTAS: Readonly<
  Record<
    string,
    {
      readonly list?: 'content' | 'summary'
      readonly at?: string
      readonly key: string
      readonly type?: string
    }
  >
> = {
  'response.output_text.delta': { list: 'content', at: 'content_index', key: 'text', type: 'output_text' },
  'response.refusal.delta': { list: 'content', at: 'content_index', key: 'refusal', type: 'refusal' },
  'response.reasoning_text.delta': {
    list: 'content',
    at: 'content_index',
    key: 'text',
    type: 'reasoning_text',
  },
  'response.reasoning_summary_text.delta': {
    list: 'summary',
    at: 'summary_index',
    key: 'text',
    type: 'summary_text',
  },
  'response.function_call_arguments.delta': { key: 'arguments' },
  'response.custom_tool_call_input.delta': { key: 'input' },
  'response.code_interpreter_call_code.delta': { key: 'code' },
  'response.mcp_call_arguments.delta': { key: 'arguments' },
}

/** Events that bring a whole entry of one of an item's lists. */
const ENTRIES: Readonly<Record<string, { readonly list: 'content' | 'summary'; readonly at: string }>> = {
  'response.content_part.added': { list: 'content', at: 'content_index' },
  'response.content_part.done': { list: 'content', at: 'content_index' },
  'response.reasoning_summary_part.added': { list: 'summary', at: 'summary_index' },
  'response.reasoning_summary_part.done': { list: 'summary', at: 'summary_index' },
}

export function take(state: AssemblerState, { name, data }: DialectEvent): void {
  if (typeof data === 'string') return
  const type = plain(data.type) ?? name
  if (typeof type !== 'string') return
  if (type === 'error') state.error = { ...data }
  else if (type.startsWith('response.') && field(data, 'response') !== undefined)
    takeResponse(state, type, treeOf(field(data, 'response')))
  else if (type === 'response.output_item.added' || type === 'response.output_item.done')
    takeItem(state, data)
  else if (Object.hasOwn(ENTRIES, type)) takeEntry(state, data, ENTRIES[type] as (typeof ENTRIES)[string])
  else if (Object.hasOwn(DELTAS, type)) takeDelta(state, data, DELTAS[type] as (typeof DELTAS)[string])
  else if (type === 'response.output_text.annotation.added') takeAnnotation(state, data)
}

/** A value as an object whose fields can be replaced one by one. */
const treeOf = (value: Written): Tree =>
  isLeaf(value) ? spread(value as Leaf) : isObject(value) ? { ...(value as WrittenObject) } : {}

const listOf = (value: Written): Written[] => {
  const list = plain(value)
  if (!Array.isArray(list)) return []
  return isLeaf(value) ? list.map((entry, i) => leafBelow(value, i, entry)) : [...list]
}

const numberAt = (data: WrittenObject, key: string): number | undefined => {
  const value = plain(data[key])
  return typeof value === 'number' ? value : undefined
}

function takeResponse(state: AssemblerState, type: string, response: Tree): void {
  state.response = response
  state.isTerminal = TERMINAL.has(type)
}

/** Without an index: the next item when it is added, the last one when it is done. */
function takeItem(state: AssemblerState, data: WrittenObject): void {
  const indices = Object.keys(state.items).map(Number)
  const isAdded = plain(data.type) === 'response.output_item.added'
  const guess = isAdded ? indices.length : Math.max(0, ...indices)
  state.items[numberAt(data, 'output_index') ?? guess] = treeOf(field(data, 'item'))
}

function takeEntry(
  state: AssemblerState,
  data: WrittenObject,
  { list, at }: { list: string; at: string },
): void {
  const index = numberAt(data, 'output_index') ?? 0
  const item = state.items[index] ?? {}
  const entries = listOf(item[list])
  entries[numberAt(data, at) ?? Math.max(0, entries.length - 1)] = treeOf(field(data, 'part'))
  state.items[index] = { ...item, [list]: entries.map((entry) => entry ?? {}) }
}

/** Deltas of items that nobody announced make an item of what can be known of it. */
const unannounced = (data: WrittenObject, list: string | undefined): Tree =>
  list === 'content'
    ? { id: data.item_id, type: 'message', role: 'assistant', content: [] }
    : { id: data.item_id }

function takeDelta(
  state: AssemblerState,
  data: WrittenObject,
  { list, at, key, type }: (typeof DELTAS)[string],
): void {
  const index = numberAt(data, 'output_index') ?? 0
  const item = state.items[index] ?? unannounced(data, list)
  if (!list) {
    state.items[index] = { ...item, [key]: extended(item[key], data.delta) }
    return
  }
  const entries = listOf(item[list])
  const place = (at === undefined ? undefined : numberAt(data, at)) ?? Math.max(0, entries.length - 1)
  const entry = treeOf(entries[place] ?? { type })
  entries[place] = { ...entry, [key]: extended(entry[key], data.delta) }
  state.items[index] = { ...item, [list]: entries.map((known) => known ?? {}) }
}

const asText = (value: Written): Leaf<string> => {
  const text = plain(value)
  return isLeaf(value) && typeof text === 'string'
    ? (value as Leaf<string>)
    : { value: typeof text === 'string' ? text : '', from: [] }
}

/** Bare stays bare: origins are joined only where there are some. */
function extended(before: Written, delta: Written): Written {
  if (!isLeaf(before) && !isLeaf(delta)) return asText(before).value + asText(delta).value
  const known = asText(before)
  return join(known.value === '' ? undefined : known, asText(delta))
}

function takeAnnotation(state: AssemblerState, data: WrittenObject): void {
  const index = numberAt(data, 'output_index') ?? 0
  const place = numberAt(data, 'content_index') ?? 0
  const item = state.items[index]
  const entries = listOf(item?.content)
  if (!item || entries[place] === undefined) return
  const entry = treeOf(entries[place])
  entries[place] = { ...entry, annotations: [...listOf(entry.annotations), data.annotation] }
  state.items[index] = { ...item, content: entries }
}

/** The last event repeats the whole output, except where a server leaves it empty (ChatGPT's Codex backend). openai.md §7, Q16. */
export function result(state: AssemblerState): Written {
  const { response, error } = state
  if (!response)
    return error
      ? { error: error.error ?? errorOf(error) }
      : { object: 'response', output: Object.values(state.items) }
  if (state.isTerminal && listOf(response.output).length > 0) return response
  return { ...response, output: Object.values(state.items) }
}

const errorOf = ({ code, message, param }: Tree): WrittenObject => ({ message, type: null, param, code })
