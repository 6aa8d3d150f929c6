import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { isLeaf } from '../../hub/leaf.ts'
import { unrecorded } from '../../hub/repetition.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer, isObject, pointerStep } from '../../wire/json.ts'
import { HINT, hint } from './places.ts'
import { standsElsewhere } from './usage.ts'
import { ID, STOOD } from './words.ts'

type Entry = readonly [key: string, leaf: Leaf]

/**
 * The end of a frame: all that none of its events carries, each subtree whole, by its place. The frame knows its places in
 * any case; `isRecorded`: so will the accounting.
 */
export function endFrame(
  frame: Cursor,
  name: string | undefined,
  events: readonly ReplyEvent[],
  isRecorded: boolean,
): ReplyEvent {
  const entries = onlySpeaks(frame.value, events)
    ? entriesOfPlain(frame, isRecorded)
    : entriesOf(frame, events)
  return {
    kind: 'frame',
    dialect: ID,
    ...(name === undefined ? {} : { name }),
    ...(entries.length > 0 ? { extras: { dialect: ID, entries } } : {}),
  }
}

/** Most frames are one choice that says one piece of text: what else stands there needs no search. */
function onlySpeaks(frame: Json, events: readonly ReplyEvent[]): boolean {
  if (events.length !== 1 || events[0]?.kind !== 'part-delta' || !isObject(frame)) return false
  const { choices } = frame
  const [choice] = Array.isArray(choices) && choices.length === 1 ? (choices as readonly Json[]) : []
  if (!isObject(choice) || 'message' in choice || !isObject(choice.delta)) return false
  const keys = Object.keys(choice.delta)
  return keys.length === 1 && typeof choice.delta.content === 'string'
}

function entriesOfPlain(frame: Cursor, isRecorded: boolean): Entry[] {
  const entries: Entry[] = []
  const [choice] = frame.list('choices') ?? []
  addFields(entries, frame, '', 'choices', isRecorded)
  if (choice) addFields(entries, choice, '/choices/0', 'delta', isRecorded)
  return entries
}

function addFields(entries: Entry[], at: Cursor, above: string, but: string, isRecorded: boolean): void {
  for (const key in at.value as JsonObject) {
    if (key === but) continue
    // Nothing but places is built while nobody looks.
    const leaf =
      isRecorded || at.isSpelling ? at.at(key)?.leaf() : unrecorded((at.value as JsonObject)[key] as Json)
    if (leaf) entries.push([above + pointerStep(key), leaf])
  }
}

function entriesOf(frame: Cursor, events: readonly ReplyEvent[]): Entry[] {
  const number = frame.leaf().from[0]?.frame
  const silent = silentParts(events, number)
  const said = new Map<string, number | undefined>()
  for (const event of events) {
    if ('part' in event && silent.includes(event.part)) continue
    // Without a place it can be written where it is a frame of its own only.
    const isLoose = event.kind === 'opaque' && event.event === undefined && !isWhole(event.raw)
    if (!isLoose && !isElsewhere(event))
      noteOrigins(event, number, 'part' in event ? event.part : undefined, said)
  }
  const entries: Entry[] = silent.length > 0 ? [[HINT.silent, hint<Json>(silent)]] : []
  for (const [part, start] of startsOf(events, frame.value))
    if (start > 0) entries.push([`${HINT.start}${part}`, hint(start)])
  leave(frame, '', { said, above: ancestorsOf(said), entries })
  return entries
}

/** Where the texts begin that citations speak of: by what they count here, and in the content of their choice. */
function startsOf(events: readonly ReplyEvent[], frame: Json): Map<number, number> {
  const starts = new Map<number, number>()
  for (const event of events) {
    const start = event.kind === 'part-citation' ? event.citation.start : undefined
    const there = start?.from[0] && atPointer(frame, start.from[0].pointer)
    if ('part' in event && start && typeof there === 'number') starts.set(event.part, there - start.value)
  }
  return starts
}

/** Perplexity's lists and Groq's counts come home by themselves. */
const isElsewhere = (event: ReplyEvent): boolean =>
  (event.kind === 'part-citation' && event.citation.tag?.value === STOOD.sources) ||
  (event.kind === 'usage' && standsElsewhere(event.usage))

const isWhole = ({ from }: Leaf): boolean => from.every(({ pointer }) => pointer === '')

/** A call whose name comes late opens with an id and arguments of earlier frames, and some never say anything at all. */
function silentParts(events: readonly ReplyEvent[], frame: number | undefined): number[] {
  const silent = new Set<number>()
  for (const event of events) {
    if (!('part' in event) || event.kind === 'part-end' || isElsewhere(event)) continue
    const frames = leavesOf(event).flatMap(({ from }) => from.map((origin) => origin.frame))
    if (frames.some((one) => one !== frame) || (event.kind === 'part-start' && isMute(event, frames)))
      silent.add(event.part)
  }
  return [...silent]
}

const isMute = ({ head }: ReplyEvent & { kind: 'part-start' }, frames: readonly unknown[]): boolean =>
  head.kind === 'tool-call' && frames.length === 0

function leavesOf(node: unknown): Leaf[] {
  if (typeof node !== 'object' || node === null) return []
  return isLeaf(node) ? [node] : Object.values(node).flatMap(leavesOf)
}

function noteOrigins(
  event: ReplyEvent,
  frame: number | undefined,
  part: number | undefined,
  said: Map<string, number | undefined>,
): void {
  for (const { from } of leavesOf(event))
    for (const origin of from) if (origin.frame === frame) said.set(origin.pointer, part)
}

/** All places above those that were said, with the part that speaks below. */
function ancestorsOf(said: ReadonlyMap<string, number | undefined>): Map<string, number | undefined> {
  const above = new Map<string, number | undefined>()
  for (const [pointer, part] of said)
    for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
      above.set(pointer.slice(0, end), part)
      if (end === 0) break
    }
  return above
}

interface Leaving {
  readonly said: ReadonlyMap<string, number | undefined>
  readonly above: ReadonlyMap<string, number | undefined>
  readonly entries: Entry[]
}

/** Lists whose entries belong to parts. */
const PART_LIST = /^\/choices\/\d+\/(?:delta|message)\/(?:tool_calls|content|content\/\d+\/thinking)$/
const CHOICE = /^\/choices\/\d+$/

function leave(at: Cursor, pointer: string, leaving: Leaving): void {
  const { said, above, entries } = leaving
  if (said.has(pointer)) return
  if (pointer !== '' && !above.has(pointer)) {
    entries.push([pointer, at.leaf()])
    return
  }
  if (CHOICE.test(pointer) && above.has(`${pointer}/message`))
    entries.push([`${HINT.message}${pointer}`, hint(true)])
  const hasParts = PART_LIST.test(pointer)
  const below = childrenOf(at)
  for (const [key, child] of below) {
    const place = pointer + pointerStep(key)
    const part = hasParts && below.length > 1 ? (said.get(place) ?? above.get(place)) : undefined
    if (part !== undefined) entries.push([`${HINT.part}${place}`, hint(part)])
    leave(child, place, leaving)
  }
}

function childrenOf(at: Cursor): (readonly [string | number, Cursor])[] {
  if (at.isArray) return [...at.items().entries()]
  return Object.keys(isObject(at.value) ? (at.value as JsonObject) : {}).flatMap((key) => {
    const child = at.at(key)
    return child ? [[key, child] as const] : []
  })
}
