import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { wholeLeaf } from '../../hub/text.ts'
import { isObject } from '../../wire/json.ts'
import type { Remains } from './frame-remains.ts'
import { keep, keepRest } from './frame-remains.ts'
import { closePart, readReplyPart } from './read-reply-part.ts'
import { readSources } from './read-sources.ts'
import type { ReaderState } from './reader-state.ts'
import { DIALECT, gather, HUB_FINISHES, scatter, unlessEmpty, WIRE_FINISHES } from './words.ts'

/** The leaves that every chunk repeats: the role first, as it opens the reply. */
export type Spoken = (Leaf<unknown> | undefined)[]

interface ReadingCandidate {
  readonly candidate: Cursor
  /** Where it stands in the list of its chunk. */
  readonly place: number
  readonly hasUsage: boolean
  readonly spoken: Spoken
}

export function readCandidate(state: ReaderState, reading: ReadingCandidate, events: ReplyEvent[]): void {
  const { candidate, place, hasUsage, spoken } = reading
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
  for (let i = 0; i < parts.length; i++) {
    const at = state.remains ? `/candidates/${place}/content/parts/${i}` : ''
    readReplyPart({ state, choice, part: parts[i] as Cursor, at, place: i, isIndexed }, events)
  }
  const told = takeTold(candidate)
  if (told.length > 0) readSources(state, { choice, ...Object.fromEntries(told) }, events)
  const finish = candidate.string('finishReason')
  const mayBeLast = hasUsage && !state.calling[choice]
  const isSaid = finish !== undefined && mayBeLast && state.finished[choice] !== finish.value
  const { remains } = state
  const read: ReadCandidate = { candidate, content, told, finish, index, isSaid }
  if (remains) keepCandidate(remains, `/candidates/${place}`, read, role)
  const rest = remains ? undefined : restOf(read)
  if (finish) readFinish(state, { finish, index, rest: isSaid ? rest : undefined, isSaid }, events)
  if (rest && !isSaid) events.push(opaqueCandidate(rest, index))
  if (!state.isStarted || candidate.isRecorded) spoken.push(role, index)
}

/** What is told beside the content, read, and yet kept as it is: it comes home to the letter. */
const TOLD = ['citationMetadata', 'groundingMetadata', 'logprobsResult'] as const
const NOTHING: readonly never[] = []

type Told = readonly (readonly [key: (typeof TOLD)[number], value: Cursor])[]

function takeTold(candidate: Cursor): Told {
  if (!TOLD.some((key) => candidate.has(key))) return NOTHING
  return TOLD.flatMap((key): Told => {
    const value = candidate.object(key)
    return value ? [[key, value]] : []
  })
}

interface ReadCandidate {
  readonly candidate: Cursor
  readonly content: Cursor | undefined
  readonly told: Told
  readonly finish: Leaf<string> | undefined
  readonly index: Leaf<number> | undefined
  /** The finish is told here, by an event of this very chunk. */
  readonly isSaid: boolean
}

/** The fields of a candidate that no event says, or none in its own words. */
function ownRest({ candidate, told }: ReadCandidate): Extras | undefined {
  const rest = candidate.rest(DIALECT)
  if (told.length === 0) return rest
  const entries = told.map(([key, value]) => [key, value.leaf()] as const)
  return { dialect: DIALECT, entries: [...(rest?.entries ?? []), ...entries] }
}

function restOf(read: ReadCandidate): Extras | undefined {
  const own = ownRest(read)
  const inner = read.content?.rest(DIALECT)
  return own || inner ? gather(own, { content: inner }) : undefined
}

function keepCandidate(
  remains: Remains,
  at: string,
  read: ReadCandidate,
  role: Leaf<string> | undefined,
): void {
  const { candidate, content, finish, index, isSaid } = read
  if (Object.keys(candidate.value as object).length === 0) keep(remains, at, candidate.leaf())
  const choice = index?.value ?? 0
  keep(remains, `${at}/index`, index)
  keep(remains, `${at}/content/role`, role)
  keepRest(remains, at, ownRest(read))
  keepRest(remains, `${at}/content`, content?.rest(DIALECT))
  if (!finish) return
  if (!isSaid || remains.finished[choice]) keep(remains, `${at}/finishReason`, finish)
  remains.finished[choice] = true
}

interface Finish {
  readonly finish: Leaf<string>
  readonly index: Leaf<number> | undefined
  readonly rest: Extras | undefined
  readonly isSaid: boolean
}

/** Emitted where it stands if nothing is to follow: the chunk counts tokens, as every last one does, and no call is open to answers. */
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

/** Says the finishes that were held; those behind calls at the end only. */
export function flush(state: ReaderState, events: ReplyEvent[], isEnd: boolean): void {
  for (const choice in state.held) {
    if (state.calling[choice] && !isEnd) continue
    closePart(state, Number(choice), events)
    events.push(state.held[choice] as ReplyEvent)
    delete state.held[choice]
  }
}

/** What a chunk said and nobody understood, as a chunk that says only this. */
export const opaqueChunk = (rest: Extras, chunk: WrittenObject): ReplyEvent => ({
  kind: 'opaque',
  dialect: DIALECT,
  raw: wholeLeaf(
    chunk,
    rest.entries.flatMap(([, leaf]) => leaf.from),
  ),
})

function opaqueCandidate(rest: Extras, index: Leaf<number> | undefined): ReplyEvent {
  const content = unlessEmpty(scatter(rest, 'content'))
  return opaqueChunk(rest, { candidates: [{ index, ...(content ? { content } : {}), ...scatter(rest) }] })
}
