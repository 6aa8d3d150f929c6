import type { Target } from '../../hub/dialect.ts'
import { restore } from '../../hub/extras.ts'
import type { OpenHosted } from '../../hub/hosted.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { PartHead, ReplyEvent, Usage } from '../../hub/reply.ts'
import type { Template } from '../../hub/template.ts'
import type { DialectEvent, FrameWish } from '../dialect.ts'
import { writeUsage } from './usage.ts'
import { BESIDE_DELTA, FINISH_WORDS, ID, isOurs, SERVED_WORDS, wordOf } from './words.ts'
import type { KeptFrames } from './write-frame.ts'
import { startKeeping } from './write-frame.ts'

/** One event of the hub, by its kind. */
export type Of<K extends ReplyEvent['kind']> = Extract<ReplyEvent, { kind: K }>

export interface OpenPart {
  part: number
  readonly index: number
  readonly kind: PartHead['kind']
  /** Free text of a custom tool waits for its end, to be wrapped as an object. */
  readonly isCustom: boolean
  held?: Leaf<string>
  /** Of a text from elsewhere: what citations speak of. */
  said?: string
  /** The frame of its next text. */
  template?: Template
}

/** Plain data: what the frames around the blocks (here) and the blocks themselves share. */
export interface WriterState {
  readonly model: string
  isStarted: boolean
  /** The source speaks Messages itself: its own fields are written, and no others. */
  isOwn: boolean
  /** Waits for the counts that message_start repeats. */
  start?: Of<'reply-start'>
  id: string
  nextIndex: number
  open?: OpenPart
  /** `redacted_thinking` arrives complete, so it waits for its seal; an item of reasoning waits for what it says. */
  waiting?: Of<'part-start'>
  /** All counts so far, and those not written yet. */
  all: Usage
  fresh?: Usage
  finish?: Of<'finish'>
  /** Calls of tools that another provider ran, without their results so far. */
  readonly hosted: OpenHosted
  hasFinished: boolean
  hasStopped: boolean
  isOver: boolean
  /** Only where frames are kept: then each is written as it was, and nothing else is said. */
  kept?: KeptFrames
}

export const startWriting = (target: Target, { keepsFrames }: FrameWish = {}): WriterState => ({
  model: target.model ?? 'unknown',
  isStarted: false,
  isOwn: false,
  id: 'msg_derived',
  nextIndex: 0,
  all: {},
  hosted: [],
  hasFinished: false,
  hasStopped: false,
  isOver: false,
  ...(keepsFrames ? { kept: startKeeping() } : {}),
})

export const named = (name: string, fields: WrittenObject): DialectEvent => ({
  name,
  data: { type: name, ...fields },
})

/** A reply that begins without a start gets one. */
export const begin = (state: WriterState): DialectEvent[] => {
  if (!state.isStarted && !state.start) state.start = { kind: 'reply-start' }
  return flushStart(state)
}

export function flushStart(state: WriterState): DialectEvent[] {
  const { start, isOwn } = state
  if (!start) return []
  delete state.start
  state.isStarted = true
  const why = 'The source gives its reply no id yet.'
  const id = start.id ?? (isOwn ? undefined : added(state.id, 'derived-id', why))
  const model = added(state.model, 'unknown-model', 'The source does not say yet which model replies.')
  state.id = id?.value ?? state.id
  const message: WrittenObject = {
    ...present({ id }),
    type: spell(start.tag, 'message'),
    role: spell(start.role, 'assistant'),
    ...present({ model: start.model ?? (isOwn ? undefined : model) }),
    content: [],
    ...(isOwn ? {} : { stop_reason: null, stop_sequence: null }),
    usage: isOwn ? countsSaid(state) : countsFrom(state, start),
    ...restore(start.extras, ID),
  }
  if (isOwn) delete state.fresh
  return [named('message_start', { message })]
}

/** Of a reply of ours, what it said itself, and nothing where it said nothing. */
const countsSaid = ({ fresh, all }: WriterState): WrittenObject | undefined => fresh && writeUsage(fresh, all)

const countsFrom = ({ fresh, all }: WriterState, { serviceTier }: Of<'reply-start'>): WrittenObject => ({
  input_tokens: 0,
  output_tokens: 0,
  ...writeTier(serviceTier),
  ...writeUsage(fresh ?? {}, all),
})

function writeTier(tier: Leaf<string> | undefined): WrittenObject {
  const word = wordOf(SERVED_WORDS, tier?.value)
  return word === undefined ? {} : { service_tier: spell(tier, word) }
}

export function messageDelta(
  state: WriterState,
  { reason, stopSequence, extras }: Of<'finish'>,
): DialectEvent {
  state.hasFinished = true
  const isOwn = isOurs(extras)
  const sequence = stopSequence ?? (isOwn ? undefined : null)
  const word = spell(reason, FINISH_WORDS[reason.value])
  const more = Object.entries(restore(extras, ID))
  const beside = Object.fromEntries(more.filter(([key]) => BESIDE_DELTA.includes(key)))
  const inside = Object.fromEntries(more.filter(([key]) => !BESIDE_DELTA.includes(key)))
  const counts = { output_tokens: state.all.output ?? 0, ...writeUsage(state.all, state.all) }
  const usage = isOwn ? countsSaid(state) : counts
  delete state.fresh
  return named('message_delta', {
    delta: { stop_reason: word, ...(sequence === undefined ? {} : { stop_sequence: sequence }), ...inside },
    usage,
    ...beside,
  })
}
