import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { also, bare, spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { isError, readError, readFailure } from './errors.ts'
import type { OpenPart } from './read-reply-part.ts'
import { closePart, readReplyPart } from './read-reply-part.ts'
import type { Counts } from './usage.ts'
import { readUsage } from './usage.ts'
import {
  DIALECT,
  filledList,
  gather,
  HUB_FINISHES,
  present,
  scatter,
  unlessEmpty,
  WIRE_FINISHES,
} from './words.ts'

export interface ReaderState {
  isStarted: boolean
  /** How many parts were opened. */
  parts: number
  /** The part that text may still be added to, by candidate. */
  readonly open: Record<number, OpenPart>
  /** The word each candidate has finished with. */
  readonly finished: Record<number, string>
  /** Finishes not yet said: early Vertex says STOP on every chunk, and means the last. */
  readonly held: Record<number, ReplyEvent>
  readonly counts: Counts
}

export const start = (): ReaderState => ({
  isStarted: false,
  parts: 0,
  open: {},
  finished: {},
  held: {},
  counts: {},
})

/** One chunk: a GenerateContentResponse, whole or in part; or an error. anthropic-gemini.md §G.4. */
export function read(state: ReaderState, frame: Cursor, _name?: string): ReplyEvent[] {
  // Streamed without SSE, or cut from it: a list of chunks.
  if (frame.isArray) return frame.items().flatMap((chunk) => read(state, chunk))
  if (!frame.isObject) return [{ kind: 'opaque', dialect: DIALECT, raw: frame.leaf() }]
  if (isError(frame) && frame.peek('candidates') === undefined)
    return [{ kind: 'error', failure: readError(frame) }]
  return readChunk(state, frame)
}

/** At the end of the bytes. */
export function end(state: ReaderState): ReplyEvent[] {
  const events: ReplyEvent[] = []
  for (const choice of Object.keys(state.open)) closePart(state, Number(choice), events)
  flush(state, events)
  return events
}

function flush(state: ReaderState, events: ReplyEvent[]): void {
  for (const choice in state.held) {
    closePart(state, Number(choice), events)
    events.push(state.held[choice] as ReplyEvent)
    delete state.held[choice]
  }
}

function readChunk(state: ReaderState, chunk: Cursor): ReplyEvent[] {
  const events: ReplyEvent[] = []
  const id = chunk.string('responseId')
  const model = chunk.string('modelVersion')
  const created = chunk.string('createTime')
  const hasUsage = chunk.peek('usageMetadata') !== undefined
  const candidates = takeCandidates(chunk)
  const spoken: Spoken = []
  for (const candidate of candidates ?? []) readCandidate(state, { candidate, hasUsage, spoken }, events)
  const blocked = readBlock(chunk)
  if (blocked) events.push(blocked)
  const usage = chunk.object('usageMetadata')
  if (usage) {
    flush(state, events)
    events.push({ kind: 'usage', usage: readUsage(usage, state.counts) })
  }
  if (isError(chunk)) events.push({ kind: 'error', failure: readFailure(chunk) })
  const own = chunk.rest(DIALECT)
  const rest = own && gather(own)
  if (state.isStarted) {
    if (rest) events.push(opaqueChunk(rest, scatter(rest)))
    return chunk.isRecorded ? attach(events, [...spoken, id, model, created]) : events
  }
  state.isStarted = true
  const role = spoken[0]
  const entries = [...(created ? [['createTime', created] as const] : []), ...(rest?.entries ?? [])]
  // Home is known by extras of our own, even where there are none.
  const opening: ReplyEvent = {
    kind: 'reply-start',
    ...present({ id, model, role: role as Leaf<string> | undefined, tag: roleTag(candidates) }),
    extras: { dialect: DIALECT, entries },
  }
  return [opening, ...attach(events, spoken.slice(1))]
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

/** The leaves that every chunk repeats: the role first, as it opens the reply. */
type Spoken = (Leaf<unknown> | undefined)[]

interface ReadingCandidate {
  readonly candidate: Cursor
  readonly hasUsage: boolean
  readonly spoken: Spoken
}

function readCandidate(
  state: ReaderState,
  { candidate, hasUsage, spoken }: ReadingCandidate,
  events: ReplyEvent[],
): void {
  const index = candidate.number('index')
  const choice = index?.value ?? 0
  const probe = candidate.peek('content')
  const content =
    isObject(probe) && Array.isArray(probe.parts) && probe.parts.length > 0
      ? candidate.object('content')
      : undefined
  const role = content?.peek('role') === 'model' ? content.string('role') : undefined
  const parts = content?.list('parts') ?? []
  const isIndexed = index !== undefined
  for (let i = 0; i < parts.length; i++)
    readReplyPart({ state, choice, part: parts[i] as Cursor, isFirst: i === 0, isIndexed }, events)
  const finish = candidate.string('finishReason')
  const own = candidate.rest(DIALECT)
  const inner = content?.rest(DIALECT)
  const rest = own || inner ? gather(own, { content: inner }) : undefined
  const isSaid = finish !== undefined && hasUsage && state.finished[choice] !== finish.value
  if (finish) readFinish(state, { finish, index, rest: isSaid ? rest : undefined, isSaid }, events)
  if (rest && !isSaid) events.push(opaqueCandidate(rest, index))
  if (!state.isStarted || candidate.isRecorded) spoken.push(role, index)
}

interface Finish {
  readonly finish: Leaf<string>
  readonly index: Leaf<number> | undefined
  readonly rest: Extras | undefined
  readonly isSaid: boolean
}

/** Emitted where it stands if the chunk counts tokens too, as every last chunk does; else held to see what follows. */
function readFinish(state: ReaderState, { finish, index, rest, isSaid }: Finish, events: ReplyEvent[]): void {
  const choice = index?.value ?? 0
  if (!isSaid && state.finished[choice] === finish.value) return
  const meaning = HUB_FINISHES[finish.value] ?? 'other'
  const own = WIRE_FINISHES[meaning] === finish.value ? [] : [['finishReason', finish] as const]
  const entries = [...own, ...(rest?.entries ?? [])]
  const event: ReplyEvent = {
    kind: 'finish',
    reason: spell(finish, meaning),
    ...(index ? { choice } : {}),
    extras: { dialect: DIALECT, entries },
  }
  if (!isSaid) {
    state.held[choice] = event
    return
  }
  state.finished[choice] = finish.value
  delete state.held[choice]
  closePart(state, choice, events)
  events.push(event)
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

/** What a chunk said and nobody understood, as a chunk that says only this. */
const opaqueChunk = (rest: Extras, chunk: WrittenObject): ReplyEvent => ({
  kind: 'opaque',
  dialect: DIALECT,
  raw: { value: bare(chunk), from: rest.entries.flatMap(([, leaf]) => leaf.from) },
})

function opaqueCandidate(rest: Extras, index: Leaf<number> | undefined): ReplyEvent {
  const content = unlessEmpty(scatter(rest, 'content'))
  return opaqueChunk(rest, { candidates: [{ index, ...(content ? { content } : {}), ...scatter(rest) }] })
}
