import type { FinishReason, ReplyEvent } from '../../hub/reply.ts'
import type { Scene } from '../evidence.ts'
import { placeOf } from '../places.ts'
import type { Hit, Rule } from '../rule.ts'

const WORDS: Partial<Record<string, string>> = { 'openai-chat': 'stop', 'anthropic-messages': 'end_turn' }

type Finish = ReplyEvent & { kind: 'finish' }
const DONE: readonly FinishReason[] = ['stop']

function find({ exchange, dialect, reply, request }: Scene): Hit[] {
  const word = dialect && WORDS[dialect]
  // Gemini says STOP with calls by design; Responses has no such word (bugs.md §3.1, trap 3).
  if (!word || !reply || (reply.kind !== 'stream' && reply.kind !== 'whole')) return []
  // OpenAI itself ends a forced call with `stop` (openai.md §1.4).
  if (request?.hub.toolChoice?.isForced || request?.hub.toolChoice?.mode.value === 'required') return []
  const finishes = reply.events.filter((event): event is Finish => event.kind === 'finish')
  return finishes.flatMap((finish): Hit[] => {
    const calls = reply.events.filter(
      (event) =>
        event.kind === 'part-start' &&
        event.head.kind === 'tool-call' &&
        (event.choice ?? 0) === (finish.choice ?? 0),
    )
    if (calls.length === 0 || !DONE.includes(finish.reason.value)) return []
    const count = calls.length === 1 ? 'a tool call' : `${calls.length} tool calls`
    return [
      {
        places: [placeOf(exchange, 'reply', finish.reason)],
        message: `The answer holds ${count} but ends with “${word}”: agents take it for finished and run nothing.`,
      },
    ]
  })
}

export const finishSaysStop: Rule = {
  id: 'FINISH_SAYS_STOP_BUT_CALLS',
  title: 'Finish reason says "done" although tools were called',
  severity: 'error',
  consequence: 'Agent loops that look at the finish reason stop here; the tools are never run.',
  fix: 'Remember over the whole stream that a call was seen, and end with “tool_calls” (Anthropic: “tool_use”) when the reason is a plain stop. Never over a length or a filter.',
  references: [
    'https://github.com/BerriAI/litellm/pull/21577',
    'https://github.com/BerriAI/litellm/issues/22900',
    'https://github.com/maximhq/bifrost/issues/3638',
  ],
  find,
}
