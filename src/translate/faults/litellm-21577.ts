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
  readonly shownBy: string
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
    shownBy: 'a call and then a closing chunk without content',
    withoutContent: 'lost',
    withContent: 'own-calls',
  },
  {
    id: 'V1',
    title:
      'The stream ends with `stop` where the closing chunk holds an empty text; a length is shown as `tool_calls`.',
    mended: 'PR #23895 for the empty text.',
    shownBy: 'a call and then a closing chunk with an empty text and STOP',
    withoutContent: 'forced',
    withContent: 'own-calls',
  },
  {
    id: 'V2',
    title: 'A call that was cut short by a length or a filter is shown as complete.',
    mended: 'Not known to be mended.',
    shownBy: 'a call that is cut short, in a closing chunk without content',
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
  /** A chunk closed with calls of its own; if another follows, that was too early. */
  mayBeEarly: boolean
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
    mayBeEarly: false,
  }),
  run(state, batch) {
    const early = tooEarly(state, batch, rung)
    look(state, batch)
    const judged = batch.events.flatMap((event) =>
      event.kind === 'finish' ? judge(state, event, rung) : [event],
    )
    return [...early, ...judged]
  },
  end: (state) =>
    state.hasFinished || !state.hasCandidates ? [] : [{ kind: 'finish', reason: SYNTHESISED }],
})

const SYNTHESISED = added(
  'stop' as const,
  'fault',
  'The outer wrapper ends with `stop` when no chunk brought a reason.',
)

const EARLY = added(
  'tool-calls' as const,
  'fault',
  'Said at the end of a chunk with calls, though more follow.',
)

/** From V1 on a chunk that holds calls and a reason ends the reply for the client, whatever comes behind it. */
function tooEarly(state: ChunkState, { events }: Batch, { withoutContent }: Rung): ReplyEvent[] {
  const goesOn = events.some(({ kind }) => kind === 'part-start' || kind === 'part-delta')
  if (!goesOn || !state.mayBeEarly || withoutContent === 'lost') return []
  state.mayBeEarly = false
  return [{ kind: 'finish', reason: EARLY }]
}

/** What the gateway knows after a chunk. A candidate without a `content` key yields no choice there. */
function look(state: ChunkState, { events, frame }: Batch): void {
  const hasCalls = events.some((event) => event.kind === 'part-start' && event.head.kind === 'tool-call')
  state.hasCalls ||= hasCalls
  for (const candidate of candidatesOf(frame)) {
    state.hasCandidates = true
    if (!isObject(candidate) || candidate.finishReason === undefined) continue
    state.endHadContent = candidate.content !== undefined
    state.endHadCalls = hasCalls
    state.mayBeEarly = hasCalls && candidate.finishReason === 'STOP'
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
  ...(rung.id === 'V0' ? { aliases: ['litellm-21577'] } : {}),
  rule: 'FINISH_SAYS_STOP_BUT_CALLS',
  shownBy: rung.shownBy,
  from: ['gemini'],
  replySteps: (right) => replace(right, 'latch-finish', finishByChunk(rung) as ReplyStep),
}))
