import { argumentsAsObject, argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, made } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { readError } from './errors.ts'
import type { Kept } from './keep-frame.ts'
import { endOfFrame, keepEmpty, keepRest } from './keep-frame.ts'
import { readDelta } from './read-delta.ts'
import { withInput } from './read-hosted.ts'
import type { Block } from './read-reply.ts'
import { blockEvents, opaqueHead, readBlock, readFinish, readMessage, tagged } from './read-reply.ts'
import type { ReaderState } from './read-state.ts'
import { indexOf, raw } from './read-state.ts'
import { readUsage } from './usage.ts'
import { ID, ours, wordOf } from './words.ts'

/** Where frames are kept, what the events do not say goes into `kept`. */
type FrameReader = (state: ReaderState, frame: Cursor, kept?: Kept) => ReplyEvent[]

/** anthropic-gemini.md §A.7 */
const FRAMES: Readonly<Record<string, FrameReader>> = {
  message_start: readStart,
  content_block_start: readBlockStart,
  content_block_delta: readDelta,
  content_block_stop: (state, frame, kept) => close(state, indexOf(frame), kept ? undefined : frame),
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
  if (!state.keepsFrames) return readFrame(state, frame, name)
  const kept: Kept = []
  const events = readFrame(state, frame, name, kept)
  return [...events, endOfFrame(frame, kept, events, name)]
}

function readFrame(state: ReaderState, frame: Cursor, name: string | undefined, kept?: Kept): ReplyEvent[] {
  const type = frame.peek('type')
  // Nearly all frames are these; a comparison costs less than a table.
  if (type === 'content_block_delta') return readDelta(state, frame, kept)
  const read = wordOf(FRAMES, typeof type === 'string' ? type : name)
  return read ? read(state, frame, kept) : [raw(frame, name)]
}

/** Ends what the wire left open. */
export const endReading = (state: ReaderState): readonly ReplyEvent[] =>
  Object.keys(state.open).flatMap((index) => close(state, Number(index)))

/**
 * A second message_start in one stream (a retry spliced in, or a duplicate, §Q.2) has no meaning in the hub: it is kept
 * raw, and what follows goes on as more parts.
 */
function readStart(state: ReaderState, frame: Cursor, kept?: Kept): ReplyEvent[] {
  if (state.isStarted) {
    const closed = endReading(state)
    return [...closed, raw(frame)]
  }
  const body = frame.object('message')
  if (!body) return [raw(frame)]
  state.isStarted = true
  const { head, content, usage, empty } = readMessage(body)
  const tag = head.tag && (kept ? head.tag : also(head.tag, empty, frame.string('type')))
  if (empty) kept?.push(['/message/content', empty])
  const start: ReplyEvent = { kind: 'reply-start', ...head, ...present({ tag }), extras: ours(body.rest(ID)) }
  const blocks = content.flatMap((block, at) =>
    blockEvents(settled(readBlock(block), `/message/content/${at}`, kept), state.partCount++),
  )
  return [start, ...(usage ? [counted(state, '/message/usage', usage, kept)] : []), ...blocks]
}

function counted(state: ReaderState, pointer: string, usage: Cursor, kept: Kept | undefined): ReplyEvent {
  const read = readUsage(usage, state.counts)
  keepEmpty(kept, pointer, usage)
  return { kind: 'usage', usage: read }
}

/** What a block leaves unsaid is kept for its frame, or goes with its tag. */
function settled(block: Block, pointer: string, kept: Kept | undefined): Block {
  if (!kept) return tagged(block)
  for (const [key, value] of block.silent) kept.push([`${pointer}/${key}`, value])
  return block
}

function readBlockStart(state: ReaderState, frame: Cursor, kept?: Kept): ReplyEvent[] {
  const index = indexOf(frame)
  const body = frame.object('content_block')
  if (!body) return [raw(frame)]
  const before = close(state, index)
  const { head, text, input, seal, citations } = settledStart(readBlock(body, true), frame, kept)
  const part = state.partCount++
  if (head.kind === 'opaque') {
    const { raw: whole, trace } = head
    state.open[index] = { part, kind: 'opaque', hasText: false, raw: whole, ...present({ trace }) }
    return [...before, raw(frame)]
  }
  state.open[index] = { part, kind: head.kind, hasText: text !== undefined, ...present({ input, citations }) }
  return [
    ...before,
    { kind: 'part-start', part, head },
    ...(text ? [{ kind: 'part-delta', part, text } as const] : []),
    ...(seal ? [{ kind: 'part-seal', part, seal } as const] : []),
  ]
}

/** The input that a start shows is said at the end, and only where no delta comes. */
function settledStart(block: Block, frame: Cursor, kept: Kept | undefined): Block {
  if (!kept) return tagged(block, frame.string('type'), frame.number('index'), block.input)
  if (block.input) kept.push(['/content_block/input', block.input])
  return settled(block, '/content_block', kept)
}

/** `stop` is the frame that says so, where one does: its own fields go home with the end of the part. */
function close(state: ReaderState, index: number, stop?: Cursor): ReplyEvent[] {
  const block = state.open[index]
  if (!block) return []
  delete state.open[index]
  const { part, raw: whole, json, input } = block
  const end: ReplyEvent = { kind: 'part-end', part, ...present({ extras: stop?.rest(ID) }) }
  if (whole) {
    const { trace } = block
    const head = json?.value
      ? opaqueHead(assembled(whole, json), trace && withInput(trace, json))
      : opaqueHead(whole, trace)
    return [{ kind: 'part-start', part, head }, end]
  }
  // A call without arguments streams none, and its start says `{}`.
  if (input && !block.hasText) return [{ kind: 'part-delta', part, text: argumentsAsText(input) }, end]
  const { citations = [] } = block
  return [...citations.map((citation) => ({ kind: 'part-citation', part, citation }) as const), end]
}

const assembled = (whole: Leaf<Json>, json: Leaf<string>): Leaf<Json> =>
  made({ ...(whole.value as object), input: argumentsAsObject(json).value }, 'assemble-block', whole, json)

function readMessageDelta(state: ReaderState, frame: Cursor, kept?: Kept): ReplyEvent[] {
  const delta = frame.object('delta')
  const reason = delta?.string('stop_reason')
  const sequence = reason && delta?.string('stop_sequence')
  const usage = frame.object('usage')
  const counts = usage ? [counted(state, '/usage', usage, kept)] : []
  if (!delta || !reason) {
    if (delta) keepRest(kept, '/delta', delta)
    return usage ? counts : [raw(frame)]
  }
  const word = kept ? reason : also(reason, frame.string('type'))
  const entries = [...(delta.rest(ID)?.entries ?? []), ...((!kept && frame.rest(ID)?.entries) || [])]
  return [...counts, readFinish(word, sequence, { dialect: ID, entries })]
}
