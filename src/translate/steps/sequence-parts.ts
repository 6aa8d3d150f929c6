import type { ReplyEvent } from '../../hub/reply.ts'
import { parseJson } from '../../wire/json.ts'
import type { ReplyStep } from '../step.ts'

interface SequenceState {
  /** The part that is being told. */
  open: number | undefined
  /** Of an open call: its arguments so far. */
  text: string
  isCall: boolean
  /** Parts that wait until the open one ends, in the order in which they began. */
  readonly waiting: Waiting[]
  /** What waits until no part is open: the finish. */
  readonly after: ReplyEvent[]
  /** Parts that were closed before they ended. */
  readonly ended: Record<number, true>
}

interface Waiting {
  readonly part: number
  readonly events: ReplyEvent[]
}

/**
 * One part after the other: Chat may interleave parallel calls and has no mark for "call done". A part that begins while
 * another is open waits until that one ends, or until its arguments are whole (a complete JSON object cannot go on).
 */
export const sequenceParts: ReplyStep<SequenceState> = {
  name: 'sequence-parts',
  why: 'In this dialect parts of a reply never interleave: the later call waits until the earlier is complete.',
  start: () => ({ open: undefined, text: '', isCall: false, waiting: [], after: [], ended: {} }),
  run(state, { events }) {
    // Most batches are the next pieces of the open part, and pass as they are.
    for (const event of events) if (!goesOn(state, event)) return passAll(state, events)
    if (state.isCall)
      for (const event of events) if (event.kind === 'part-delta') grow(state, event.text.value)
    return events
  },
  end(state) {
    const passed: ReplyEvent[] = state.open === undefined ? [] : [{ kind: 'part-end', part: state.open }]
    state.open = undefined
    release(state, passed)
    return passed
  },
}

function goesOn(state: SequenceState, event: ReplyEvent): boolean {
  const { kind } = event
  if (kind === 'part-delta') return event.part === state.open && !state.ended[event.part]
  return kind === 'usage' || kind === 'frame'
}

/** Only of calls does the text say whether they are complete. */
function grow(state: SequenceState, text: string): void {
  if (state.isCall) state.text += text
}

function passAll(state: SequenceState, events: readonly ReplyEvent[]): ReplyEvent[] {
  const passed: ReplyEvent[] = []
  for (const event of events) {
    pass(state, event, passed)
    release(state, passed)
  }
  return passed
}

function pass(state: SequenceState, event: ReplyEvent, passed: ReplyEvent[]): void {
  if (!('part' in event)) {
    const isAfter = event.kind === 'finish' && state.open !== undefined
    const list = isAfter ? state.after : passed
    list.push(event)
  } else if (event.kind === 'part-start') {
    if (isTaken(state)) state.waiting.push({ part: event.part, events: [event] })
    else open(state, event, passed)
  } else if (!state.ended[event.part]) {
    if (event.part === state.open) tell(state, event, passed)
    // A part that has not begun has nowhere to wait.
    else state.waiting.findLast(({ part }) => part === event.part)?.events.push(event)
  }
}

/** What the open part says. */
function tell(state: SequenceState, event: ReplyEvent, passed: ReplyEvent[]): void {
  passed.push(event)
  if (event.kind === 'part-delta') grow(state, event.text.value)
  if (event.kind === 'part-end') state.open = undefined
}

function open(
  state: SequenceState,
  event: Extract<ReplyEvent, { kind: 'part-start' }>,
  passed: ReplyEvent[],
): void {
  if (state.open !== undefined) {
    // It may still be sent pieces.
    state.ended[state.open] = true
    passed.push({ kind: 'part-end', part: state.open })
  }
  state.open = event.part
  state.text = ''
  state.isCall = event.head.kind === 'tool-call'
  passed.push(event)
}

/** A part is open, and may go on. */
const isTaken = ({ open, isCall, text }: SequenceState): boolean =>
  open !== undefined && !(isCall && text.trimEnd().endsWith('}') && 'value' in parseJson(text))

/** Parts that wait, until one of them may go on itself; then what waits for all of them. */
function release(state: SequenceState, passed: ReplyEvent[]): void {
  while (state.waiting.length > 0 && !isTaken(state)) {
    const [start, ...rest] = state.waiting.shift()?.events ?? []
    if (start?.kind === 'part-start') open(state, start, passed)
    for (const event of rest) tell(state, event, passed)
  }
  if (state.open === undefined) passed.push(...state.after.splice(0))
}
