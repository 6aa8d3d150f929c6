import { argumentsAsText } from '../../hub/arguments.ts'
import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, join, spell } from '../../hub/leaf.ts'
import type { Seal } from '../../hub/part.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import { isObject, pointerStep } from '../../wire/json.ts'
import type { CallKey, CallPiece } from './calls.ts'
import { findCall, growKey, startKey } from './calls.ts'
import { readAnnotations } from './citations.ts'
import { LOGPROB_LISTS, readTokens } from './logprobs.ts'
import type { News } from './news.ts'
import { choicePlace, deltaPlace, gather, hint, objectArguments, present } from './places.ts'
import { readPart, readSeal } from './read-part.ts'
import { wholeHas } from './whole-form.ts'
import { ID, REASONING_KEYS, STOOD } from './words.ts'

/** A call being read. It becomes a part once its name is known; what came before is held. */
interface CallState extends CallKey {
  part: number | undefined
  isOpen: boolean
  head: CallHead
  held?: Leaf<string>
  seal?: Seal
}
type CallHead = Partial<Omit<Extract<PartHead, { kind: 'tool-call' }>, 'kind'>>

type Voice = 'text' | 'reasoning' | 'refusal'

/** A part of text that is open. `length`: of what it has said, in UTF-16 code units. */
interface OpenVoice {
  readonly part: number
  readonly tag: string
  length: number
}

/** One choice of the reply: which of its parts are open. Plain data. */
export interface ChoiceState {
  readonly number: number
  /** How its objects are called in the extras; spelled once. */
  readonly place: string
  readonly deltaPlace: string
  readonly voices: Partial<Record<Voice, OpenVoice>>
  readonly calls: CallState[]
  /** The length of all texts that have ended: where the next one begins in the content of the choice. */
  textBefore: number
  finish?: string
}

export const startChoice = (number: number): ChoiceState => ({
  number,
  place: choicePlace(number),
  deltaPlace: deltaPlace(number),
  voices: {},
  calls: [],
  textBefore: 0,
})

export interface Run {
  readonly state: {
    parts: number
    /** What the whole text rests on; said at its end. */
    sources?: readonly Citation[] | undefined
  }
  readonly events: ReplyEvent[]
}

/** Whether all that a delta says is a piece of text. */
export function isPlainText({ value }: Cursor): boolean {
  for (const key in value as object) if (key !== 'content') return false
  const { content } = value as { readonly content?: unknown }
  return typeof content === 'string' && content !== ''
}

/** `form`: where goes what only a whole response has; undefined in a stream. Returns the fields that not every server's form of them can be read. */
export function readDelta(
  run: Run,
  choice: ChoiceState,
  delta: Cursor,
  form: News[] | undefined,
): readonly string[] {
  if (isPlainText(delta)) {
    readContent(run, choice, delta)
    return NONE
  }
  const isWhole = form !== undefined
  const reasoning = REASONING_KEYS.find((key) => isFull(delta, key))
  const thought = reasoning && delta.string(reasoning)
  if (reasoning && thought) say(run, choice, 'reasoning', thought, hint(STOOD[reasoning]))
  if (!thought) readDetails(run, choice, delta)
  readContent(run, choice, delta, isWhole)
  const hasCitations = readCitations(run, choice, delta)
  const refusal = isFull(delta, 'refusal') ? delta.string('refusal') : undefined
  if (refusal) say(run, choice, 'refusal', refusal)
  const list = delta.peek('tool_calls')
  const pieces = Array.isArray(list) && list.every(isObject) ? delta.list('tool_calls') : undefined
  pieces?.forEach((piece, position) => {
    readCall(run, choice, piece, { position, count: pieces.length, form })
  })
  const legacy = delta.object('function_call')
  if (legacy) readLegacyCall(run, choice, legacy)
  return hasCitations ? ANNOTATIONS : NONE
}

/** OpenRouter's `reasoning_details` (openai.md §7 Q10), where no other field shows the thoughts. */
function readDetails(run: Run, choice: ChoiceState, delta: Cursor): void {
  if (!Array.isArray(delta.peek('reasoning_details'))) return
  for (const detail of delta.list('reasoning_details') ?? []) {
    const text = detail.string('text') ?? detail.string('summary')
    if (text && text.value !== '') say(run, choice, 'reasoning', text, hint(STOOD.details))
  }
}

const NONE: readonly string[] = []
const ANNOTATIONS: readonly string[] = ['annotations']

const isFull = (at: Cursor, key: string): boolean => {
  const value = at.peek(key)
  return typeof value === 'string' && value !== ''
}

/** Mistral opens its thoughts with an empty list, which leaves no trace in the whole. */
function isEmptyThought(entry: Cursor): boolean {
  const thinking = entry.peek('thinking')
  return entry.peek('type') === 'thinking' && Array.isArray(thinking) && thinking.length === 0
}

function readContent(run: Run, choice: ChoiceState, delta: Cursor, isWhole = false): void {
  if (isFull(delta, 'content')) {
    const text = delta.string('content')
    if (text) say(run, choice, 'text', text)
    return
  }
  if (!Array.isArray(delta.peek('content'))) return
  for (const entry of delta.list('content') ?? []) {
    if (!isWhole && isEmptyThought(entry)) continue
    const part = readPart(entry)
    const isKept = part.kind !== 'opaque' && part.extras !== undefined
    if (part.kind === 'text' && !isKept) say(run, choice, 'text', part.text, spell(part.tag, STOOD.text))
    else if (part.kind === 'reasoning' && !isKept) {
      for (const { text } of part.summaries ?? (part.text ? [{ text: part.text }] : []))
        say(run, choice, 'reasoning', text, part.tag)
    } else {
      const number = openPart(run, choice, { kind: 'opaque', dialect: ID, raw: entry.leaf() })
      run.events.push({ kind: 'part-end', part: number })
    }
  }
}

function openPart({ state, events }: Run, choice: ChoiceState, head: PartHead): number {
  const part = state.parts++
  events.push({ kind: 'part-start', part, ...(choice.number > 0 ? { choice: choice.number } : {}), head })
  return part
}

/** A voice goes on, or falls in: one at a time speaks, so that targets with blocks need not hold anything back. */
function say(run: Run, choice: ChoiceState, voice: Voice, text: Leaf<string>, tag?: Leaf<string>): void {
  let open = choice.voices[voice]
  if (open === undefined || open.tag !== (tag?.value ?? '')) {
    hush(run, choice)
    open = {
      part: openPart(run, choice, tag ? { kind: voice, tag } : { kind: voice }),
      tag: tag?.value ?? '',
      length: 0,
    }
    choice.voices[voice] = open
  }
  open.length += text.value.length
  run.events.push({ kind: 'part-delta', part: open.part, text })
}

function hush({ state, events }: Run, choice: ChoiceState): void {
  const { voices } = choice
  for (const voice of Object.keys(voices) as Voice[]) {
    const open = voices[voice]
    if (open && voice === 'text') {
      choice.textBefore += open.length
      for (const citation of state.sources ?? [])
        events.push({ kind: 'part-citation', part: open.part, citation })
      delete state.sources
    }
    if (open) events.push({ kind: 'part-end', part: open.part })
    delete voices[voice]
  }
}

/** Annotations speak of the text that is open; without one they are kept raw. */
function readCitations({ events }: Run, { voices, textBefore }: ChoiceState, delta: Cursor): boolean {
  const part = voices.text?.part
  const citations = part === undefined ? undefined : readAnnotations(delta, textBefore)
  if (part !== undefined)
    for (const citation of citations ?? []) events.push({ kind: 'part-citation', part, citation })
  return citations !== undefined
}

/** The log probabilities of what is open. False where they hold more than their tokens: then they are kept raw. */
export function readLogprobs(
  { events }: Run,
  { voices, place }: ChoiceState,
  logprobs: Cursor,
  form: News[] | undefined,
): boolean {
  const read = readTokens(logprobs, (list) => voices[LOGPROB_LISTS[list]] !== undefined)
  if (!read) return false
  for (const [list, tokens] of read.tokens) {
    const part = voices[LOGPROB_LISTS[list]]?.part
    if (part !== undefined) events.push({ kind: 'part-logprobs', part, tokens })
  }
  for (const [key, leaf] of read.rest) form?.push(wholeHas(`${place}/logprobs${pointerStep(key)}`, leaf))
  return true
}

interface Entry {
  readonly position: number
  readonly count: number
  readonly form: News[] | undefined
}

function readCall(run: Run, choice: ChoiceState, at: Cursor, { position, count, form }: Entry): void {
  const isCustom = isObject(at.peek('custom'))
  const target = at.object(isCustom ? 'custom' : 'function')
  const id = isFull(at, 'id') ? at.string('id') : undefined
  const name = target && isFull(target, 'name') ? target.string('name') : undefined
  const index = at.peek('index')
  const piece = {
    index: Number.isInteger(index) ? (index as number) : undefined,
    id: id?.value ?? '',
    name: name?.value ?? '',
    position,
    count,
  }
  const call = callOf(choice, piece)
  let text = target?.string(isCustom ? 'input' : 'arguments')
  const tag = at.string('type')
  const number = at.number('index')
  if (number) form?.push(wholeHas(`${choice.place}/message/tool_calls/${position}/index`, number))
  const seal = call.seal ? undefined : readSeal(at)
  if (seal) call.seal = seal
  if (seal && call.part !== undefined) run.events.push({ kind: 'part-seal', part: call.part, seal })
  if (call.part === undefined) {
    const extras = gather(at.rest(ID), { [isCustom ? '/custom' : '/function']: target?.rest(ID) })
    call.head = {
      ...present<CallHead>({ id, name, tag, isCustom: isCustom || undefined, extras }),
      ...call.head,
    }
    // An object, as small servers send it, is told as text; it comes home from the extras.
    const object = objectArguments(extras)
    if (object) text = argumentsAsText(object)
  }
  goOn(run, choice, call, piece, text)
}

/** The deprecated single call. */
function readLegacyCall(run: Run, choice: ChoiceState, at: Cursor): void {
  const name = isFull(at, 'name') ? at.string('name') : undefined
  const piece = { index: LEGACY_INDEX, id: '', name: name?.value ?? '', position: 0, count: 1 }
  const call = callOf(choice, piece)
  if (call.part === undefined)
    call.head = { ...(name ? { name } : {}), tag: hint(STOOD.functionCall), ...call.head }
  goOn(run, choice, call, piece, at.string('arguments'))
}
const LEGACY_INDEX = -1

function callOf({ calls }: ChoiceState, piece: CallPiece): CallState {
  const known = calls[findCall(calls, piece)]
  if (known) return known
  const opened: CallState = { ...startKey(piece), part: undefined, isOpen: false, head: {} }
  calls.push(opened)
  return opened
}

function goOn(
  run: Run,
  choice: ChoiceState,
  call: CallState,
  piece: CallPiece,
  text: Leaf<string> | undefined,
): void {
  growKey(call, piece, text?.value ?? '')
  if (call.part === undefined && call.name !== '') openCall(run, choice, call)
  if (!text || text.value === '') return
  if (call.isOpen && call.part !== undefined) run.events.push({ kind: 'part-delta', part: call.part, text })
  // Ended already, its JSON being complete: more cannot be arguments.
  else if (call.part !== undefined) run.events.push({ kind: 'opaque', dialect: ID, raw: text })
  else call.held = join(call.held, text)
}

/** There is no "call done" on the wire: a call ends when another opens and its JSON is complete, else at the finish. */
function openCall(run: Run, choice: ChoiceState, call: CallState): void {
  hush(run, choice)
  for (const other of choice.calls) if (other.balance.verdict === 'closed') closeCall(run, other)
  const name = call.head.name ?? added('', 'no-name', 'The call says no name.')
  call.part = openPart(run, choice, { kind: 'tool-call', ...call.head, name })
  call.isOpen = true
  if (call.seal) run.events.push({ kind: 'part-seal', part: call.part, seal: call.seal })
  if (call.held) run.events.push({ kind: 'part-delta', part: call.part, text: call.held })
  delete call.held
}

function closeCall({ events }: Run, call: CallState): void {
  if (call.isOpen && call.part !== undefined) events.push({ kind: 'part-end', part: call.part })
  call.isOpen = false
}

/** Ends all that is open in a choice. */
export function closeParts(run: Run, choice: ChoiceState): void {
  for (const call of choice.calls) if (call.part === undefined) openCall(run, choice, call)
  hush(run, choice)
  for (const call of choice.calls) closeCall(run, call)
}
