import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** Where a stream stands in its grammar: openai.md §5.2, §5.4. */
export interface GrammarState {
  phase: 'idle' | 'open' | 'failing' | 'done'
  /** By output_index. Ids rotate at some servers (Copilot) and are no key. */
  readonly items: Record<string, ItemState>
}

interface ItemState {
  readonly type: string
  isDone: boolean
  /** Type of each content part, and whether it goes on. */
  readonly parts: Record<string, PartState>
  readonly summaries: Record<string, PartState>
}

interface PartState {
  readonly type: string
  isOpen: boolean
}

export const startGrammar = (): GrammarState => ({ phase: 'idle', items: {} })

const TERMINAL = new Set(['response.completed', 'response.incomplete', 'response.failed'])
const LIFECYCLE = new Set(['response.created', 'response.queued', 'response.in_progress', ...TERMINAL])
const IGNORED = new Set(['keepalive', 'ping', 'response.keepalive'])

/** Events that only one type of item has, by how they begin. Others (hosted tools) need an open item only. */
const OWN_EVENTS: readonly (readonly [prefix: string, type: string])[] = [
  ['response.output_text.', 'message'],
  ['response.refusal.', 'message'],
  ['response.reasoning_summary_', 'reasoning'],
  ['response.reasoning_text.', 'reasoning'],
  ['response.function_call_arguments.', 'function_call'],
  ['response.custom_tool_call_input.', 'custom_tool_call'],
]

/** Which part the deltas of a part go on with. */
const PART_OF: Readonly<Record<string, string>> = {
  'response.output_text.delta': 'output_text',
  'response.output_text.done': 'output_text',
  'response.refusal.delta': 'refusal',
  'response.refusal.done': 'refusal',
}

/** A sentence that names what is illegal here, if anything is. */
export function judgeEvent(state: GrammarState, event: Json, name: string | undefined): string | undefined {
  // OpenRouter says [DONE] as in Chat; clients read nothing behind it.
  if (event === '[DONE]') return endGrammar(state)
  if (!isObject(event)) return 'An event is a JSON object.'
  const { type } = event
  if (typeof type !== 'string') return 'An event says its type in `type`.'
  if (name !== undefined && name !== type) return `The frame is named ${name}, its event ${type}.`
  if (IGNORED.has(type)) return undefined
  if (state.phase === 'done') return `Nothing may follow the end of the response, but ${type} does.`
  if (type === 'error') {
    state.phase = 'failing'
    return undefined
  }
  if (state.phase === 'failing' && type !== 'response.failed')
    return `After an error only response.failed may come, not ${type}.`
  if (LIFECYCLE.has(type)) return judgeLifecycle(state, event, type)
  if (state.phase === 'idle') return `The first event is response.created, not ${type}.`
  return 'output_index' in event ? judgeItemEvent(state, event, type) : undefined
}

function judgeLifecycle(state: GrammarState, { response }: JsonObject, type: string): string | undefined {
  if (!isObject(response)) return `${type} holds no response.`
  if (type === 'response.created' && state.phase !== 'idle') return 'A second response.created.'
  if (type !== 'response.created' && state.phase === 'idle') return `${type} before response.created.`
  if (!TERMINAL.has(type)) {
    state.phase = 'open'
    return undefined
  }
  state.phase = 'done'
  const output = Array.isArray(response.output) ? response.output.length : 0
  const open = Object.entries(state.items).find(([, { isDone }]) => !isDone)
  return type === 'response.completed' && open && output < Object.keys(state.items).length
    ? `The response is completed while item ${open[0]} is open and not in its output.`
    : undefined
}

function judgeItemEvent(state: GrammarState, event: JsonObject, type: string): string | undefined {
  const index = String(event.output_index)
  if (type === 'response.output_item.added') return judgeAdded(state, event.item, index)
  const item = state.items[index]
  if (!item) return `${type} for item ${index}, which was not added.`
  if (item.isDone) return `${type} for item ${index}, which is done.`
  const own = OWN_EVENTS.find(([prefix]) => type.startsWith(prefix))
  if (own && own[1] !== item.type) return `${type} for an item of type ${item.type}.`
  if (type === 'response.output_item.done') {
    item.isDone = true
    return isObject(event.item) ? undefined : 'output_item.done holds no item.'
  }
  return judgePartEvent(item, event, type)
}

function judgeAdded(state: GrammarState, item: Json | undefined, index: string): string | undefined {
  if (!isObject(item) || typeof item.type !== 'string') return `Item ${index} has no type.`
  if (Object.hasOwn(state.items, index)) return `Item ${index} is added twice.`
  state.items[index] = { type: item.type, isDone: false, parts: {}, summaries: {} }
  return undefined
}

function judgePartEvent(item: ItemState, event: JsonObject, type: string): string | undefined {
  if (type.startsWith('response.content_part.'))
    return judgePart(item.parts, event, event.content_index, type)
  if (type.startsWith('response.reasoning_summary_part.'))
    return judgePart(item.summaries, event, event.summary_index, type)
  if (type.startsWith('response.reasoning_summary_text.'))
    return item.summaries[String(event.summary_index)]?.isOpen
      ? undefined
      : `${type} for summary ${String(event.summary_index)}, which is not open.`
  const wanted = PART_OF[type]
  if (!wanted) return undefined
  const part = item.parts[String(event.content_index)]
  if (!part?.isOpen) return `${type} for part ${String(event.content_index)}, which is not open.`
  return part.type === wanted ? undefined : `${type} in a part of type ${part.type}.`
}

function judgePart(
  parts: Record<string, PartState>,
  { part }: JsonObject,
  at: Json | undefined,
  type: string,
): string | undefined {
  const index = String(at)
  if (type.endsWith('.added')) {
    if (Object.hasOwn(parts, index)) return `Part ${index} is added twice.`
    if (!isObject(part) || typeof part.type !== 'string') return `Part ${index} has no type.`
    parts[index] = { type: part.type, isOpen: true }
    return undefined
  }
  const open = parts[index]
  if (!open?.isOpen) return `${type} for part ${index}, which is not open.`
  open.isOpen = false
  return undefined
}

export function endGrammar({ phase }: GrammarState): string | undefined {
  if (phase === 'idle') return 'The stream ends before it has begun.'
  return phase === 'open' ? 'The stream ends without its closing event.' : undefined
}
