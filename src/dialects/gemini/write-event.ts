import type { Target } from '../../hub/dialect.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { also, join, spell } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent, Usage } from '../../hub/reply.ts'
import type { Template } from '../../hub/template.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import { mergeUsage } from '../../hub/usage.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent, FrameWish } from '../dialect.ts'
import { writeFailure } from './errors.ts'
import { writeUsage } from './usage.ts'
import { DIALECT, formOf, scatter, unlessEmpty, WIRE_FINISHES } from './words.ts'
import type { FrameWriter } from './write-frame.ts'
import { startFrames, writeInFrames } from './write-frame.ts'
import { spread } from './write-part.ts'
import { writeReplyCall } from './write-reply-part.ts'

type Of<K extends ReplyEvent['kind']> = Extract<ReplyEvent, { kind: K }>

export interface WriterState {
  /** Set by reply-start; what of it repeats on every chunk. */
  opening?: Of<'reply-start'>
  /** The opening's other fields stand on the first chunk only. */
  isOpened: boolean
  readonly parts: Record<number, WritingPart>
  /** By candidate: the kind of the plain text written last, which the next text would run into. */
  readonly last: Record<number, string | undefined>
  readonly finishes: Of<'finish'>[]
  usage?: Usage
  /** Given where each frame is to be written as it came. */
  readonly frames?: FrameWriter
  hasFailed: boolean
}

interface WritingPart {
  readonly head: PartHead
  readonly choice: number | undefined
  /** Arguments so far. */
  text?: Leaf<string>
  seal?: Leaf<string>
  isWritten: boolean
  /** The chunk of its next text. */
  template?: Template
}

export const start = (_target?: Target, wish: FrameWish = {}): WriterState => ({
  isOpened: false,
  parts: {},
  last: {},
  finishes: [],
  ...(wish.keepsFrames ? { frames: startFrames() } : {}),
  hasFailed: false,
})

/** One chunk a delta; a call whole at its end; finish and usage together in the last chunk. anthropic-gemini.md §M.8. */
export function write(state: WriterState, event: ReplyEvent): DialectEvent[] {
  if (state.frames) return writeInFrames(state.frames, event)
  // Nothing may follow an error.
  if (state.hasFailed && !isHome(state)) return []
  switch (event.kind) {
    case 'reply-start':
      state.opening ??= event
      return []
    case 'part-start':
      state.parts[event.part] = { head: event.head, choice: event.choice, isWritten: false }
      return []
    case 'part-delta':
      return onDelta(state, event)
    case 'part-seal':
      return onSeal(state, event)
    case 'part-end':
      return onEnd(state, event)
    case 'usage':
      state.usage = mergeUsage(state.usage, event.usage)
      return []
    case 'finish':
      return onFinish(state, event)
    case 'error':
      state.hasFailed = true
      return [...end(state), { data: writeFailure(event.failure) }]
    case 'opaque':
      return event.dialect === DIALECT && isObject(event.raw.value)
        ? [{ data: { ...header(state), ...spread(event.raw) } }]
        : []
    case 'part-citation':
    case 'part-logprobs':
    case 'frame':
      return []
  }
}

/** The last chunk; nothing is invented where no finish came. */
export function end(state: WriterState): DialectEvent[] {
  const { finishes, usage, opening } = state
  if (finishes.length === 0 && !usage && (state.isOpened || !opening)) return []
  const usageMetadata = usage && unlessEmpty(writeUsage(usage))
  const data = {
    ...header(state),
    ...(finishes.length > 0 ? { candidates: finishes.map(writeFinish) } : {}),
    ...(usageMetadata ? { usageMetadata } : {}),
  }
  state.finishes.length = 0
  delete state.usage
  return [{ data }]
}

const isHome = ({ opening }: WriterState): boolean => opening?.extras?.dialect === DIALECT

function header(state: WriterState): WrittenObject {
  const { id, model, extras } = state.opening ?? {}
  const once = state.isOpened ? {} : scatter(extras)
  if (state.opening) state.isOpened = true
  return { modelVersion: model, responseId: id, ...once }
}

function chunk(state: WriterState, choice: number | undefined, ...parts: Written[]): DialectEvent {
  const { role, tag } = state.opening ?? {}
  const content = { role: tag?.value === 'no-role' ? undefined : spell(role, 'model'), parts }
  return { data: { ...header(state), candidates: [{ content, index: choice }] } }
}

const hasText = (head: PartHead): boolean =>
  head.kind === 'text' || head.kind === 'refusal' || head.kind === 'reasoning'

function onDelta(state: WriterState, { part: number, text }: Of<'part-delta'>): DialectEvent[] {
  const part = state.parts[number]
  if (!part) return []
  if (!hasText(part.head)) {
    part.text = join(part.text, text)
    return []
  }
  if (part.template && part.seal === undefined) {
    state.last[part.choice ?? 0] = part.head.kind
    return [new Repeated(part.template, text, 0)]
  }
  const isLater = part.isWritten && part.seal === undefined
  const written = writeText(state, part, text)
  // The first chunk of a part speaks for its tag and for what opens the reply; all later ones are alike.
  const template = isLater && written[0] && templateOf(written[0], text)
  if (template) part.template = template
  return written
}

/** Our own signature is held until it is known whether text goes with it. */
function onSeal(state: WriterState, { part: number, seal }: Of<'part-seal'>): DialectEvent[] {
  const part = state.parts[number]
  if (part && seal.dialect === DIALECT) part.seal = seal.value
  return []
}

function onEnd(state: WriterState, { part: number }: Of<'part-end'>): DialectEvent[] {
  const part = state.parts[number]
  if (!part) return []
  delete state.parts[number]
  if (part.head.kind === 'opaque') return writeOpaque(state, part)
  if (part.head.kind === 'tool-call') return [writeCall(state, part)]
  const isOwed = part.seal !== undefined || (!part.isWritten && isHome(state))
  return isOwed ? writeText(state, part, undefined) : []
}

function writeText(state: WriterState, part: WritingPart, text: Leaf<string> | undefined): DialectEvent[] {
  const { head, choice, seal } = part
  const tag = head.kind === 'opaque' ? undefined : head.tag
  const extras = part.isWritten || head.kind === 'opaque' ? {} : scatter(head.extras)
  const isThought = head.kind === 'reasoning'
  const thought = isThought ? spell(part.isWritten ? undefined : tag, true) : undefined
  const empty = formOf(tag).includes('no-text') ? undefined : ''
  const wire: WrittenObject = {
    text: text ? (part.isWritten || isThought ? text : also(text, tag)) : empty,
    thought,
    thoughtSignature: seal,
    ...extras,
  }
  const isPlain = seal === undefined && Object.keys(extras).length === 0
  const runsInto = !part.isWritten && isPlain && state.last[choice ?? 0] === head.kind
  part.isWritten = true
  delete part.seal
  state.last[choice ?? 0] = isPlain ? head.kind : undefined
  // The first part of a chunk goes on with the text before it: an empty one takes that place, so that this one is new.
  return [
    runsInto
      ? chunk(state, choice, { text: '', thought: isThought ? true : undefined }, wire)
      : chunk(state, choice, wire),
  ]
}

function writeCall(state: WriterState, { head, choice, ...said }: WritingPart): DialectEvent {
  if (head.kind !== 'tool-call') return chunk(state, choice)
  state.last[choice ?? 0] = undefined
  return chunk(state, choice, writeReplyCall({ head, ...said }))
}

function writeOpaque(state: WriterState, { head, choice }: WritingPart): DialectEvent[] {
  if (head.kind !== 'opaque' || head.dialect !== DIALECT) return []
  state.last[choice ?? 0] = undefined
  return [chunk(state, choice, isObject(head.raw.value) ? spread(head.raw) : head.raw)]
}

function onFinish(state: WriterState, event: Of<'finish'>): DialectEvent[] {
  const blocked =
    event.extras?.dialect === DIALECT
      ? event.extras.entries.find(([key]) => key === 'promptFeedback')
      : undefined
  if (blocked) return [{ data: { promptFeedback: blocked[1], ...header(state) } }]
  const before = state.finishes.findIndex(({ choice }) => choice === event.choice)
  if (before >= 0) state.finishes[before] = event
  else state.finishes.push(event)
  return []
}

function writeFinish({ reason, choice, extras, stopSequence }: Of<'finish'>): WrittenObject {
  const inner = unlessEmpty(scatter(extras, 'content'))
  return {
    finishReason: also(spell(reason, WIRE_FINISHES[reason.value]), stopSequence),
    index: choice,
    ...(inner ? { content: inner } : {}),
    ...scatter(extras),
  }
}
