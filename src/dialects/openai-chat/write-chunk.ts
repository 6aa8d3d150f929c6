// What all chunks of a stream share, and how a choice opens. openai.md §1.5
import type { Target } from '../../hub/dialect.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { ReplyEvent, Usage } from '../../hub/reply.ts'
import type { DialectEvent, FrameWish } from '../dialect.ts'
import { findPlace, restoreAt } from './places.ts'
import { ID } from './words.ts'
import type { ChoiceState, PartState } from './write-delta.ts'
import type { FrameState } from './write-frame.ts'
import { startFrames } from './write-frame.ts'

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

type Start = Extract<ReplyEvent, { kind: 'reply-start' }>

export function start(state: WriterState, event: Start): DialectEvent[] {
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
export function open(state: WriterState, number: number, event?: Start): DialectEvent[] {
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

export function chunk(
  state: WriterState,
  choices: readonly Written[],
  around: WrittenObject = {},
): DialectEvent {
  return { data: { ...state.base, choices, ...around } }
}

export const deltaChunk = (state: WriterState, index: number, delta: WrittenObject): DialectEvent =>
  chunk(state, [{ index, delta, finish_reason: null }])
