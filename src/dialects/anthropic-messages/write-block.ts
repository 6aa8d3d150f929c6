// Blocks of a streamed message, from their start to their stop. anthropic-gemini.md §A.7

import { restore } from '../../hub/extras.ts'
import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { added, bare, join, spell } from '../../hub/leaf.ts'
import type { PartHead } from '../../hub/reply.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import { textOf } from '../../hub/text.ts'
import type { DialectEvent } from '../dialect.ts'
import { writeCitation } from './citations.ts'
import { ID } from './words.ts'
import { writeHosted } from './write-hosted.ts'
import type { Of, WriterState } from './write-message.ts'
import { begin, named } from './write-message.ts'

/** The number of a part whose frames came raw, before it is told as a part. */
export const UNTOLD = -1

/** Only the first choice can be said here. Where the steps left parts interleaved, the earlier one is closed. */
export function writePartStart(state: WriterState, event: Of<'part-start'>): DialectEvent[] {
  const { part, head } = event
  if (event.choice) return []
  if (head.kind === 'opaque' && head.dialect !== ID)
    return head.trace ? [...begin(state), ...closeOpen(state), ...writeHosted(state, head.trace)] : []
  if (head.kind === 'opaque' && state.open?.part === UNTOLD) {
    state.open.part = part
    return []
  }
  const before = [...begin(state), ...closeOpen(state)]
  if (head.kind === 'reasoning' && (head.isRedacted || (head.itemId && !state.isOwn))) {
    state.waiting = event
    return before
  }
  return [...before, openBlock(state, part, head, writeHead(state, head))]
}

function openBlock(state: WriterState, part: number, head: PartHead, block: Written): DialectEvent {
  const index = state.nextIndex++
  state.open = { part, index, kind: head.kind, isCustom: head.kind === 'tool-call' && head.isCustom === true }
  if (head.kind === 'text' && !state.isOwn) state.open.said = ''
  return named('content_block_start', { index, content_block: block })
}

function writeHead(state: WriterState, head: PartHead): Written {
  if (head.kind === 'opaque') return head.raw
  const extras = restore(head.extras, ID)
  if (head.kind === 'tool-call') {
    const why = 'Messages wants an id on every call; the source had none.'
    const base = state.id.replaceAll(/[^a-zA-Z0-9_-]/g, '_')
    const id = head.id ?? added(`toolu_${base}_${state.nextIndex}`, 'derived-id', why)
    return { type: spell(head.tag, 'tool_use'), id, name: head.name, input: {}, ...extras }
  }
  if (head.kind === 'reasoning')
    return { type: spell(head.tag, 'thinking'), thinking: '', signature: '', ...extras }
  return { type: spell(head.tag, 'text'), text: '', ...extras }
}

function delta(index: number, type: string, fields: WrittenObject): DialectEvent {
  return {
    name: 'content_block_delta',
    data: { type: 'content_block_delta', index, delta: { type, ...fields } },
  }
}

/** An item of Responses opens with its first text or signature: it may hold nothing but a foreign seal. */
function openThinking(state: WriterState, part: number): DialectEvent[] {
  const { waiting } = state
  if (waiting?.part !== part || waiting.head.kind !== 'reasoning' || waiting.head.isRedacted) return []
  delete state.waiting
  return [openBlock(state, part, waiting.head, writeHead(state, waiting.head))]
}

export function writeDelta(state: WriterState, event: Of<'part-delta'>): DialectEvent[] {
  const { part, text } = event
  if (text.value === '') return []
  const { open } = state
  if (open?.part !== part) {
    const opened = openThinking(state, part)
    return opened.length > 0 ? [...opened, ...writeDelta(state, event)] : []
  }
  if (open.said !== undefined) open.said += text.value
  // Read from the start of a block of ours, which says it again.
  const isSaid = state.isOwn && text.by === 'arguments-as-text' && text.value === '{}'
  if (open.template && !isSaid) return [new Repeated(open.template, text, 0)]
  if (open.kind === 'opaque') return []
  if (open.kind === 'tool-call' && isSaid) return []
  if (open.isCustom) {
    open.held = join(open.held, text)
    return []
  }
  const [type, key] = DELTAS[open.kind] ?? DELTAS.text
  const written = delta(open.index, type, { [key]: text })
  const template = templateOf(written, text)
  if (template) open.template = template
  return [written]
}

/** How a piece of each kind of block is called, and the key of its text. */
const DELTAS: Readonly<Partial<Record<PartHead['kind'], readonly [type: string, key: string]>>> & {
  readonly text: readonly [string, string]
} = {
  'tool-call': ['input_json_delta', 'partial_json'],
  reasoning: ['thinking_delta', 'thinking'],
  text: ['text_delta', 'text'],
}

export function writeSource({ open }: WriterState, { part, citation }: Of<'part-citation'>): DialectEvent[] {
  if (open?.part !== part || open.said === undefined) return []
  const written = writeCitation(citation, open.said)
  return written ? [delta(open.index, 'citations_delta', { citation: written })] : []
}

/** A seal of another vendor stays beside the stream (law 10). */
export function writeSeal(state: WriterState, { part, seal }: Of<'part-seal'>): DialectEvent[] {
  if (seal.dialect !== ID) return []
  const opened = openThinking(state, part)
  const { waiting, open } = state
  if (waiting?.part === part) {
    delete state.waiting
    const head = waiting.head as Extract<PartHead, { kind: 'reasoning' }>
    const type = spell(head.tag, 'redacted_thinking')
    return [openBlock(state, part, { kind: 'text' }, { type, data: seal.value, ...restore(head.extras, ID) })]
  }
  if (open?.part !== part || open.kind !== 'reasoning') return []
  return [...opened, delta(open.index, 'signature_delta', { signature: seal.value })]
}

export function writePartEnd(state: WriterState, { part, extras }: Of<'part-end'>): DialectEvent[] {
  if (state.waiting?.part === part) delete state.waiting
  return state.open?.part === part ? closeOpen(state, restore(extras, ID)) : []
}

export function closeOpen(state: WriterState, stop: WrittenObject = {}): DialectEvent[] {
  const { open } = state
  if (!open) return []
  delete state.open
  const { index, held } = open
  const wrapped = held && spell(held, textOf({ input: held }), 'wrap-custom-input')
  const last = wrapped ? [delta(index, 'input_json_delta', { partial_json: wrapped })] : []
  return [...last, named('content_block_stop', counted(stop, index))]
}

/** The index of the source holds where it is the one we count. */
export const counted = (frame: WrittenObject, index: number): WrittenObject =>
  bare(frame.index) === index ? frame : { ...frame, index }
