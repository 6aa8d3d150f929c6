import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, made, spell } from '../../hub/leaf.ts'
import type { Tokens } from '../../hub/logprobs.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import { readAnnotations } from './citations.ts'
import { readTokens } from './logprobs.ts'
import { readHosted } from './read-hosted.ts'
import { readCallPart, readReasoningTexts } from './read-part.ts'
import type { ReaderState, Slot } from './reader-state.ts'
import { addSlot } from './reader-state.ts'
import { ID, JOIN_SUMMARIES, ours, under } from './words.ts'

/** Opens the next part of an item; the one before it ends. */
function openPart(state: ReaderState, slot: Slot, head: PartHead): ReplyEvent[] {
  const ended = endPart(slot)
  slot.part = state.parts++
  slot.length = 0
  slot.cited = 0
  slot.tokens = 0
  slot.count++
  return [...ended, { kind: 'part-start', part: slot.part, head }]
}

/** The first part of a message item also says which item it opens; extras without an entry mean: the same one. */
export function openText(
  state: ReaderState,
  slot: Slot,
  kind: 'text' | 'refusal',
  type: Leaf<string> | undefined,
): ReplyEvent[] {
  const isFirst = slot.count === 0
  const tag = also(
    type ?? { value: kind === 'text' ? 'output_text' : 'refusal', from: [] },
    ...(isFirst ? slot.wrap : []),
  )
  const extras = isFirst ? ours([['item/id', slot.id ?? { value: null, from: [] }]]) : ours()
  return openPart(state, slot, { kind, tag, extras })
}

export function openReasoning(
  state: ReaderState,
  slot: Slot,
  body: 'summary' | 'content',
  type: Leaf<string> | undefined,
): ReplyEvent[] {
  slot.body = body
  const word = body === 'content' ? 'reasoning_text' : 'reasoning'
  const tag = also(spell(type, word), ...slot.wrap)
  return openPart(state, slot, {
    kind: 'reasoning',
    tag,
    extras: ours(),
    ...(slot.id && { itemId: slot.id }),
  })
}

export function giveText(slot: Slot, text: Leaf<string>): ReplyEvent[] {
  if (slot.part === undefined || text.value === '') return []
  slot.length += text.value.length
  return [{ kind: 'part-delta', part: slot.part, text }]
}

/** `done` events repeat the whole text; servers that send no deltas say it here for the first time. */
export function catchUp(slot: Slot, whole: Leaf<string> | undefined): ReplyEvent[] {
  if (!whole || whole.value.length <= slot.length) return []
  return giveText(slot, slot.length === 0 ? whole : spell(whole, whole.value.slice(slot.length)))
}

/** One more citation of the open part. */
export function giveCitation(slot: Slot, citation: Citation): ReplyEvent[] {
  if (slot.part === undefined) return []
  slot.cited++
  return [{ kind: 'part-citation', part: slot.part, citation }]
}

export function giveTokens(slot: Slot, tokens: Tokens | undefined): ReplyEvent[] {
  if (slot.part === undefined || !tokens) return []
  slot.tokens += tokens.value.length
  return [{ kind: 'part-logprobs', part: slot.part, tokens }]
}

/** What a whole text says beside its words, as far as no event said it before. The rest of it is left over. */
export function giveBeside(slot: Slot, entry: Cursor): ReplyEvent[] {
  if (slot.part === undefined) return []
  const citations = (readAnnotations(entry) ?? []).slice(slot.cited)
  const known = slot.tokens
  const tokens = readTokens(entry)
  return [
    ...citations.flatMap((citation) => giveCitation(slot, citation)),
    ...(known === 0 ? giveTokens(slot, tokens) : []),
  ]
}

export const separator = (next: Leaf<string> | undefined): Leaf<string> => made('\n\n', JOIN_SUMMARIES, next)

/** The end of the open part, with the leftovers of part and item. */
export function endPart(slot: Slot, itemExtras?: Extras['entries']): ReplyEvent[] {
  if (slot.part === undefined) return []
  const part = slot.part
  const extras = ours(slot.held?.entries ?? [], itemExtras ?? [])
  delete slot.part
  delete slot.held
  return [{ kind: 'part-end', part, extras }]
}

/** Message parts that the hub knows; one that it does not know makes the whole item opaque. */
const PART_KEYS: Readonly<Record<string, readonly ['text' | 'refusal', key: string]>> = {
  output_text: ['text', 'text'],
  text: ['text', 'text'],
  refusal: ['refusal', 'refusal'],
}

export const partKeyOf = (part: Cursor): (typeof PART_KEYS)[string] | undefined => {
  const type = part.peek('type')
  const known = typeof type === 'string' && Object.hasOwn(PART_KEYS, type) ? PART_KEYS[type] : undefined
  return known && typeof part.peek(known[1]) === 'string' ? known : undefined
}

export function kindOf(item: Cursor, isWhole: boolean): Slot['kind'] {
  const type = item.peek('type')
  if (type === 'reasoning') return 'reasoning'
  if (type === 'function_call' || type === 'custom_tool_call') {
    return typeof item.peek('name') === 'string' && (!isWhole || hasArguments(item)) ? 'call' : 'opaque'
  }
  if (type !== 'message' || item.peek('role') !== 'assistant') return 'opaque'
  if (!isWhole) return 'message'
  const content = item.peek('content')
  const isKnown = Array.isArray(content) && content.length > 0 && contentOf(item).every(partKeyOf)
  return isKnown ? 'message' : 'opaque'
}

const hasArguments = (item: Cursor): boolean =>
  typeof item.peek(item.peek('type') === 'custom_tool_call' ? 'input' : 'arguments') === 'string'

const contentOf = (item: Cursor): Cursor[] => item.at('content')?.items() ?? []

/** Ends an item by its complete form, giving what no event gave before: all of it where there were none. */
export function finishItem(state: ReaderState, index: number, item: Cursor): ReplyEvent[] {
  const known = state.slots[index]
  if (known?.isDone) return []
  const kind = kindOf(item, true)
  // Parts already given can not be taken back: their item ends as what it began.
  const slot = known && (known.count > 0 || known.kind === kind) ? known : addSlot(state, index, kind)
  slot.isDone = true
  return FINISHERS[slot.kind](state, slot, item)
}

const FINISHERS: Readonly<
  Record<Slot['kind'], (state: ReaderState, slot: Slot, item: Cursor) => ReplyEvent[]>
> = {
  message: finishMessage,
  reasoning: finishReasoning,
  call: finishCall,
  opaque: finishOpaque,
}

function finishOpaque(state: ReaderState, slot: Slot, item: Cursor): ReplyEvent[] {
  const trace = readHosted(item, slot.said)
  delete slot.said
  const head: PartHead = { kind: 'opaque', dialect: ID, raw: item.leaf(), ...(trace && { trace }) }
  return [...openPart(state, slot, head), ...endPart(slot)]
}

function finishMessage(state: ReaderState, slot: Slot, item: Cursor): ReplyEvent[] {
  wrapOf(slot, item)
  const events: ReplyEvent[] = []
  ;(item.list('content') ?? []).forEach((part, contentIndex) => {
    const known = partKeyOf(part)
    if (!known || contentIndex < slot.count - 1) return
    const type = part.string('type')
    const text = part.string(known[1])
    if (contentIndex >= slot.count) events.push(...openText(state, slot, known[0], type))
    events.push(...catchUp(slot, text), ...giveBeside(slot, part))
    slot.held = part.rest(ID) ?? ours()
  })
  return [...events, ...endPart(slot, under('item', item.rest(ID)))]
}

function finishReasoning(state: ReaderState, slot: Slot, item: Cursor): ReplyEvent[] {
  wrapOf(slot, item)
  const events: ReplyEvent[] = []
  if (slot.body !== undefined && slot.length > 0) takeShown(item, slot.body)
  else {
    const texts = readReasoningTexts(item)
    const type = texts[0]?.tag
    const body = type?.value === 'reasoning_text' ? 'content' : 'summary'
    if (slot.body === undefined) events.push(...openReasoning(state, slot, body, type))
    texts.forEach(({ text, tag }, i) => {
      events.push(...(i > 0 ? giveText(slot, separator(tag)) : []), ...giveText(slot, text))
    })
  }
  const seal = item.string('encrypted_content')
  if (seal && slot.part !== undefined)
    events.push({ kind: 'part-seal', part: slot.part, seal: { dialect: ID, value: seal } })
  return [...events, ...endPart(slot, item.rest(ID)?.entries)]
}

/** The list that was streamed already, as long as it holds texts: an empty one is kept as an extra. */
function takeShown(item: Cursor, body: 'summary' | 'content'): void {
  const list = item.peek(body)
  if (Array.isArray(list) && list.length > 0) item.at(body)
}

/** The item's own tags and id, where `output_item.added` did not say them. */
function wrapOf(slot: Slot, item: Cursor): void {
  const wrap = [item.string('type'), slot.kind === 'message' ? item.string('role') : undefined].filter(
    (leaf) => leaf !== undefined,
  )
  const id = item.string('id')
  if (slot.wrap.length === 0) slot.wrap = wrap
  if (!slot.id && id) slot.id = id
}

export function openCall(state: ReaderState, slot: Slot, item: Cursor): ReplyEvent[] {
  const isCustom = item.peek('type') === 'custom_tool_call'
  const tag = item.string('type')
  const itemId = item.string('id')
  const id = item.string('call_id')
  const name = item.string('name') as Leaf<string>
  const head: PartHead = {
    kind: 'tool-call',
    name,
    extras: ours(),
    ...(tag && { tag }),
    ...(id && { id }),
    ...(itemId && { itemId }),
    ...(isCustom && { isCustom }),
  }
  return openPart(state, slot, head)
}

function finishCall(state: ReaderState, slot: Slot, item: Cursor): ReplyEvent[] {
  const events = slot.count === 0 ? openCall(state, slot, item) : []
  const call = readCallPart(item)
  return [...events, ...catchUp(slot, call?.arguments), ...endPart(slot, item.rest(ID)?.entries)]
}

/** Ends what is still open, in the order of opening. */
export const endParts = (state: ReaderState): ReplyEvent[] =>
  Object.values(state.slots).flatMap((slot) => endPart(slot))
