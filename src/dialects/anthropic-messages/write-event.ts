import { spell } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import { present } from '../../hub/present.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { addUsage } from '../../hub/usage.ts'
import { atPointer } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { below } from './assemble.ts'
import { writeError } from './errors.ts'
import { ID, isOurs } from './words.ts'
import {
  closeOpen,
  counted,
  UNTOLD,
  writeDelta,
  writePartEnd,
  writePartStart,
  writeSeal,
  writeSource,
} from './write-block.ts'
import { keepEvent } from './write-frame.ts'
import type { Of, WriterState } from './write-message.ts'
import { begin, flushStart, messageDelta, named } from './write-message.ts'

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
