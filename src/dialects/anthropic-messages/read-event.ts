import { argumentsAsObject, argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, join, made } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { readError } from './errors.ts'
import { blockEvents, readBlock, readFinish, readMessage } from './read-reply.ts'
import type { Counts } from './usage.ts'
import { readUsage } from './usage.ts'
import { ID, ours, present, wordOf } from './words.ts'

/** A block between its start and its stop. */
interface OpenBlock {
  readonly part: number
  readonly kind: PartHead['kind']
  hasText: boolean
  /** Of a call: what the start said, which holds where no delta comes. §A.7 */
  readonly input?: Leaf<Json>
  /** Of a block kept raw: its frames go by as they are, and at its stop it is told once more, complete. */
  raw?: Leaf<Json>
  json?: Leaf<string>
}

export interface ReaderState {
  isStarted: boolean
  partCount: number
  /** By the index of the wire, which starts again where a second message follows. */
  open: Record<number, OpenBlock>
  counts: Counts
}

export const startReading = (): ReaderState => ({ isStarted: false, partCount: 0, open: {}, counts: {} })

type FrameReader = (state: ReaderState, frame: Cursor) => ReplyEvent[]

/** anthropic-gemini.md §A.7 */
const FRAMES: Readonly<Record<string, FrameReader>> = {
  message_start: readStart,
  content_block_start: readBlockStart,
  content_block_delta: readDelta,
  content_block_stop: (state, frame) => close(state, indexOf(frame), frame),
  message_delta: readMessageDelta,
  message_stop: (_, frame) => [raw(frame)],
  ping: (_, frame) => [raw(frame)],
  error: (_, frame) => [{ kind: 'error', failure: readError(frame) }],
}

export function readEvent(
  state: ReaderState,
  frame: Cursor,
  name: string | undefined,
): readonly ReplyEvent[] {
  const type = frame.peek('type')
  // Nearly all frames are these; a comparison costs less than a table.
  if (type === 'content_block_delta') return readDelta(state, frame)
  const read = wordOf(FRAMES, typeof type === 'string' ? type : name)
  return read ? read(state, frame) : [raw(frame, name)]
}

/** Ends what the wire left open. */
export const endReading = (state: ReaderState): readonly ReplyEvent[] =>
  Object.keys(state.open).flatMap((index) => close(state, Number(index)))

function raw(frame: Cursor, name?: string): ReplyEvent {
  const type = frame.peek('type')
  const event = typeof type === 'string' ? type : name
  return { kind: 'opaque', dialect: ID, raw: frame.leaf(), ...present({ event }) }
}

/**
 * A second message_start in one stream (a retry spliced in, or a duplicate, §Q.2) has no meaning in the hub: it is kept
 * raw, and what follows goes on as more parts.
 */
function readStart(state: ReaderState, frame: Cursor): ReplyEvent[] {
  if (state.isStarted) {
    const closed = endReading(state)
    return [...closed, raw(frame)]
  }
  const body = frame.object('message')
  if (!body) return [raw(frame)]
  state.isStarted = true
  const { head, content, usage } = readMessage(body)
  const tag = head.tag && also(head.tag, frame.string('type'))
  const start: ReplyEvent = { kind: 'reply-start', ...head, ...present({ tag }), extras: ours(body.rest(ID)) }
  const blocks = content.flatMap((block) => blockEvents(readBlock(block), state.partCount++))
  const counted: ReplyEvent[] = usage ? [{ kind: 'usage', usage: readUsage(usage, state.counts) }] : []
  return [start, ...counted, ...blocks]
}

const indexOf = (frame: Cursor): number => {
  const index = frame.peek('index')
  return typeof index === 'number' ? index : 0
}

function readBlockStart(state: ReaderState, frame: Cursor): ReplyEvent[] {
  const index = indexOf(frame)
  const body = frame.object('content_block')
  if (!body) return [raw(frame)]
  const before = close(state, index)
  const { head, text, input, seal } = readBlock(body)
  const part = state.partCount++
  if (head.kind === 'opaque') {
    state.open[index] = { part, kind: 'opaque', hasText: false, raw: head.raw }
    return [...before, raw(frame)]
  }
  const tag = head.tag && also(head.tag, frame.string('type'), frame.number('index'), input)
  state.open[index] = { part, kind: head.kind, hasText: text !== undefined, ...present({ input }) }
  return [
    ...before,
    { kind: 'part-start', part, head: { ...head, ...present({ tag }) } },
    ...(text ? [{ kind: 'part-delta', part, text } as const] : []),
    ...(seal ? [{ kind: 'part-seal', part, seal } as const] : []),
  ]
}

/** `stop` is the frame that says so, where one does: its own fields go home with the end of the part. */
function close(state: ReaderState, index: number, stop?: Cursor): ReplyEvent[] {
  const block = state.open[index]
  if (!block) return []
  delete state.open[index]
  const { part, raw: whole, json, input } = block
  const end: ReplyEvent = { kind: 'part-end', part, ...present({ extras: stop?.rest(ID) }) }
  if (whole) {
    const head: PartHead = { kind: 'opaque', dialect: ID, raw: json?.value ? withInput(whole, json) : whole }
    return [{ kind: 'part-start', part, head }, end]
  }
  // A call without arguments streams none, and its start says `{}`.
  if (input && !block.hasText) return [{ kind: 'part-delta', part, text: argumentsAsText(input) }, end]
  return [end]
}

const withInput = (whole: Leaf<Json>, json: Leaf<string>): Leaf<Json> =>
  made({ ...(whole.value as object), input: argumentsAsObject(json).value }, 'assemble-block', whole, json)

interface DeltaWord {
  readonly key: string
  readonly kind: 'text' | 'reasoning' | 'tool-call'
}

/** What extends a part, by the type of the delta. Others (citations) are kept as frames. */
const DELTAS: Readonly<Record<string, DeltaWord>> = {
  text_delta: { key: 'text', kind: 'text' },
  thinking_delta: { key: 'thinking', kind: 'reasoning' },
  signature_delta: { key: 'signature', kind: 'reasoning' },
  input_json_delta: { key: 'partial_json', kind: 'tool-call' },
}

const TEXT_DELTA = DELTAS.text_delta

function readDelta(state: ReaderState, frame: Cursor): ReplyEvent[] {
  const delta = frame.object('delta')
  const type = delta?.peek('type')
  const block = state.open[indexOf(frame)]
  if (!delta || typeof type !== 'string') return [raw(frame)]
  if (block?.raw) {
    growRaw(block, delta)
    return [raw(frame)]
  }
  const word = type === 'text_delta' ? TEXT_DELTA : wordOf(DELTAS, type)
  const leaf = word && delta.string(word.key)
  if (!word || !leaf) return [raw(frame)]
  if (!block) return openLate(state, frame, word, leaf)
  // A delta that does not fit its block is what a client would refuse (§Q.1): no meaning is guessed.
  if (block.kind !== word.kind) return [raw(frame)]
  // It says nothing, but its frame comes home.
  if (leaf.value === '') return [raw(frame)]
  const text = accounted(leaf, frame, delta)
  if (type === 'signature_delta')
    return [{ kind: 'part-seal', part: block.part, seal: { dialect: ID, value: text } }]
  block.hasText = true
  return [{ kind: 'part-delta', part: block.part, text }]
}

/** While somebody looks, the words of the frame go with what it says; the hot path builds nothing. */
const accounted = (leaf: Leaf<string>, frame: Cursor, delta: Cursor): Leaf<string> =>
  leaf.from.length === 0
    ? leaf
    : also(leaf, frame.string('type'), frame.number('index'), delta.string('type'))

/** Text without a block (§Q.4): what it says is plain, so it opens one; a call without a name cannot be opened. */
function openLate(state: ReaderState, frame: Cursor, word: DeltaWord, text: Leaf<string>): ReplyEvent[] {
  if (word.kind === 'tool-call' || word.key === 'signature') return [raw(frame)]
  const part = state.partCount++
  state.open[indexOf(frame)] = { part, kind: word.kind, hasText: true }
  return [
    { kind: 'part-start', part, head: { kind: word.kind } },
    { kind: 'part-delta', part, text },
  ]
}

/** A raw block grows: input by its JSON text; any other delta (compaction) carries full values. */
function growRaw(block: OpenBlock, delta: Cursor): void {
  const piece = delta.string('partial_json')
  if (piece) block.json = join(block.json, piece)
  const { type: _, partial_json: __, ...fields } = isObject(delta.value) ? delta.value : {}
  const whole = block.raw
  if (!whole || Object.keys(fields).length === 0) return
  block.raw = made({ ...(whole.value as object), ...fields }, 'assemble-block', whole, delta.leaf())
}

function readMessageDelta(state: ReaderState, frame: Cursor): ReplyEvent[] {
  const delta = frame.object('delta')
  const reason = delta?.string('stop_reason')
  const sequence = reason && delta?.string('stop_sequence')
  const counted = frame.object('usage')
  const usage: ReplyEvent[] = counted ? [{ kind: 'usage', usage: readUsage(counted, state.counts) }] : []
  if (!delta || !reason) return usage.length > 0 ? usage : [raw(frame)]
  const word = also(reason, frame.string('type'))
  const entries = [...(delta.rest(ID)?.entries ?? []), ...(frame.rest(ID)?.entries ?? [])]
  return [...usage, readFinish(word, sequence, { dialect: ID, entries })]
}
