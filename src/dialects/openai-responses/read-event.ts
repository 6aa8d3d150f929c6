import type { Cursor } from '../../hub/cursor.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { readError, readFailure } from './errors.ts'
import { endFrame } from './frames/keep-frames.ts'
import {
  addAnnotation,
  addContent,
  callDelta,
  callDone,
  endContent,
  nextReasoning,
  reasoningDelta,
  textDelta,
  textDone,
} from './read-content.ts'
import { endParts, finishItem, kindOf, openCall } from './read-item.ts'
import { firstTierOf, readResponse, startOf } from './read-reply.ts'
import type { ReaderState } from './reader-state.ts'
import { addSlot, guessIndex, indexOf, nextIndex } from './reader-state.ts'
import { ID, ours } from './words.ts'

/** Undefined: the frame has no neutral meaning. */
type Read = (state: ReaderState, frame: Cursor) => ReplyEvent[] | undefined

const NOTHING: ReplyEvent[] = []

/** By `type`, which the SSE event name only repeats. openai.md §5.2. */
const READERS: Readonly<Record<string, Read>> = {
  'response.created': begin,
  'response.queued': begin,
  'response.in_progress': begin,
  'response.completed': conclude,
  'response.incomplete': conclude,
  'response.failed': conclude,
  'response.output_item.added': addItem,
  'response.output_item.done': endItem,
  'response.content_part.added': addContent,
  'response.content_part.done': endContent,
  'response.output_text.annotation.added': addAnnotation,
  'response.output_text.delta': (state, frame) => textDelta(state, frame, 'text'),
  'response.output_text.done': (state, frame) => textDone(state, frame, 'text'),
  'response.refusal.delta': (state, frame) => textDelta(state, frame, 'refusal'),
  'response.refusal.done': (state, frame) => textDone(state, frame, 'refusal'),
  'response.reasoning_summary_part.added': (state, frame) => nextReasoning(state, frame, 'summary'),
  'response.reasoning_summary_part.done': () => NOTHING,
  'response.reasoning_summary_text.delta': (state, frame) => reasoningDelta(state, frame, 'summary'),
  'response.reasoning_summary_text.done': () => NOTHING,
  'response.reasoning_text.delta': (state, frame) => reasoningDelta(state, frame, 'content'),
  'response.reasoning_text.done': () => NOTHING,
  'response.function_call_arguments.delta': callDelta,
  'response.function_call_arguments.done': (state, frame) => callDone(state, frame, 'arguments'),
  'response.custom_tool_call_input.delta': callDelta,
  'response.custom_tool_call_input.done': (state, frame) => callDone(state, frame, 'input'),
  keepalive: () => NOTHING,
  'response.keep_alive': () => NOTHING,
  error: fail,
}

export function readEvent(
  state: ReaderState,
  frame: Cursor,
  name: string | undefined,
): readonly ReplyEvent[] {
  const events = eventsOf(state, frame, name)
  return state.told ? [...events, endFrame(state.told, events, frame, name)] : events
}

function eventsOf(state: ReaderState, frame: Cursor, name: string | undefined): readonly ReplyEvent[] {
  const type = frame.peek('type') ?? name
  const read = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined
  if (read) return read(state, frame) ?? [opaque(frame, name)]
  hearInput(state, frame)
  // Some gateways send the bare error body as a frame.
  return type === undefined && frame.has('error') ? (fail(state, frame) ?? []) : [opaque(frame, name)]
}

/** Plain text ends where the bytes end: what is open is closed, a finish that nobody sent is not made up. */
export const endReader = (state: ReaderState): readonly ReplyEvent[] => endParts(state)

const opaque = (frame: Cursor, name: string | undefined): ReplyEvent => ({
  kind: 'opaque',
  dialect: ID,
  raw: frame.leaf(),
  ...(name !== undefined && { event: name }),
})

/** Events of a hosted tool stay raw; what they say of its input is said again by the item, which stands for them. */
function hearInput(state: ReaderState, frame: Cursor): void {
  const slot = state.slots[indexOf(frame) ?? -1]
  if (slot?.kind !== 'opaque' || slot.isDone || !frame.isRecorded) return
  for (const key of INPUT_KEYS) {
    const said = frame.string(key)
    if (said) slot.said = [...(slot.said ?? []), said]
  }
}

const INPUT_KEYS = ['delta', 'code', 'arguments'] as const

function begin(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const response = frame.object('response')
  if (!response) return undefined
  if (state.isStarted) return NOTHING
  state.isStarted = true
  const start = startOf(response)
  const rest = response.rest(ID)?.entries ?? []
  const entries = rest.filter(([key]) => key !== 'output')
  return [{ ...start, ...firstTierOf(rest), extras: ours(entries) }]
}

function conclude(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const response = frame.object('response')
  return response && readResponse(state, response)
}

/** Nested on the wire, flat in the documents. After it comes at most a `response.failed` that says the same. openai.md §5.3. */
function fail(state: ReaderState, frame: Cursor): ReplyEvent[] {
  if (state.hasFailed) return NOTHING
  state.hasFailed = true
  const error = frame.object('error')
  return [{ kind: 'error', failure: error ? readFailure(error) : readError(frame) }]
}

function addItem(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const item = frame.object('item')
  const index = indexOf(frame) ?? nextIndex(state)
  if (!item || state.slots[index]) return item && NOTHING
  const kind = kindOf(item, false)
  const wrap = [item.string('type'), kind === 'message' ? item.string('role') : undefined]
  const slot = addSlot(
    state,
    index,
    kind,
    wrap.filter((leaf) => leaf !== undefined),
  )
  const id = item.string('id')
  if (id) slot.id = id
  if (kind === 'opaque') return undefined
  return kind === 'call' ? openCall(state, slot, item) : NOTHING
}

function endItem(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const item = frame.object('item')
  return item && finishItem(state, indexOf(frame) ?? guessIndex(state), item)
}
