import type { Target } from '../../hub/dialect.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { join, spell } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import { settle } from '../../hub/settle.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import { mergeUsage } from '../../hub/usage.ts'
import type { DialectEvent, FrameWish } from '../dialect.ts'
import { keepFrame, startKeeping } from './frames/keep-frames.ts'
import type { Start } from './item-words.ts'
import { callWords, isContent } from './item-words.ts'
import { field, ID, isContentType, isOurs, JOIN_SUMMARIES, plain, restoreUnder, spread } from './words.ts'
import { flushHosted, writeHosted } from './write-hosted.ts'
import {
  addTokens,
  cite,
  closeItem,
  endEntry,
  isRefusal,
  openCall,
  openEntry,
  openReasoning,
  placeOf,
  startText,
} from './write-item.ts'
import { errorFields, failed, finished, response } from './write-response.ts'
import type { End, Item, WriterState } from './writer-state.ts'
import { emit } from './writer-state.ts'

export type { WriterState }

export const startWriter = (_target: Target, { keepsFrames }: FrameWish = {}): WriterState => ({
  isStarted: false,
  sequence: 0,
  output: [],
  hosted: [],
  ...(keepsFrames && { keeping: startKeeping() }),
})

export function writeEvent(state: WriterState, event: ReplyEvent): readonly DialectEvent[] {
  if (state.keeping) return keepFrame(state.keeping, event)
  // Most events are these.
  if (event.kind === 'part-delta') return event.text.value === '' ? [] : extend(state, event.part, event.text)
  // One answer only: parts of further choices are never opened, so their deltas find no item.
  if ('choice' in event && (event.choice ?? 0) > 0) return []
  switch (event.kind) {
    case 'reply-start':
      return open(state, event)
    case 'part-start':
      return [...open(state), ...startPart(state, event.part, event.head)]
    case 'part-seal':
      return event.seal.dialect === ID ? seal(state, event.part, event.seal.value) : []
    case 'part-end':
      return endPart(state, event)
    case 'usage':
      state.usage = mergeUsage(state.usage, event.usage)
      return []
    case 'finish':
      // Usage may still follow, and the terminal event carries both.
      state.finish ??= event
      return []
    case 'error':
      state.failure = event.failure
      // A stream that never began has nothing to fail: the error alone is said.
      return [...closeItem(state), emit(state, 'error', errorFields(event.failure))]
    case 'opaque':
      return event.dialect === ID ? [...open(state), ...writeRaw(state, event.raw)] : []
    case 'part-citation':
      return cite(state, event.part, event.citation)
    case 'part-logprobs':
      return addTokens(state, event.part, event.tokens)
    case 'frame':
      return []
  }
}

export function endWriter(state: WriterState): readonly DialectEvent[] {
  // Frames that are kept end as the source did.
  if (state.keeping) return []
  if (!state.isStarted && !state.finish && !state.usage) return []
  const closed = [...open(state), ...closeItem(state), ...(state.failure ? [] : flushHosted(state))]
  const last = state.failure ? failed(state, state.failure) : state.finish && finished(state, state.finish)
  if (last) return [...closed, emit(state, `response.${last.type}`, { response: last.response })]
  // Nobody said how it ended: usage alone may still be told, of a response that goes on.
  return state.usage
    ? [...closed, emit(state, 'response.in_progress', { response: response(state, {}) })]
    : closed
}

/** The opening ceremony, once; strict clients want it before anything else. openai.md §5.4. */
function open(state: WriterState, start?: Start): DialectEvent[] {
  if (state.isStarted) return []
  state.isStarted = true
  if (start) state.start = start
  const opening = response(state, {})
  return [
    emit(state, 'response.created', { response: opening }),
    emit(state, 'response.in_progress', { response: opening }),
  ]
}

function startPart(state: WriterState, part: number, head: PartHead): DialectEvent[] {
  if (head.kind === 'opaque') {
    if (head.dialect === ID) return [...closeItem(state), ...doneRaw(state, head.raw)]
    return head.trace ? writeHosted(state, head.trace) : []
  }
  if (head.kind === 'text' || head.kind === 'refusal') return startText(state, part, head)
  const closed = closeItem(state)
  if (head.kind === 'reasoning' && !isOurs(head.extras)) {
    state.waiting = { part, head }
    return closed
  }
  return [
    ...closed,
    ...(head.kind === 'reasoning' ? openReasoning(state, part, head) : openCall(state, part, head)),
  ]
}

/** A later piece of text: of a message, of thinking, of arguments. */
function extend(state: WriterState, part: number, text: Leaf<string>): DialectEvent[] {
  const { waiting } = state
  const opened = waiting?.part === part ? openReasoning(state, part, waiting.head) : []
  const { item } = state
  if (item?.part !== part) return opened
  const isParting = text.by === JOIN_SUMMARIES
  if (item.template && !isParting) {
    item.text = join(item.text, text)
    return [new Repeated(item.template, text, state.sequence++)]
  }
  const written =
    item.kind === 'reasoning' ? extendReasoning(state, item, text) : [extendEntry(state, item, text)]
  const last = written.at(-1)
  const template = last && !isParting && templateOf(last, text, 'sequence_number')
  if (template) item.template = template
  return [...opened, ...written]
}

function extendEntry(state: WriterState, item: Item, text: Leaf<string>): DialectEvent {
  item.text = join(item.text, text)
  const place = placeOf(state, item)
  if (item.kind === 'call')
    return emit(state, `${callWords(item.head).event}.delta`, { ...place, delta: text })
  if (isRefusal(item.partHead)) return emit(state, 'response.refusal.delta', { ...place, delta: text })
  return emit(state, 'response.output_text.delta', { ...place, delta: text, logprobs: [] })
}

function extendReasoning(state: WriterState, item: Item, text: Leaf<string>): DialectEvent[] {
  if (text.by === JOIN_SUMMARIES) {
    const ended = [...openEntry(state, item), ...endEntry(state)]
    item.parting = text
    return ended
  }
  const opened = openEntry(state, item)
  item.text = join(item.text?.value === '' ? undefined : item.text, text)
  const type = isContent(item) ? 'response.reasoning_text.delta' : 'response.reasoning_summary_text.delta'
  return [...opened, emit(state, type, { ...placeOf(state, item), delta: text })]
}

function seal(state: WriterState, part: number, value: Leaf<string>): DialectEvent[] {
  const { waiting } = state
  const opened = waiting?.part === part ? openReasoning(state, part, waiting.head) : []
  if (state.item?.part === part) state.item.seal = value
  return opened
}

/** A message stays open for the next text, unless its own leftovers say that this was the last. */
function endPart(state: WriterState, end: End): DialectEvent[] {
  if (state.waiting?.part === end.part) delete state.waiting
  const { item } = state
  if (item?.part !== end.part) return []
  if (item.kind !== 'message') return closeItem(state, end)
  const isLast = Object.keys(restoreUnder('item', end.extras)).length > 0
  return isLast ? closeItem(state, end) : endEntry(state, end)
}

/** A frame of our own without a neutral meaning goes out as it came, counted anew. */
function writeRaw(state: WriterState, raw: Leaf): DialectEvent[] {
  const fields = spread(raw)
  const type = plain(fields.type)
  if (typeof type !== 'string') return []
  const isItem = type === 'response.output_item.added'
  const closed = isItem ? closeItem(state) : []
  if (isItem) state.rawIndex = state.output.length
  const place = Number(plain(fields.output_index))
  const index =
    place >= 0
      ? { output_index: spell(fields.output_index as Leaf, Math.min(place, state.output.length)) }
      : {}
  const sequence = { sequence_number: spell(fields.sequence_number as Leaf | undefined, state.sequence++) }
  return [...closed, { name: type, data: { ...fields, ...sequence, ...index } }]
}

function doneRaw(state: WriterState, raw: Leaf): DialectEvent[] {
  if (isContentType(field(raw, 'type'))) return []
  const index = state.output.length
  const announced =
    state.rawIndex === index
      ? []
      : [emit(state, 'response.output_item.added', { output_index: index, item: raw })]
  state.output.push(settle(raw))
  delete state.rawIndex
  return [...announced, emit(state, 'response.output_item.done', { output_index: index, item: raw })]
}
