import { spell } from '../../hub/leaf.ts'
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
