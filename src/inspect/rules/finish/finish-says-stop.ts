import type { Leaf } from '../../../hub/leaf.ts'
import type { FinishReason, ReplyEvent } from '../../../hub/reply.ts'
import type { Exchange } from '../../../transcript/transcript.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

const WORDS: Partial<Record<string, string>> = { 'openai-chat': 'stop', 'anthropic-messages': 'end_turn' }

type CallStart = ReplyEvent & { kind: 'part-start' }

function find({ exchange, dialect, reply, request }: Scene): Hit[] {
  const word = dialect && WORDS[dialect]
  // Gemini says STOP with calls by design; Responses has no such word (bugs.md §3.1, trap 3).
  if (!word || !reply || (reply.kind !== 'stream' && reply.kind !== 'whole')) return []
  // OpenAI itself ends a forced call with `stop` (openai.md §1.4).
  if (request?.hub.toolChoice?.isForced || request?.hub.toolChoice?.mode.value === 'required') return []
  const open = new Map<number, number>()
  return reply.events.flatMap((event): Hit[] => {
    if (event.kind === 'part-start' && isForClient(event))
      open.set(event.choice ?? 0, (open.get(event.choice ?? 0) ?? 0) + 1)
    if (event.kind !== 'finish') return []
    const calls = open.get(event.choice ?? 0) ?? 0
    // Said in time: what comes after is another answer in the same capture.
    if (event.reason.value === 'tool-calls') open.delete(event.choice ?? 0)
    return calls > 0 && event.reason.value === 'stop' ? [hitOf(exchange, event.reason, calls, word)] : []
  })
}

/** Calls that the provider runs by itself (Anthropic: made by code in its own sandbox) leave the turn to the model. */
function isForClient({ head }: CallStart): boolean {
  if (head.kind !== 'tool-call') return false
  const caller = head.extras?.entries.find(([key]) => key === 'caller')?.[1].value
  return !isObject(caller) || caller.type === 'direct'
}

const hitOf = (exchange: Exchange, reason: Leaf<FinishReason>, calls: number, word: string): Hit => ({
  places: [placeOf(exchange, 'reply', reason)],
  message: `The answer holds ${calls === 1 ? 'a tool call' : `${calls} tool calls`} but ends with “${word}”: agents take it for finished and run nothing.`,
})

export const finishSaysStop: Rule = {
  id: 'FINISH_SAYS_STOP_BUT_CALLS',
  number: 4,
  title: 'Finish reason says "done" although tools were called',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'anthropic-messages'],
  consequence: 'Agent loops that look at the finish reason stop here; the tools are never run.',
  clients: {
    openai: 'It hands out the calls and the reason as they came; loops that ask for “tool_calls” end here.',
  },
  fix: 'Remember over the whole stream that a call was seen, and end with “tool_calls” (Anthropic: “tool_use”) when the reason is a plain stop. Never over a length or a filter.',
  references: [
    'https://github.com/BerriAI/litellm/pull/21577',
    'https://github.com/BerriAI/litellm/issues/22900',
    'https://github.com/maximhq/bifrost/issues/3638',
  ],
  find,
}
