import type { WrittenObject } from '../../hub/leaf.ts'
import { also, join, spell } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import { mergeUsage } from '../../hub/usage.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { writeFailure } from './errors.ts'
import { writeUsage } from './usage.ts'
import { DIALECT, scatter, unlessEmpty, WIRE_FINISHES } from './words.ts'
import { writeCall, writeOpaque, writeText } from './write-chunk.ts'
import { writeInFrames } from './write-frame.ts'
import { spread } from './write-part.ts'
import { besides, writeBeside } from './write-sources.ts'
import type { Of, WriterState } from './writer-state.ts'
import { header, isHome } from './writer-state.ts'

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
      state.parts[event.part] = {
        head: event.head,
        choice: event.choice,
        isWritten: false,
        said: '',
        citations: [],
      }
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
      // At home what was told beside the content is written as it came.
      if (!isHome(state)) state.parts[event.part]?.citations.push(event.citation)
      return []
    case 'part-logprobs':
      onTokens(state, event)
      return []
    case 'frame':
      return []
  }
}

/** The last chunk; nothing is invented where no finish came. */
export function end(state: WriterState): DialectEvent[] {
  const { finishes, usage, opening } = state
  const candidates = lastCandidates(state)
  if (candidates.length === 0 && !usage && (state.isOpened || !opening)) return []
  const usageMetadata = usage && unlessEmpty(writeUsage(usage))
  const data = {
    ...header(state),
    ...(candidates.length > 0 ? { candidates } : {}),
    ...(usageMetadata ? { usageMetadata } : {}),
  }
  finishes.length = 0
  delete state.usage
  state.beside = { grounds: [], tokens: {} }
  return [{ data }]
}

/** How each candidate ends, and what is told beside its content. */
function lastCandidates({ finishes, beside }: WriterState): WrittenObject[] {
  const ended = finishes.map((finish) => ({
    ...writeBeside(beside, finish.choice ?? 0),
    ...writeFinish(finish),
  }))
  const others = besides(beside).filter((choice) =>
    finishes.every((finish) => (finish.choice ?? 0) !== choice),
  )
  return [...ended, ...others.map((index) => ({ index, ...writeBeside(beside, index) }))]
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
  part.said += text.value
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
  const written = isOwed ? writeText(state, part, undefined) : []
  const { citations, said: text, place = 0 } = part
  for (const citation of citations)
    state.beside.grounds.push({ choice: part.choice ?? 0, citation, text, place })
  return written
}

function onTokens(state: WriterState, { part: number, tokens }: Of<'part-logprobs'>): void {
  const part = state.parts[number]
  if (!part || isHome(state)) return
  const choice = part.choice ?? 0
  state.beside.tokens[choice] = [...(state.beside.tokens[choice] ?? []), tokens]
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
