import type { Citation } from '../../hub/citation.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { Tokens } from '../../hub/logprobs.ts'
import { joinTokens } from '../../hub/logprobs.ts'
import { settle } from '../../hub/settle.ts'
import type { DialectEvent } from '../dialect.ts'
import { writeAnnotation } from './citations.ts'
import type { OwnHead } from './item-words.ts'
import { callWords, isContent } from './item-words.ts'
import { fillTokens } from './logprobs.ts'
import { isOurs, PREFIXES, plain, restoreUnder } from './words.ts'
import type { End, Item, WriterState } from './writer-state.ts'
import { emit } from './writer-state.ts'

/** `resp_abc` → `abc`: items of one response share its stem. openai.md §6. */
export const stemOf = (state: WriterState): string =>
  (state.start?.id?.value ?? 'interlinear').replace(/^resp_/, '').replace(/[^A-Za-z0-9_-]/g, '') ||
  'interlinear'

export const derivedId = (state: WriterState, prefix: string): Leaf<string> =>
  added(
    `${prefix}_${stemOf(state)}${state.output.length}`,
    'derived-id',
    'Every item must have an id; made from the reply id and its place.',
  )

/** Neighbouring texts are parts of one message item, unless the source says that an item begins. */
export function startText(state: WriterState, part: number, head: OwnHead): DialectEvent[] {
  const own = restoreUnder('item', head.extras)
  const isSame = state.item?.kind === 'message' && !('id' in own)
  const closed = isSame ? endEntry(state) : closeItem(state)
  const opened = isSame ? [] : openMessage(state, head, own.id)
  const item = state.item as Item
  item.part = part
  item.partHead = head
  const place = { item_id: item.id, output_index: state.output.length, content_index: item.entries.length }
  return [
    ...closed,
    ...opened,
    emit(state, 'response.content_part.added', { ...place, part: textEntry({ partHead: head }, undefined) }),
  ]
}

function openMessage(state: WriterState, head: OwnHead, given: Written): DialectEvent[] {
  const id = typeof plain(given) === 'string' ? (given as Leaf<string>) : derivedId(state, PREFIXES.message)
  state.item = { kind: 'message', id, head, entries: [] }
  const item = {
    id,
    type: spell(head.tag, 'message'),
    status: 'in_progress',
    role: spell(head.tag, 'assistant'),
    content: [],
  }
  return [emit(state, 'response.output_item.added', { output_index: state.output.length, item })]
}

export const isRefusal = (head: OwnHead | undefined): boolean => head?.kind === 'refusal'

/** Strict clients want `annotations` and `logprobs` at texts, also empty; our own leftovers say themselves whether they were there. */
function textEntry(
  item: Pick<Item, 'partHead' | 'annotations' | 'tokens'>,
  text: Leaf<string> | undefined,
  end?: End,
): WrittenObject {
  const { partHead: head, annotations, tokens } = item
  if (isRefusal(head))
    return { type: spell(head?.tag, 'refusal'), refusal: text ?? '', ...restoreUnder('', end?.extras) }
  const type = isOurs(head?.extras) ? (head?.tag ?? 'output_text') : spell(head?.tag, 'output_text')
  const lists = isOurs(end?.extras)
    ? { annotations, logprobs: tokens, ...restoreUnder('', end?.extras) }
    : { annotations: annotations ?? [], logprobs: tokens ? fillTokens(tokens) : [] }
  return { type, text: text ?? '', ...lists }
}

/** An annotation is told at once, and again with the whole text. */
export function cite(state: WriterState, part: number, citation: Citation): DialectEvent[] {
  const item = textOf(state, part)
  const annotation = item && writeAnnotation(citation, item.text?.value.length ?? 0)
  if (!item || annotation === undefined) return []
  item.annotations ??= []
  const place = { ...placeOf(state, item), annotation_index: item.annotations.length }
  item.annotations.push(annotation)
  return [emit(state, 'response.output_text.annotation.added', { ...place, annotation })]
}

/** Tokens come after the pieces that they stand for, so they are told with the whole text. */
export function addTokens(state: WriterState, part: number, tokens: Tokens): DialectEvent[] {
  const item = textOf(state, part)
  if (item) item.tokens = joinTokens(item.tokens, tokens)
  return []
}

/** The item where the part is an open text. */
function textOf({ item }: WriterState, part: number): Item | undefined {
  return item?.kind === 'message' && item.part === part && !isRefusal(item.partHead) ? item : undefined
}

export function openReasoning(state: WriterState, part: number, head: OwnHead): DialectEvent[] {
  const given = head.kind === 'reasoning' ? head.itemId : undefined
  const id = given ?? derivedId(state, PREFIXES.reasoning)
  state.item = { kind: 'reasoning', id, head, entries: [], part, partHead: head }
  delete state.waiting
  return [
    emit(state, 'response.output_item.added', {
      output_index: state.output.length,
      item: { id, type: spell(head.tag, 'reasoning'), summary: [] },
    }),
  ]
}

export function openCall(state: WriterState, part: number, head: OwnHead): DialectEvent[] {
  if (head.kind !== 'tool-call') return []
  const id =
    head.itemId ?? derivedId(state, head.isCustom ? PREFIXES.custom_tool_call : PREFIXES.function_call)
  state.item = { kind: 'call', id, head, entries: [], part, partHead: head }
  return [
    emit(state, 'response.output_item.added', {
      output_index: state.output.length,
      item: callItem(state, state.item, 'in_progress'),
    }),
  ]
}

function callItem(state: WriterState, item: Item, status: string | undefined): WrittenObject {
  const { type, key } = callWords(item.head)
  const { id, name } = item.head.kind === 'tool-call' ? item.head : { id: undefined, name: undefined }
  const callId = id ?? (isOurs(item.head.extras) ? undefined : derivedId(state, 'call'))
  return {
    id: item.id,
    type: spell(item.head.tag, type),
    status,
    call_id: callId,
    name,
    [key]: item.text ?? '',
  }
}

/** Where the open entry stands, in the words of its item. */
export function placeOf(state: WriterState, item: Item): WrittenObject {
  const place = { item_id: item.id, output_index: state.output.length }
  if (item.kind === 'call') return place
  return {
    ...place,
    [item.kind === 'reasoning' && !isContent(item) ? 'summary_index' : 'content_index']: item.entries.length,
  }
}

const reasoningEntry = (item: Item, text: Leaf<string> | undefined): WrittenObject => ({
  type: spell(item.parting ?? item.head.tag, isContent(item) ? 'reasoning_text' : 'summary_text'),
  text: text ?? '',
})

/** Summaries open with their first text: most reasoning items have none. */
export function openEntry(state: WriterState, item: Item): DialectEvent[] {
  if (item.text) return []
  item.text = { value: '', from: [] }
  const type = isContent(item) ? 'response.content_part.added' : 'response.reasoning_summary_part.added'
  return [emit(state, type, { ...placeOf(state, item), part: reasoningEntry(item, undefined) })]
}

/** Ends the text, summary or arguments being written; the item stays. */
export function endEntry(state: WriterState, end?: End): DialectEvent[] {
  const { item } = state
  if (!item) return []
  delete item.template
  const place = placeOf(state, item)
  const { text } = item
  if (item.kind === 'call') {
    if (item.part === undefined) return []
    const { event, key } = callWords(item.head)
    return [emit(state, `${event}.done`, { ...place, [key]: text ?? '' })]
  }
  if (item.kind === 'reasoning') {
    // A summary that was begun by nothing but the parting before it is an empty one.
    const opened = item.parting ? openEntry(state, item) : []
    return item.text ? [...opened, ...endReasoningEntry(state, item, item.text)] : []
  }
  if (item.part === undefined) return []
  const entry = textEntry(item, text, end)
  const said = isRefusal(item.partHead)
    ? emit(state, 'response.refusal.done', { ...place, refusal: text ?? '' })
    : undefined
  const done =
    said ??
    emit(state, 'response.output_text.done', { ...place, text: text ?? '', logprobs: entry.logprobs ?? [] })
  item.entries.push(entry)
  delete item.part
  delete item.text
  delete item.annotations
  delete item.tokens
  return [done, emit(state, 'response.content_part.done', { ...place, part: entry })]
}

function endReasoningEntry(state: WriterState, item: Item, text: Leaf<string>): DialectEvent[] {
  const place = placeOf(state, item)
  const entry = reasoningEntry(item, text)
  const [said, done] = isContent(item)
    ? ['response.reasoning_text.done', 'response.content_part.done']
    : ['response.reasoning_summary_text.done', 'response.reasoning_summary_part.done']
  item.entries.push(entry)
  delete item.text
  delete item.parting
  return [
    emit(state, said as string, { ...place, text }),
    emit(state, done as string, { ...place, part: entry }),
  ]
}

export function closeItem(state: WriterState, end?: End): DialectEvent[] {
  delete state.waiting
  const { item } = state
  if (!item) return []
  const ended = endEntry(state, end)
  const written = doneItem(state, item, end)
  const done = emit(state, 'response.output_item.done', { output_index: state.output.length, item: written })
  state.output.push(settle(written))
  delete state.item
  return [...ended, done]
}

function doneItem(state: WriterState, item: Item, end: End | undefined): WrittenObject {
  const own = isOurs(end?.extras)
  const status = own ? undefined : 'completed'
  if (item.kind === 'message') {
    const { head, id, entries } = item
    const known = {
      id,
      type: spell(head.tag, 'message'),
      status,
      role: spell(head.tag, 'assistant'),
      content: entries,
    }
    return { ...known, ...restoreUnder('item', end?.extras) }
  }
  if (item.kind === 'call') return { ...callItem(state, item, status), ...restoreUnder('', end?.extras) }
  const lists = isContent(item) ? { summary: [], content: item.entries } : { summary: item.entries }
  const known = {
    id: item.id,
    type: spell(item.head.tag, 'reasoning'),
    ...lists,
    encrypted_content: item.seal,
  }
  return { ...known, ...restoreUnder('', end?.extras) }
}
