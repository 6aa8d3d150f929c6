import { added, spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Fault } from '../fault.ts'
import { replace } from '../fault.ts'
import type { Batch, ReplyStep } from '../step.ts'

/** Which chunks a version judges rightly. bugs.md §1.5 has the table. */
interface Rung {
  readonly id: string
  readonly title: string
  readonly mended: string
  /** A closing chunk without content: its reason is lost, or calls seen before are forced over any reason. */
  readonly withoutContent: 'lost' | 'forced'
  /** A closing chunk with content: judged by its own calls, or by all that were seen. */
  readonly withContent: 'own-calls' | 'all-calls'
}

const RUNGS: readonly Rung[] = [
  {
    id: 'V0',
    title: 'The stream ends with `stop` although a tool was called in an earlier chunk.',
    mended: 'PR #21577 for chunks without content, PR #23895 for chunks with empty text.',
    withoutContent: 'lost',
    withContent: 'own-calls',
  },
  {
    id: 'V1',
    title:
      'The stream ends with `stop` where the closing chunk holds an empty text; a length is shown as `tool_calls`.',
    mended: 'PR #23895 for the empty text.',
    withoutContent: 'forced',
    withContent: 'own-calls',
  },
  {
    id: 'V2',
    title: 'A call that was cut short by a length or a filter is shown as complete.',
    mended: 'Not known to be mended.',
    withoutContent: 'forced',
    withContent: 'all-calls',
  },
]

interface ChunkState {
  hasCalls: boolean
  hasFinished: boolean
  hasCandidates: boolean
  /** Of the chunk that brought the reason: the event may come later, with the usage. */
  endHadContent: boolean
  endHadCalls: boolean
}

const candidatesOf = (frame: Json | undefined): readonly Json[] =>
  isObject(frame) && Array.isArray(frame.candidates) ? frame.candidates : []

const finishByChunk = (rung: Rung): ReplyStep<ChunkState> => ({
  name: 'latch-finish',
  why: `Fault: ${rung.title}`,
  start: () => ({
    hasCalls: false,
    hasFinished: false,
    hasCandidates: false,
    endHadContent: false,
    endHadCalls: false,
  }),
  run(state, batch) {
    look(state, batch)
    return batch.events.flatMap((event) => (event.kind === 'finish' ? judge(state, event, rung) : [event]))
  },
  end: (state) =>
    state.hasFinished || !state.hasCandidates ? [] : [{ kind: 'finish', reason: SYNTHESISED }],
})

const SYNTHESISED = added(
  'stop' as const,
  'fault',
  'The outer wrapper ends with `stop` when no chunk brought a reason.',
)

/** What the gateway knows after a chunk. A candidate without a `content` key yields no choice there. */
function look(state: ChunkState, { events, frame }: Batch): void {
  const hasCalls = events.some((event) => event.kind === 'part-start' && event.head.kind === 'tool-call')
  state.hasCalls ||= hasCalls
  for (const candidate of candidatesOf(frame)) {
    state.hasCandidates = true
    if (!isObject(candidate) || candidate.finishReason === undefined) continue
    state.endHadContent = candidate.content !== undefined
    state.endHadCalls = hasCalls
  }
}

function judge(state: ChunkState, event: ReplyEvent & { kind: 'finish' }, rung: Rung): ReplyEvent[] {
  const asCalls: ReplyEvent = { ...event, reason: spell(event.reason, 'tool-calls', 'latch-finish') }
  if (!state.endHadContent && rung.withoutContent === 'lost') return []
  state.hasFinished = true
  // Calls are looked at before the reason: a length becomes `tool_calls`.
  if (!state.endHadContent) return [state.hasCalls ? asCalls : event]
  const hasCalls = rung.withContent === 'all-calls' ? state.hasCalls : state.endHadCalls
  return [hasCalls && event.reason.value === 'stop' ? asCalls : event]
}

export const finishFaults: readonly Fault[] = RUNGS.map((rung) => ({
  id: `litellm-21577:${rung.id}`,
  title: rung.title,
  issue: 'https://github.com/BerriAI/litellm/pull/21577',
  mended: rung.mended,
  stage: 'latch-finish',
  half: 'reply',
  from: ['gemini'],
  replySteps: (right) => replace(right, 'latch-finish', finishByChunk(rung) as ReplyStep),
}))
