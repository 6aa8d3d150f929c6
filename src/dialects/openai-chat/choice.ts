import type { Citation } from '../../hub/citation.ts'
import type { Leaf } from '../../hub/leaf.ts'
import type { Seal } from '../../hub/part.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { CallKey } from './calls.ts'
import { choicePlace, deltaPlace } from './places.ts'

/** A call being read. It becomes a part once its name is known; what came before is held. */
export interface CallState extends CallKey {
  part: number | undefined
  isOpen: boolean
  head: CallHead
  held?: Leaf<string>
  seal?: Seal
}
export type CallHead = Partial<Omit<Extract<PartHead, { kind: 'tool-call' }>, 'kind'>>

export type Voice = 'text' | 'reasoning' | 'refusal'

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
  /** Calls whose arguments were whole at some time: they end when another opens. */
  readonly whole: CallState[]
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
  whole: [],
  textBefore: 0,
})

/** After each of its pieces. */
export function noteWhole({ whole }: ChoiceState, call: CallState): void {
  if (call.isOpen && call.balance.verdict === 'closed' && whole.at(-1) !== call) whole.push(call)
}

export interface Run {
  readonly state: {
    parts: number
    /** What the whole text rests on; said at its end. */
    sources?: readonly Citation[] | undefined
  }
  readonly events: ReplyEvent[]
}

export function openPart({ state, events }: Run, choice: ChoiceState, head: PartHead): number {
  const part = state.parts++
  events.push({ kind: 'part-start', part, ...(choice.number > 0 ? { choice: choice.number } : {}), head })
  return part
}

/** A voice goes on, or falls in: one at a time speaks, so that targets with blocks need not hold anything back. */
export function say(
  run: Run,
  choice: ChoiceState,
  voice: Voice,
  text: Leaf<string>,
  tag?: Leaf<string>,
): void {
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

export function hush({ state, events }: Run, choice: ChoiceState): void {
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
