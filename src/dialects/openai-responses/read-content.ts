// Frames that say something inside an item: its texts, thoughts, arguments and citations. openai.md §5.2.
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { readAnnotation } from './citations.ts'
import { readTokens } from './logprobs.ts'
import {
  catchUp,
  giveBeside,
  giveCitation,
  giveText,
  giveTokens,
  openReasoning,
  openText,
  partKeyOf,
  separator,
} from './read-item.ts'
import type { ReaderState, Slot } from './reader-state.ts'
import { contentIndexOf, expectSlot, slotOf } from './reader-state.ts'
import { ID, ours } from './words.ts'

const NOTHING: ReplyEvent[] = []

export function addContent(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
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
export function endContent(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
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

export function textDelta(
  state: ReaderState,
  frame: Cursor,
  kind: 'text' | 'refusal',
): ReplyEvent[] | undefined {
  const delta = frame.string('delta')
  const found = delta && textSlot(state, frame, kind)
  if (!found) return undefined
  const [slot, opened] = found
  const tokens = kind === 'text' ? giveTokens(slot, readTokens(frame)) : NOTHING
  if (delta.value === '' && tokens.length === 0) return opened
  return [...opened, ...giveText(slot, delta), ...tokens]
}

export function textDone(
  state: ReaderState,
  frame: Cursor,
  kind: 'text' | 'refusal',
): ReplyEvent[] | undefined {
  const text = frame.string(kind)
  const found = text && textSlot(state, frame, kind)
  if (!found) return undefined
  const [slot, opened] = found
  const tokens = kind === 'text' && slot.tokens === 0 ? giveTokens(slot, readTokens(frame)) : NOTHING
  return [...opened, ...catchUp(slot, text), ...tokens]
}

/** Of the open text only: what is told of an earlier one is told again when that one is whole. */
export function addAnnotation(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const slot = slotOf(state, frame)
  if (slot?.kind !== 'message' || slot.part === undefined) return undefined
  if (contentIndexOf(frame, slot) !== slot.count - 1) return undefined
  const citation = readAnnotation(frame.object('annotation'))
  return citation && giveCitation(slot, citation)
}

export function nextReasoning(
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

export function reasoningDelta(
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

export function callDelta(state: ReaderState, frame: Cursor): ReplyEvent[] | undefined {
  const delta = frame.string('delta')
  const slot = slotOf(state, frame)
  return delta && slot?.kind === 'call' ? giveText(slot, delta) : undefined
}

/** No name here: without the item's own events a call can not be opened. openai.md §5.2. */
export function callDone(state: ReaderState, frame: Cursor, key: string): ReplyEvent[] | undefined {
  const slot = slotOf(state, frame)
  return slot?.kind === 'call' ? catchUp(slot, frame.string(key)) : undefined
}
