import { restore } from '../../hub/extras.ts'
import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { added, bare, join, spell } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import { present } from '../../hub/present.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import { addUsage } from '../../hub/usage.ts'
import { atPointer } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { below } from './assemble.ts'
import { writeCitation } from './citations.ts'
import { writeError } from './errors.ts'
import { ID, isOurs } from './words.ts'
import { keepEvent } from './write-frame.ts'
import { writeHosted } from './write-hosted.ts'
import type { Of, WriterState } from './write-message.ts'
import { begin, flushStart, messageDelta, named } from './write-message.ts'

/** The number of a part whose frames came raw, before it is told as a part. */
const UNTOLD = -1

const WRITERS: { readonly [K in ReplyEvent['kind']]: (state: WriterState, event: Of<K>) => DialectEvent[] } =
  {
    'reply-start': writeStart,
    'part-start': writePartStart,
    'part-delta': writeDelta,
    'part-seal': writeSeal,
    'part-citation': writeSource,
    'part-logprobs': () => [],
    'part-end': writePartEnd,
    usage: writeCounts,
    finish: writeFinish,
    error: writeFailure,
    opaque: writeRaw,
    frame: () => [],
  }

/** anthropic-gemini.md §A.7: after an error nothing more is said. */
export function writeEvent(state: WriterState, event: ReplyEvent): readonly DialectEvent[] {
  if (state.kept) return keepEvent(state.kept, event)
  if (state.isOver) return []
  const before = event.kind === 'usage' ? [] : flushStart(state)
  const write = WRITERS[event.kind] as (state: WriterState, event: ReplyEvent) => DialectEvent[]
  const now = write(state, event)
  return before.length === 0 ? now : [...before, ...now]
}

/** A reply without a finish was cut short: its blocks are closed, and no reason is invented. */
export function endWriting(state: WriterState): readonly DialectEvent[] {
  if (state.isOver || state.kept) return []
  const before = [...flushStart(state), ...closeOpen(state)]
  if (!state.finish || state.hasStopped) return before
  const delta = state.hasFinished && !state.fresh ? [] : [messageDelta(state, state.finish)]
  return [...before, ...begin(state), ...delta, named('message_stop', {})]
}

function writeStart(state: WriterState, event: Of<'reply-start'>): DialectEvent[] {
  if (state.isStarted) return []
  state.start = event
  state.isOwn = isOurs(event.extras)
  // Our own message_start brings counts, which the reader tells next.
  return state.isOwn ? [] : flushStart(state)
}

/** Only the first choice can be said here. Where the steps left parts interleaved, the earlier one is closed. */
function writePartStart(state: WriterState, event: Of<'part-start'>): DialectEvent[] {
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

function writeDelta(state: WriterState, event: Of<'part-delta'>): DialectEvent[] {
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

function writeSource({ open }: WriterState, { part, citation }: Of<'part-citation'>): DialectEvent[] {
  if (open?.part !== part || open.said === undefined) return []
  const written = writeCitation(citation, open.said)
  return written ? [delta(open.index, 'citations_delta', { citation: written })] : []
}

/** A seal of another vendor stays beside the stream (law 10). */
function writeSeal(state: WriterState, { part, seal }: Of<'part-seal'>): DialectEvent[] {
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

function writePartEnd(state: WriterState, { part, extras }: Of<'part-end'>): DialectEvent[] {
  if (state.waiting?.part === part) delete state.waiting
  return state.open?.part === part ? closeOpen(state, restore(extras, ID)) : []
}

function closeOpen(state: WriterState, stop: WrittenObject = {}): DialectEvent[] {
  const { open } = state
  if (!open) return []
  delete state.open
  const { index, held } = open
  const wrapped = held && spell(held, JSON.stringify({ input: held.value }), 'wrap-custom-input')
  const last = wrapped ? [delta(index, 'input_json_delta', { partial_json: wrapped })] : []
  return [...last, named('content_block_stop', counted(stop, index))]
}

/** The index of the source holds where it is the one we count. */
const counted = (frame: WrittenObject, index: number): WrittenObject =>
  bare(frame.index) === index ? frame : { ...frame, index }

/** message_delta is cumulative, and wants counts and reason together: they wait for each other, at most to the end. */
function writeCounts(state: WriterState, { usage }: Of<'usage'>): DialectEvent[] {
  const isSame = state.all === state.fresh
  state.all = addUsage(state.all, usage)
  state.fresh = isSame ? state.all : addUsage(state.fresh, usage)
  const before = flushStart(state)
  const { finish } = state
  return finish && !state.open && !state.hasFinished ? [...before, messageDelta(state, finish)] : before
}

function writeFinish(state: WriterState, event: Of<'finish'>): DialectEvent[] {
  if (event.choice) return []
  state.finish = event
  state.hasFinished = false
  // Of a stream of ours the counts came just before, in the same frame.
  return isOurs(event.extras) && state.fresh
    ? [...begin(state), ...closeOpen(state), messageDelta(state, event)]
    : []
}

function writeFailure(state: WriterState, { failure }: Of<'error'>): DialectEvent[] {
  state.isOver = true
  const { type: _, ...body } = writeError(failure, noLosses())
  return [{ name: 'error', data: { type: spell(failure.tag, 'error'), ...body } }]
}

/** Frames of ours come home as they were, but for their index, which counts the blocks that were written. */
function writeRaw(state: WriterState, { dialect, raw, event }: Of<'opaque'>): DialectEvent[] {
  const frame = below(raw)
  if (dialect !== ID || !frame) return []
  const name = present({ name: event })
  if (event === 'content_block_start') {
    const before = [...begin(state), ...closeOpen(state)]
    const index = state.nextIndex++
    state.open = { part: UNTOLD, index, kind: 'opaque', isCustom: false }
    return [...before, { ...name, data: counted(frame, index) }]
  }
  if (event === 'content_block_delta') {
    return state.open ? [{ ...name, data: counted(frame, state.open.index) }] : []
  }
  if (event === 'message_stop') {
    // Where a step still holds the finish, the end says it.
    if (!state.hasFinished || state.hasStopped) return []
    state.hasStopped = true
  }
  if (event !== 'message_start') return [{ ...name, data: frame }]
  return [
    ...endWriting(state),
    ...startAgain(state, atPointer(raw.value, '/message/id')),
    { ...name, data: frame },
  ]
}

/** A second message in one stream: blocks count from 0 again, but for a mere duplicate. */
function startAgain(state: WriterState, id: unknown): DialectEvent[] {
  delete state.finish
  state.hasFinished = false
  state.hasStopped = false
  if (id !== state.id) state.nextIndex = 0
  if (typeof id === 'string') state.id = id
  return []
}
