import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { isError, readError, readFailure } from './errors.ts'
import type { Remains } from './frame-remains.ts'
import { frameEvent, keep, keepRest } from './frame-remains.ts'
import type { Spoken } from './read-candidate.ts'
import { flush, opaqueChunk, readCandidate } from './read-candidate.ts'
import { closePart } from './read-reply-part.ts'
import type { ReaderState } from './reader-state.ts'
import { secondsOf } from './times.ts'
import { readUsage, readUsageOfFrame } from './usage.ts'
import { DIALECT, filledList, gather, scatter } from './words.ts'

/** One chunk: a GenerateContentResponse, whole or in part; or an error. anthropic-gemini.md §G.4. */
export function read(state: ReaderState, frame: Cursor, name?: string): ReplyEvent[] {
  // Streamed without SSE, or cut from it: a list of chunks, each of which comes home as a frame of its own.
  if (frame.isArray) return frame.items().flatMap((chunk) => read(state, chunk, name))
  if (!frame.isObject) return [{ kind: 'opaque', dialect: DIALECT, raw: frame.leaf() }]
  const events: ReplyEvent[] =
    isError(frame) && frame.peek('candidates') === undefined
      ? [{ kind: 'error', failure: readError(frame) }]
      : readChunk(state, frame)
  if (state.remains) events.push(frameEvent(state.remains, name))
  return events
}

/** At the end of the bytes. */
export function end(state: ReaderState): ReplyEvent[] {
  const events: ReplyEvent[] = []
  for (const choice of Object.keys(state.open)) closePart(state, Number(choice), events)
  flush(state, events, true)
  return events
}

function readChunk(state: ReaderState, chunk: Cursor): ReplyEvent[] {
  const events: ReplyEvent[] = []
  const heading: Heading = {
    id: chunk.string('responseId'),
    model: chunk.string('modelVersion'),
    created: chunk.string('createTime'),
  }
  const hasUsage = chunk.peek('usageMetadata') !== undefined
  const candidates = takeCandidates(chunk)
  const spoken: Spoken = []
  for (const [place, candidate] of candidates?.entries() ?? [])
    readCandidate(state, { candidate, place, hasUsage, spoken }, events)
  const blocked = readBlock(chunk)
  if (blocked) events.push(blocked)
  const usage = chunk.object('usageMetadata')
  if (usage) {
    flush(state, events, false)
    const read = state.remains ? readUsageOfFrame : readUsage
    events.push({ kind: 'usage', usage: read(usage, state.counts) })
  }
  if (isError(chunk)) events.push({ kind: 'error', failure: readFailure(chunk) })
  const head: Head = { chunk, heading, spoken, candidates }
  return state.remains ? openKept(state, state.remains, head, events) : open(state, head, events)
}

interface Heading {
  readonly id: Leaf<string> | undefined
  readonly model: Leaf<string> | undefined
  readonly created: Leaf<string> | undefined
}

/** What a chunk says beside its candidates. */
interface Head {
  readonly chunk: Cursor
  readonly heading: Heading
  readonly spoken: Spoken
  readonly candidates: readonly Cursor[] | undefined
}

/** The first chunk opens the reply; what later ones say again is said by the first thing that they say. */
function open(state: ReaderState, head: Head, events: ReplyEvent[]): ReplyEvent[] {
  const { chunk, heading, spoken } = head
  const { id, model, created } = heading
  const own = chunk.rest(DIALECT)
  const rest = own && gather(own)
  if (state.isStarted) {
    if (rest) events.push(opaqueChunk(rest, scatter(rest)))
    return chunk.isRecorded ? attach(events, [...spoken, id, model, created]) : events
  }
  state.isStarted = true
  const entries = [...(created ? [['createTime', created] as const] : []), ...(rest?.entries ?? [])]
  return [opening(head, entries), ...attach(events, spoken.slice(1))]
}

/** The same where frames are kept: each chunk has for itself what it repeats and what is not understood. */
function openKept(state: ReaderState, remains: Remains, head: Head, events: ReplyEvent[]): ReplyEvent[] {
  const { chunk, heading } = head
  keep(remains, '/createTime', heading.created)
  keepRest(remains, '', chunk.rest(DIALECT))
  if (!state.isStarted) {
    state.isStarted = true
    return [opening(head, []), ...events]
  }
  keep(remains, '/responseId', heading.id)
  keep(remains, '/modelVersion', heading.model)
  return events
}

type Entry = readonly [key: string, value: Leaf]

/** Home is known by extras of our own, even where there are none. */
function opening(head: Head, entries: readonly Entry[]): ReplyEvent {
  const { spoken, candidates } = head
  const { id, model, created } = head.heading
  const role = spoken[0] as Leaf<string> | undefined
  return {
    kind: 'reply-start',
    ...present({
      id,
      model,
      created: created && secondsOf(created),
      role,
      tag: roleTag(candidates),
    }),
    extras: { dialect: DIALECT, entries },
  }
}

/** All candidates, or none where one of them is no object. */
function takeCandidates(chunk: Cursor): Cursor[] | undefined {
  const probe = chunk.peek('candidates')
  return Array.isArray(probe) && probe.every(isObject) ? filledList(chunk, 'candidates') : undefined
}

/** Says that the role, which is always `model`, was left out. */
function roleTag(candidates: readonly Cursor[] | undefined): Leaf<string> | undefined {
  const content = candidates?.[0]?.peek('content')
  return isObject(content) && content.parts !== undefined && content.role !== 'model'
    ? spell(undefined, 'no-role')
    : undefined
}

/** What repeats on every chunk is said by the first thing that this one says. */
function attach(events: ReplyEvent[], leaves: readonly (Leaf<unknown> | undefined)[]): ReplyEvent[] {
  const recorded = leaves.filter((leaf) => leaf && leaf.from.length > 0)
  if (recorded.length === 0) return events
  const at = events.findIndex(({ kind }) => kind === 'part-delta' || kind === 'finish')
  const event = events[at]
  if (event?.kind === 'part-delta') events[at] = { ...event, text: also(event.text, ...recorded) }
  if (event?.kind === 'finish') events[at] = { ...event, reason: also(event.reason, ...recorded) }
  return events
}

/** A prompt that was refused has no candidates at all, and HTTP says 200. anthropic-gemini.md §G.3. */
function readBlock(chunk: Cursor): ReplyEvent | undefined {
  const probe = chunk.peek('promptFeedback')
  if (!isObject(probe) || typeof probe.blockReason !== 'string') return undefined
  const feedback = chunk.at('promptFeedback')?.leaf() as Leaf<Json>
  return {
    kind: 'finish',
    reason: spell(feedback, 'content-filter'),
    extras: { dialect: DIALECT, entries: [['promptFeedback', feedback]] },
  }
}
