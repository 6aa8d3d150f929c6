import type { Target } from '../../hub/dialect.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { Failure, ReplyEvent, Usage } from '../../hub/reply.ts'
import { settle } from '../../hub/settle.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import { addUsage } from '../../hub/usage.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent, FrameWish } from '../dialect.ts'
import { writeError } from './errors.ts'
import type { Tokens } from './logprobs.ts'
import { writeLogprobs, writeOwnTokens } from './logprobs.ts'
import { findPlace, restoreAt } from './places.ts'
import { standsElsewhere, writeUsage } from './usage.ts'
import { FINISH_WRITE, ID } from './words.ts'
import type { ChoiceState, PartState } from './write-delta.ts'
import { writeCitation, writeDelta, writePartEnd, writePartStart, writeSeal } from './write-delta.ts'
import type { FrameState } from './write-frame.ts'
import { startFrames, writeFrame } from './write-frame.ts'

export interface WriterState {
  readonly model: string | undefined
  /** The reply was read from this dialect: its form is kept, and nothing is made up. */
  isHome: boolean
  /** What every chunk repeats; absent until the reply has started. */
  base?: WrittenObject
  role?: Leaf<string>
  readonly parts: Record<number, PartState>
  /** Those whose first chunk is written. */
  readonly choices: Record<number, ChoiceState>
  /** How many choices were begun, and how many of them are finished: asked at every usage. */
  opened: number
  finished: number
  usage?: Usage
  hasFailed: boolean
  /** Where each frame is to come home as it was. */
  readonly frames?: FrameState
}

export const startWriter = (target: Target, { keepsFrames }: FrameWish = {}): WriterState => ({
  model: target.model,
  isHome: false,
  parts: {},
  choices: {},
  opened: 0,
  finished: 0,
  hasFailed: false,
  ...(keepsFrames ? { frames: startFrames() } : {}),
})

export function writeEvent(state: WriterState, event: ReplyEvent): DialectEvent[] {
  return state.frames ? gather(state.frames, event) : writeChunks(state, event)
}

function gather(frames: FrameState, event: ReplyEvent): DialectEvent[] {
  if (event.kind === 'frame') return [writeFrame(frames, event)]
  frames.gathered.push(event)
  return []
}

function writeChunks(state: WriterState, event: ReplyEvent): DialectEvent[] {
  // Nothing may follow an error; at home OpenRouter says the finish behind it.
  if (state.hasFailed && !state.isHome) return []
  switch (event.kind) {
    case 'reply-start':
      return start(state, event)
    case 'part-start': {
      const number = event.choice ?? 0
      const opening = open(state, number)
      const delta = writePartStart(state, event.part, number, event.head)
      return delta ? [...opening, deltaChunk(state, number, delta)] : opening
    }
    case 'part-delta':
      return writeText(state, event.part, event.text)
    case 'part-seal':
      return ofPart(state, event.part, (part) => writeSeal(part, event.seal))
    case 'part-end':
      return endPart(state, event.part)
    case 'usage':
      return writeOrHold(state, event.usage)
    case 'finish':
      return finish(state, event)
    case 'error':
      return fail(state, event.failure)
    case 'opaque':
      return event.dialect === ID ? writeOpaque(state, event.raw, event.event) : []
    case 'part-citation':
      return ofPart(state, event.part, () => writeCitation(state, event.part, event.citation))
    case 'part-logprobs':
      return writeTokens(state, event.part, event.tokens)
    case 'frame':
      return []
  }
}

/** Nothing may follow an error, so what was counted until then is told before it; at home it stands where it stood. */
function fail(state: WriterState, failure: Failure): DialectEvent[] {
  state.hasFailed = true
  const error = { data: writeError(failure, noLosses()) }
  return state.isHome ? [error] : [...heldUsage(state), error]
}

function heldUsage(state: WriterState): DialectEvent[] {
  const { usage } = state
  delete state.usage
  return usage ? [usageChunk(state, usage)] : []
}

/** No `[DONE]` follows an error (openai.md §1.5). */
export function endWriter(state: WriterState): DialectEvent[] {
  const usage = heldUsage(state)
  return state.hasFailed ? usage : [...usage, { data: '[DONE]' }]
}

type Start = Extract<ReplyEvent, { kind: 'reply-start' }>

function start(state: WriterState, event: Start): DialectEvent[] {
  const { id, model, created, role, tag, extras } = event
  state.isHome = extras?.dialect === ID || tag?.value.startsWith('chat.completion') === true
  if (role) state.role = role
  // What every chunk repeats may be another now.
  for (const part of Object.values(state.parts)) delete part.template
  const object = state.isHome && tag?.added ? undefined : spell(tag, 'chat.completion.chunk')
  state.base = state.isHome
    ? { id, object, created, model }
    : {
        id: id ?? added('chatcmpl-interlinear', 'derived-id', 'The source gives its reply no id.'),
        object,
        created:
          created ?? added(0, 'no-clock', 'The source does not say when, and nothing here reads a clock.'),
        model: model ?? added(state.model ?? 'unknown', 'no-model', 'The source does not name its model.'),
      }
  return open(state, 0, event)
}

/** The first chunk of a choice brings its role; the first of all also what stood beside the events at home. */
function open(state: WriterState, number: number, event?: Start): DialectEvent[] {
  if (state.choices[number]) return []
  if (!state.base && !event) return [...start(state, { kind: 'reply-start' }), ...open(state, number)]
  const extras = event?.extras
  const others = (extras?.entries ?? []).flatMap(([path]) => findPlace(path).choice ?? [])
  const choices = [...new Set([number, ...others])].map((choice) => {
    const before = state.choices[choice]
    if (!before) state.opened++
    if (before?.isFinished) state.finished--
    state.choices[choice] = { calls: 0, hasReasoned: false, isFinished: false }
    return {
      index: choice,
      delta: { ...firstDelta(state), ...restoreAt(extras, `/choices/${choice}/delta`) },
      // OpenAI's own whole responses always have the three nulls, so ours have, too.
      ...(state.isHome ? {} : { logprobs: null }),
      finish_reason: null,
      ...withoutDelta(restoreAt(extras, `/choices/${choice}`)),
    }
  })
  const service_tier = state.isHome ? undefined : event?.serviceTier
  return [{ data: { ...state.base, service_tier, choices, ...restoreAt(extras, '') } }]
}

const firstDelta = (state: WriterState): WrittenObject =>
  state.isHome ? { role: state.role } : { role: spell(state.role, 'assistant'), content: null, refusal: null }

const withoutDelta = (object: Record<string, Written>): WrittenObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith('delta/')))

function chunk(state: WriterState, choices: readonly Written[], around: WrittenObject = {}): DialectEvent {
  return { data: { ...state.base, choices, ...around } }
}

const deltaChunk = (state: WriterState, index: number, delta: WrittenObject): DialectEvent =>
  chunk(state, [{ index, delta, finish_reason: null }])

/** The first text of a part speaks for its tag; all later ones are alike. */
function writeText(state: WriterState, number: number, text: Leaf<string>): DialectEvent[] {
  const part = state.parts[number]
  if (part?.template && text.value !== '') {
    part.length += text.value.length
    return [new Repeated(part.template, text, 0)]
  }
  const isLater = part?.hasText === true
  const written = ofPart(state, number, (one) => writeDelta(one, text, state))
  const template = isLater && written[0] && templateOf(written[0], text)
  if (template) part.template = template
  return written
}

function ofPart(
  state: WriterState,
  number: number,
  write: (part: PartState) => WrittenObject | undefined,
): DialectEvent[] {
  const opening = state.parts[number]
    ? []
    : writeChunks(state, { kind: 'part-start', part: number, head: { kind: 'text' } })
  const part = state.parts[number]
  const delta = part && write(part)
  return delta ? [...opening, deltaChunk(state, part.choice, delta)] : opening
}

function endPart(state: WriterState, number: number): DialectEvent[] {
  const written = ofPart(state, number, (part) => writePartEnd(part, state.isHome))
  const part = state.parts[number]
  if (part) {
    delete part.template
    settle(part)
  }
  return written
}

/** They stand beside the delta; only texts and refusals have a place for them. */
function writeTokens(state: WriterState, number: number, tokens: Tokens): DialectEvent[] {
  const part = state.parts[number]
  if (part?.kind !== 'text' && part?.kind !== 'refusal') return []
  const logprobs = state.isHome ? writeOwnTokens(part.kind, tokens) : writeLogprobs(part.kind, tokens)
  return [chunk(state, [{ index: part.choice, delta: {}, logprobs, finish_reason: null }])]
}

function finish(
  state: WriterState,
  { reason, serviceTier, choice = 0, extras }: Extract<ReplyEvent, { kind: 'finish' }>,
): DialectEvent[] {
  const opening = open(state, choice)
  const book = state.choices[choice]
  if (book && !book.isFinished) state.finished++
  if (book) book.isFinished = true
  const word = spell(reason, FINISH_WRITE[reason.value])
  const written = { index: choice, delta: {}, finish_reason: word, ...restoreAt(extras, '') }
  return [...opening, chunk(state, [written], state.isHome ? {} : { service_tier: serviceTier })]
}

/** Usage stands in a chunk of its own after the finish; what comes earlier waits, for more may come. */
function writeOrHold(state: WriterState, usage: Usage): DialectEvent[] {
  if (state.isHome && standsElsewhere(usage)) return []
  const whole = addUsage(state.usage, usage)
  const isLast = state.opened > 0 && state.finished === state.opened
  if (isLast) delete state.usage
  else state.usage = whole
  return isLast ? [usageChunk(state, whole)] : []
}

const usageChunk = (state: WriterState, usage: Usage): DialectEvent =>
  chunk(state, [], { usage: writeUsage(usage, state.isHome) })

/** `at`: the place in a chunk where it stood; without one it was a frame of its own. */
function writeOpaque(state: WriterState, raw: Leaf<Json>, at: string | undefined): DialectEvent[] {
  if (at === undefined) return isObject(raw.value) ? [{ data: { ...raw.value } }] : []
  const { choice, isInDelta, key } = findPlace(at)
  if (choice === undefined) return [chunk(state, [], { [key]: raw })]
  if (isInDelta) return [...open(state, choice), deltaChunk(state, choice, { [key]: raw })]
  return [
    ...open(state, choice),
    chunk(state, [{ index: choice, delta: {}, finish_reason: null, [key]: raw }]),
  ]
}
