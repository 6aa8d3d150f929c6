import { added, spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Fault } from '../fault.ts'
import { replace } from '../fault.ts'
import type { Batch, ReplyStep } from '../step.ts'

interface ChunkState {
  hasFinished: boolean
  hasCandidates: boolean
}

/** A candidate without a `content` key yields no choice at all, and its finish reason goes with it. */
const hasContent = (frame: Json | undefined): boolean =>
  isObject(frame) &&
  Array.isArray(frame.candidates) &&
  frame.candidates.some(
    (candidate) => isObject(candidate as Json) && (candidate as { content?: Json }).content !== undefined,
  )

/** Each chunk is judged by its own calls; a closing chunk without them says `stop`. bugs.md §1.5, V0 */
const finishByChunk: ReplyStep<ChunkState> = {
  name: 'latch-finish',
  why: 'Fault: whether tools were called is read off the chunk that ends the stream, which no longer holds the call.',
  start: () => ({ hasFinished: false, hasCandidates: false }),
  run(state, batch) {
    const hasCalls = batch.events.some(
      (event) => event.kind === 'part-start' && event.head.kind === 'tool-call',
    )
    if (batch.events.some((event) => event.kind !== 'usage' && event.kind !== 'error'))
      state.hasCandidates = true
    return batch.events.flatMap((event) =>
      event.kind === 'finish' ? judge(state, event, hasCalls, batch) : [event],
    )
  },
  end: (state) =>
    state.hasFinished || !state.hasCandidates ? [] : [{ kind: 'finish', reason: SYNTHESISED }],
}

const SYNTHESISED = added(
  'stop' as const,
  'fault',
  'The outer wrapper ends with `stop` when no chunk brought a reason.',
)

function judge(
  state: ChunkState,
  event: ReplyEvent & { kind: 'finish' },
  hasCalls: boolean,
  batch: Batch,
): ReplyEvent[] {
  if (!hasContent(batch.frame)) return []
  state.hasFinished = true
  return hasCalls && event.reason.value === 'stop'
    ? [{ ...event, reason: spell(event.reason, 'tool-calls', 'latch-finish') }]
    : [event]
}

export const finishByLastChunk: Fault = {
  id: 'litellm-21577:V0',
  title: 'The stream ends with `stop` although a tool was called in an earlier chunk.',
  issue: 'https://github.com/BerriAI/litellm/pull/21577',
  mended: 'PR #21577 for chunks without content, PR #23895 for chunks with empty text.',
  half: 'reply',
  from: ['gemini'],
  replySteps: (right) => replace(right, 'latch-finish', finishByChunk as ReplyStep),
}
