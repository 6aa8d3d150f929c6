import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { readAnnotation } from './citations.ts'
import { readError, readFailure } from './errors.ts'
import { endFrame } from './frames/keep-frames.ts'
import { readTokens } from './logprobs.ts'
import {
  catchUp,
  endParts,
  finishItem,
  giveBeside,
  giveCitation,
  giveText,
  giveTokens,
  kindOf,
  openCall,
  openReasoning,
  openText,
  partKeyOf,
  separator,
} from './read-item.ts'
import { firstTierOf, readResponse, startOf } from './read-reply.ts'
import type { ReaderState, Slot } from './reader-state.ts'
import {
  addSlot,
  contentIndexOf,
  expectSlot,
  guessIndex,
  indexOf,
  nextIndex,
  slotOf,
} from './reader-state.ts'
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

function addContent(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const part = frame.object('part')
  if (part?.peek('type') === 'reasoning_text') return nextReasoning(state, frame, 'content')
  const known = part && partKeyOf(part)
  const slot = known && expectSlot(state, frame, 'message')
  if (!known || !slot) return undefined
  if (contentIndexOf(frame, slot) < slot.count) return NOTHING
  return [
    ...openText(state, slot, known[0], part.string('type')),
    ...giveText(slot, part.string(known[1]) as Leaf<string>),
  ]
}

/** Annotations and log probabilities are complete here. The part stays open until the next one or the item's end. */
function endContent(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const part = frame.object('part')
  const slot = slotOf(state, frame)
  const known = part && partKeyOf(part)
  if (!known || slot?.kind !== 'message' || contentIndexOf(frame, slot) !== slot.count - 1) return NOTHING
  part.string('type')
  const events = [...catchUp(slot, part.string(known[1])), ...giveBeside(slot, part)]
  slot.held = part.rest(ID) ?? ours()
  return events
}

/** Opens the part where `content_part.added` was never sent. */
function textSlot(
  state: ReaderState,
  frame: Cursor,
  kind: 'text' | 'refusal',
): [Slot, ReplyEvent[]] | undefined {
  const slot = expectSlot(state, frame, 'message')
  if (!slot || slot.isDone) return undefined
  return [slot, contentIndexOf(frame, slot) < slot.count ? NOTHING : openText(state, slot, kind, undefined)]
}

function textDelta(state: ReaderState, frame: Cursor, kind: 'text' | 'refusal'): ReplyEvent[] | undefined {
  const delta = frame.string('delta')
  const found = delta && textSlot(state, frame, kind)
  if (!found) return undefined
  const [slot, opened] = found
  const tokens = kind === 'text' ? giveTokens(slot, readTokens(frame)) : NOTHING
  if (delta.value === '' && tokens.length === 0) return opened
  return [...opened, ...giveText(slot, delta), ...tokens]
}

function textDone(state: ReaderState, frame: Cursor, kind: 'text' | 'refusal'): ReplyEvent[] | undefined {
  const text = frame.string(kind)
  const found = text && textSlot(state, frame, kind)
  if (!found) return undefined
  const [slot, opened] = found
  const tokens = kind === 'text' && slot.tokens === 0 ? giveTokens(slot, readTokens(frame)) : NOTHING
  return [...opened, ...catchUp(slot, text), ...tokens]
}

/** Of the open text only: what is told of an earlier one is told again when that one is whole. */
function addAnnotation(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const slot = slotOf(state, frame)
  if (slot?.kind !== 'message' || slot.part === undefined) return undefined
  if (contentIndexOf(frame, slot) !== slot.count - 1) return undefined
  const citation = readAnnotation(frame.object('annotation'))
  return citation && giveCitation(slot, citation)
}

function nextReasoning(
  state: ReaderState,
  frame: Cursor,
  body: 'summary' | 'content',
): ReplyEvent[] | undefined {
  const slot = expectSlot(state, frame, 'reasoning')
  if (!slot || slot.isDone) return undefined
  const part = frame.object('part')
  const type = part?.string('type')
  const text = part?.string('text') ?? spell(type, '')
  if (slot.body === undefined) return [...openReasoning(state, slot, body, type), ...giveText(slot, text)]
  if (slot.body !== body) return NOTHING
  return [...giveText(slot, separator(type)), ...giveText(slot, text)]
}

function reasoningDelta(
  state: ReaderState,
  frame: Cursor,
  body: 'summary' | 'content',
): ReplyEvent[] | undefined {
  const delta = frame.string('delta')
  const slot = delta && expectSlot(state, frame, 'reasoning')
  if (!slot || slot.isDone) return undefined
  const opened = slot.body === undefined ? openReasoning(state, slot, body, undefined) : NOTHING
  return slot.body === body ? [...opened, ...giveText(slot, delta)] : NOTHING
}

function callDelta(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const delta = frame.string('delta')
  const slot = slotOf(state, frame)
  return delta && slot?.kind === 'call' ? giveText(slot, delta) : undefined
}

/** No name here: without the item's own events a call can not be opened. openai.md §5.2. */
function callDone(state: ReaderState, frame: Cursor, key: string): ReplyEvent[] | undefined {
  const slot = slotOf(state, frame)
  return slot?.kind === 'call' ? catchUp(slot, frame.string(key)) : undefined
}
