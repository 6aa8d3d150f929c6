import { spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { parseJson } from '../../wire/json.ts'
import type { ReplyStep } from '../step.ts'

/**
 * Whether tools were called is read off the calls, never off the source's word: Gemini says STOP either way, and OpenAI
 * itself has ended with `stop` after calls. A length or a filter stays what it is: a cut-off call is not complete.
 */
export const latchFinish: ReplyStep<{ hasCalls: boolean }> = {
  name: 'latch-finish',
  why: 'The reply holds tool calls, so it ends because of them, whatever word the source used.',
  start: () => ({ hasCalls: false }),
  run(state, { events }) {
    let hasFinish = false
    for (const event of events) {
      // Asked once: events are of many shapes, and then each look costs a search.
      const { kind } = event
      if (kind === 'part-delta') continue
      if (kind === 'part-start' && event.head.kind === 'tool-call') state.hasCalls = true
      if (kind === 'finish') hasFinish = true
    }
    if (!state.hasCalls || !hasFinish) return events
    return events.map((event) =>
      event.kind === 'finish' && event.reason.value === 'stop'
        ? { ...event, reason: spell(event.reason, 'tool-calls' as const, 'latch-finish') }
        : event,
    )
  },
  end: () => [],
}

interface SequenceState {
  /** The part whose events pass. */
  open: number | undefined
  /** Whole text of the open part, to see whether its arguments are complete. */
  text: string
  isCall: boolean
  /** Events of later parts, and all that came behind them, held until the open part ends. */
  held: ReplyEvent[]
  ended: number[]
}

/**
 * One part after the other: Chat may interleave parallel calls and has no mark for "call done". A part that begins while
 * another is open waits until that one ends, or until its arguments are whole (a complete JSON object cannot go on).
 */
export const sequenceParts: ReplyStep<SequenceState> = {
  name: 'sequence-parts',
  why: 'In this dialect parts of a reply never interleave: the later call waits until the earlier is complete.',
  start: () => ({ open: undefined, text: '', isCall: false, held: [], ended: [] }),
  run(state, { events }) {
    // Most batches are the next pieces of the open part, and pass as they are.
    for (const event of events) if (!goesOn(state, event)) return events.flatMap((one) => pass(state, one))
    if (state.isCall)
      for (const event of events) if (event.kind === 'part-delta') grow(state, event.text.value)
    return events
  },
  end(state) {
    const closing: ReplyEvent[] = state.open === undefined ? [] : [{ kind: 'part-end', part: state.open }]
    state.open = undefined
    return [...closing, ...release(state)]
  },
}

function goesOn(state: SequenceState, event: ReplyEvent): boolean {
  const { kind } = event
  if (kind === 'part-delta') return event.part === state.open && isOpen(state, event.part)
  return kind === 'usage' || kind === 'frame'
}

/** A part that was closed early may still be sent pieces. */
const isOpen = ({ ended }: SequenceState, part: number): boolean =>
  ended.length === 0 || !ended.includes(part)

/** Only of calls does the text say whether they are complete. */
function grow(state: SequenceState, text: string): void {
  if (state.isCall) state.text += text
}

function pass(state: SequenceState, event: ReplyEvent): ReplyEvent[] {
  if (!('part' in event))
    return event.kind === 'finish' && state.open !== undefined ? hold(state, event) : [event]
  if (event.kind === 'part-start') {
    if (state.open !== undefined && !isWhole(state)) return hold(state, event)
    const before: ReplyEvent[] = state.open === undefined ? [] : [closeEarly(state, state.open)]
    open(state, event)
    return [...before, event]
  }
  if (state.ended.includes(event.part)) return []
  if (event.part !== state.open) return hold(state, event)
  if (event.kind === 'part-delta') grow(state, event.text.value)
  if (event.kind !== 'part-end') return [event]
  state.open = undefined
  return [event, ...release(state)]
}

function open(state: SequenceState, event: ReplyEvent & { kind: 'part-start' }): void {
  state.open = event.part
  state.text = ''
  state.isCall = event.head.kind === 'tool-call'
}

function hold(state: SequenceState, event: ReplyEvent): ReplyEvent[] {
  state.held.push(event)
  return []
}

function closeEarly(state: SequenceState, part: number): ReplyEvent {
  state.ended.push(part)
  return { kind: 'part-end', part }
}

const isWhole = ({ isCall, text }: SequenceState): boolean =>
  isCall && text.trimEnd().endsWith('}') && 'value' in parseJson(text)

function release(state: SequenceState): ReplyEvent[] {
  const waiting = state.held
  state.held = []
  return waiting.flatMap((event) => pass(state, event))
}
