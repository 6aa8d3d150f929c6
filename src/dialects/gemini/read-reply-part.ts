import { argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import { isObject } from '../../wire/json.ts'
import type { Remains } from './frame-remains.ts'
import { keep } from './frame-remains.ts'
import { readHosted } from './hosted.ts'
import type { PartialArgs } from './partial-args.ts'
import { addArgs, goesOn, isPartial, leafOfArgs, noArgs } from './partial-args.ts'
import type { SaidText } from './read-sources.ts'
import { DIALECT, gather, IN_PIECES, tagOf } from './words.ts'

/** A part of a candidate that the next chunk may go on with. */
export interface OpenPart {
  readonly part: number
  readonly kind: 'text' | 'reasoning' | 'tool-call'
  /** A call whose arguments arrive in pieces. */
  readonly args?: PartialArgs
  /** Of a text: what was said so far. */
  readonly said?: SaidText
}

interface PartsState {
  parts: number
  readonly open: Record<number, OpenPart>
  readonly texts: SaidText[]
  readonly calling: Record<number, true>
  readonly remains?: Remains
}

/** One wire part with where it stands. */
interface PlacedPart {
  readonly state: PartsState
  readonly choice: number
  readonly part: Cursor
  /** Where frames are kept: its JSON pointer in the chunk. */
  readonly at: string
  /** In its chunk: the first goes on with what the chunk before left open; the others begin anew. */
  readonly place: number
  /** The candidate says its number; it is left out again where it did not. */
  readonly isIndexed: boolean
}

export function readReplyPart(placed: PlacedPart, events: ReplyEvent[]): void {
  const { part } = placed
  const call = part.peek('functionCall')
  if (isObject(call) && readCall(placed, events)) return
  if (typeof part.peek('text') === 'string') readText(placed, events)
  else if (
    part.peek('thought') === true &&
    typeof part.peek('thoughtSignature') === 'string' &&
    call === undefined
  )
    readBareThought(placed, events)
  else readOpaque(placed, events)
}

/** Ends the part that is open for a candidate, if any. */
export function closePart(state: PartsState, choice: number, events: ReplyEvent[]): void {
  const open = state.open[choice]
  if (!open) return
  if (open.args?.isTouched)
    events.push({ kind: 'part-delta', part: open.part, text: argumentsAsText(leafOfArgs(open.args)) })
  events.push({ kind: 'part-end', part: open.part })
  delete state.open[choice]
}

function openPart({ state, choice, isIndexed }: PlacedPart, head: PartHead, events: ReplyEvent[]): number {
  closePart(state, choice, events)
  const part = state.parts++
  events.push({ kind: 'part-start', part, ...(isIndexed ? { choice } : {}), head })
  return part
}

function readOpaque(placed: PlacedPart, events: ReplyEvent[]): void {
  const trace = readHosted(placed.part)
  const raw = placed.part.leaf()
  const part = openPart(placed, { kind: 'opaque', dialect: DIALECT, raw, ...present({ trace }) }, events)
  events.push({ kind: 'part-end', part })
}

interface Text {
  readonly kind: 'text' | 'reasoning'
  readonly text: Leaf<string>
  readonly thought: Leaf<boolean> | undefined
  readonly seal: Leaf<string> | undefined
  readonly extras: Extras | undefined
}

function readText(placed: PlacedPart, events: ReplyEvent[]): void {
  const { state, choice, part, place } = placed
  const text = part.string('text') as Leaf<string>
  const thought = part.peek('thought') === true ? part.boolean('thought') : undefined
  const seal = part.string('thoughtSignature')
  const own = part.rest(DIALECT)
  const extras = own && gather(own)
  const kind = thought ? 'reasoning' : 'text'
  const open = state.open[choice]
  const isEmpty = text.value === ''
  // An empty text with a signature closes the text before it, also where both stand in one body.
  const canGoOn = open?.kind === kind && !extras && (seal ? isEmpty : place === 0)
  if (open && canGoOn) goOn(placed, open, { kind, text, thought, seal, extras }, events)
  else if (isEmpty && !seal && !extras) readOpaque(placed, events)
  else begin(placed, { kind, text, thought, seal, extras }, events)
}

function goOn(placed: PlacedPart, open: OpenPart, wire: Text, events: ReplyEvent[]): void {
  const { state, choice } = placed
  const { part, said } = open
  const { text, thought, seal } = state.remains ? keepGoingOn(state.remains, placed, wire) : wire
  if (said) said.text += text.value
  if (text.value !== '') events.push({ kind: 'part-delta', part, text: thought ? also(text, thought) : text })
  if (!seal) return
  const value = state.remains ? seal : also(seal, text, thought)
  events.push({ kind: 'part-seal', part, seal: { dialect: DIALECT, value } })
  closePart(state, choice, events)
}

/** What frames the text or the signature that goes on with a part, and is told by no event. */
function keepGoingOn(remains: Remains, { part, at }: PlacedPart, wire: Text): Text {
  const { text, thought, seal } = wire
  if (text.value === '' && !seal) keep(remains, at, part.leaf())
  else {
    keep(remains, `${at}/thought`, thought)
    if (text.value === '') keep(remains, `${at}/text`, text)
  }
  return { ...wire, thought: undefined }
}

/** A signature comes before the text that it stands beside, and after the text that it closes. */
function begin(placed: PlacedPart, { kind, text, thought, seal, extras }: Text, events: ReplyEvent[]): void {
  const { state, choice } = placed
  const part = openPart(placed, { kind, ...present({ tag: tagOf([], thought), extras }) }, events)
  state.open[choice] =
    kind === 'text' ? { part, kind, said: sayText(placed, part, text.value) } : { part, kind }
  if (seal) events.push({ kind: 'part-seal', part, seal: { dialect: DIALECT, value: seal } })
  if (text.value !== '') events.push({ kind: 'part-delta', part, text })
  // Signed parts are never merged with others. anthropic-gemini.md §G.2.
  if (seal || extras) closePart(state, choice, events)
}

function sayText({ state, choice, place }: PlacedPart, part: number, text: string): SaidText {
  const said: SaidText = { choice, part, place, text }
  state.texts.push(said)
  return said
}

/** A thought of which only the signature is shown. */
function readBareThought(placed: PlacedPart, events: ReplyEvent[]): void {
  const thought = placed.part.boolean('thought')
  const value = placed.part.string('thoughtSignature') as Leaf<string>
  const extras = gather(placed.part.rest(DIALECT))
  const part = openPart(
    placed,
    { kind: 'reasoning', ...present({ tag: tagOf(['no-text'], thought), extras }) },
    events,
  )
  events.push({ kind: 'part-seal', part, seal: { dialect: DIALECT, value } }, { kind: 'part-end', part })
}

/** Whole in one part as a rule; on Vertex its arguments may come in pieces, closed by an empty call. False: no call at all. */
function readCall(placed: PlacedPart, events: ReplyEvent[]): boolean {
  const { state, choice, part } = placed
  const peeked = part.peek('functionCall')
  if (peeked === undefined || !isObject(peeked)) return false
  const open = state.open[choice]
  if (typeof peeked.name !== 'string') {
    if (!open?.args) return false
    if (state.remains) keep(state.remains, placed.at, part.leaf())
    addArgs(open.args, part.object('functionCall')?.leaf() ?? spell(undefined, {}))
    if (!goesOn(peeked)) closePart(state, choice, events)
    return true
  }
  const call = part.object('functionCall') as Cursor
  if (isPartial(peeked)) beginPartial(placed, call, events)
  else readWhole(placed, call, events)
  return true
}

function readWhole(placed: PlacedPart, call: Cursor, events: ReplyEvent[]): void {
  const args = call.object('args')?.leaf()
  const opened = openCall(placed, call, events)
  if (args) events.push({ kind: 'part-delta', part: opened, text: argumentsAsText(args) })
  events.push({ kind: 'part-end', part: opened })
}

function beginPartial(placed: PlacedPart, call: Cursor, events: ReplyEvent[]): void {
  const args = noArgs()
  addArgs(args, call.leaf())
  const { remains } = placed.state
  for (const key of ['args', 'partialArgs', 'willContinue']) {
    const piece = call.at(key)?.leaf()
    if (remains) keep(remains, `${placed.at}/functionCall/${key}`, piece)
  }
  const part = openCall(placed, call, events, remains && tagOf([IN_PIECES]))
  placed.state.open[placed.choice] = { part, kind: 'tool-call', args }
  if (!goesOn(call.value)) closePart(placed.state, placed.choice, events)
}

function openCall(placed: PlacedPart, call: Cursor, events: ReplyEvent[], tag?: Leaf<string>): number {
  const id = call.string('id')
  const name = call.string('name') as Leaf<string>
  const seal = placed.part.string('thoughtSignature')
  const extras = gather(placed.part.rest(DIALECT), { functionCall: call.rest(DIALECT) })
  const part = openPart(placed, { kind: 'tool-call', name, ...present({ id, tag, extras }) }, events)
  if (seal) events.push({ kind: 'part-seal', part, seal: { dialect: DIALECT, value: seal } })
  placed.state.calling[placed.choice] = true
  return part
}
