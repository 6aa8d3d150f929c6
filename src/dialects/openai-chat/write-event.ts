import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { Failure, ReplyEvent, Usage } from '../../hub/reply.ts'
import { settle } from '../../hub/settle.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import { addUsage } from '../../hub/usage.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { writeError } from './errors.ts'
import type { Tokens } from './logprobs.ts'
import { writeLogprobs, writeOwnTokens } from './logprobs.ts'
import { findPlace, restoreAt } from './places.ts'
import { standsElsewhere, writeUsage } from './usage.ts'
import { FINISH_WRITE, ID } from './words.ts'
import type { WriterState } from './write-chunk.ts'
import { chunk, deltaChunk, open, start } from './write-chunk.ts'
import type { PartState } from './write-delta.ts'
import { writeCitation, writeDelta, writePartEnd, writePartStart, writeSeal } from './write-delta.ts'
import type { FrameState } from './write-frame.ts'
import { writeFrame } from './write-frame.ts'

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
