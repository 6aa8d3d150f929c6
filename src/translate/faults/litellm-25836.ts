import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { Fault } from '../fault.ts'
import { replace } from '../fault.ts'
import type { Batch, ReplyStep } from '../step.ts'

interface WrapperState {
  /** Index of the block that is open, and what it is. The wrapper opens a text block before it has seen anything. */
  block: number
  kind: PartHead['kind']
  isStarted: boolean
  isFinished: boolean
}

const TEXT: PartHead = { kind: 'text' }

/**
 * LiteLLM's stream wrapper, rung V1: whenever a chunk opens a new block, its delta is worked out and then not queued.
 * A whole call in one chunk (Gemini, Ollama) thus arrives without arguments; the first token of text or thinking is lost.
 * bugs.md §1.4, common machine.
 */
const swallowOpening: ReplyStep<WrapperState> = {
  name: 'sequence-parts',
  why: 'Fault: the chunk that opens a block is swallowed, with all it carried.',
  start: () => ({ block: 0, kind: 'text', isStarted: false, isFinished: false }),
  run(state, batch) {
    return [...opening(state, batch), ...chunk(state, batch)]
  },
  end: (state) => (state.isStarted && !state.isFinished ? [{ kind: 'part-end', part: state.block }] : []),
}

function opening(state: WrapperState, { events }: Batch): ReplyEvent[] {
  if (state.isStarted || events.every((event) => event.kind === 'error')) return []
  state.isStarted = true
  const start = events.find((event) => event.kind === 'reply-start')
  return [...(start ? [start] : []), { kind: 'part-start', part: 0, head: TEXT }]
}

function chunk(state: WrapperState, { events }: Batch): ReplyEvent[] {
  const rest = events.filter((event) => event.kind === 'usage' || event.kind === 'error')
  const finish = events.find((event) => event.kind === 'finish')
  // A chunk with a finish reason opens nothing and is only its end (V3 in newer versions says the same of its text).
  if (finish) {
    if (state.isFinished) return rest
    state.isFinished = true
    return [{ kind: 'part-end', part: state.block }, finish, ...rest]
  }
  if (state.isFinished) return rest
  const head = events.find((event) => event.kind === 'part-start')?.head
  if (head && (head.kind === 'tool-call' || head.kind !== state.kind))
    return [...openBlock(state, head), ...rest]
  const delta = events.find((event) => event.kind === 'part-delta' || event.kind === 'part-seal')
  return delta ? [{ ...delta, part: state.block } as ReplyEvent, ...rest] : rest
}

function openBlock(state: WrapperState, head: PartHead): ReplyEvent[] {
  const closed = state.block
  state.block += 1
  state.kind = head.kind
  return [
    { kind: 'part-end', part: closed },
    { kind: 'part-start', part: state.block, head },
  ]
}

export const swallowedOpening: Fault = {
  id: 'litellm-25836:V1',
  title: 'The chunk that opens a block is swallowed: a call that comes whole loses its arguments.',
  issue: 'https://github.com/BerriAI/litellm/issues/25836',
  mended: 'PR #24355 was merged 2026-03-22; reports came on against 1.82.6 to 1.83.4.',
  half: 'reply',
  to: ['anthropic-messages'],
  replySteps: (right) => replace(right, 'sequence-parts', swallowOpening as ReplyStep),
}
