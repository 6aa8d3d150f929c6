import type { Fault, FaultForm } from '../fault.ts'
import { replace } from '../fault.ts'
import type { ReplyStep } from '../step.ts'
import type { Defects } from './stream-wrapper.ts'
import { wrapper } from './stream-wrapper.ts'

/** One rung of the ladder of versions. bugs.md §1.4; each is a fault of its own. */
interface Rung extends Pick<Fault, 'aliases' | 'title' | 'mended' | 'rule' | 'shownBy' | 'mayEndInError'> {
  readonly id: string
  readonly defects: Defects
  /** Together with what else older versions did. */
  readonly older?: readonly Defects[]
}

const V1: Defects = { swallows: 'all', opensText: 'and-leaves-it', dropsAtFinish: true }
const V2: Defects = { swallows: 'all-but-arguments' }
const V3: Defects = { dropsAtFinish: true }
const V4: Defects = { opensText: 'and-leaves-it' }
const V5: Defects = { routesToOpen: true }

const RUNGS: readonly Rung[] = [
  {
    id: 'V1',
    aliases: ['litellm-25836'],
    title: 'The chunk that opens a block is swallowed: a call that comes whole loses its arguments.',
    mended: 'PR #24355 was merged 2026-03-22; reports came on against 1.82.6 to 1.83.4.',
    rule: 'TOOL_ARGS_LOST',
    shownBy: 'a call whose first chunk holds arguments',
    defects: V1,
    older: [{ ...V1, ...V5 }, { swallows: 'all', ...V4 }, { swallows: 'all', ...V3 }, { swallows: 'all' }],
  },
  {
    id: 'V2',
    title: 'The chunk that opens a text or thinking block is swallowed; arguments survive.',
    mended: 'PR #30024.',
    rule: 'FIRST_TOKENS_LOST',
    shownBy: 'thinking that turns into text',
    defects: V2,
    older: [
      { ...V2, ...V3, ...V4 },
      { ...V2, ...V4 },
      { ...V2, ...V3 },
      { ...V2, ...V3, ...V4, ...V5 },
    ],
  },
  {
    id: 'V3',
    title: 'What stands in one chunk with the finish reason is dropped.',
    mended: 'PR #27638.',
    rule: 'TRUNCATION_HIDDEN',
    shownBy: 'a text whose last piece stands in one chunk with the finish reason',
    defects: V3,
    older: [
      { ...V3, ...V4 },
      { ...V3, ...V4, ...V5 },
    ],
  },
  {
    id: 'V4',
    title: 'The first block is always a text block, also where the reply begins with thinking or a call.',
    mended: 'PR #27962.',
    rule: 'EMPTY_TEXT_BLOCK',
    shownBy: 'a reply that begins with a call',
    defects: V4,
    older: [{ opensText: 'and-thinks-in-it' }, { ...V4, ...V5 }],
  },
  {
    id: 'V5',
    title: 'Arguments of parallel calls all go to the block that is open, and end up glued together.',
    mended: 'Not known to be mended.',
    rule: 'TOOL_ARGS_NOT_JSON',
    shownBy: 'parallel calls whose arguments come interleaved',
    defects: V5,
    older: [
      { ...V4, ...V5 },
      { ...V1, ...V5 },
    ],
  },
  {
    id: 'V6',
    title: 'The closing usage chunk without choices ends the stream before message_delta and message_stop.',
    mended: 'Issues #36553 and #30761; not known to be mended.',
    rule: 'TERMINAL_EVENT_MISSING',
    shownBy: 'a closing usage chunk without choices',
    mayEndInError: true,
    defects: { diesOfUsage: true },
    older: [
      { diesOfUsage: true, ...V4 },
      { diesOfUsage: true, ...V5 },
    ],
  },
  {
    id: 'V7',
    title: 'Text chunks that carry an empty list of calls arrive as empty arguments.',
    mended: 'Issue #29286; not known to be mended.',
    rule: 'BLOCK_DELTA_TYPE_MISMATCH',
    shownBy: 'text beside an empty list of calls',
    defects: { takesEmptyCalls: true },
    older: [
      { takesEmptyCalls: true, ...V4 },
      { takesEmptyCalls: true, ...V5 },
    ],
  },
]

const formOf = (defects: Defects, title: string): FaultForm => ({
  replySteps: (right) => replace(right, 'sequence-parts', wrapper(defects, title) as ReplyStep),
})

export const streamWrapperFaults: readonly Fault[] = RUNGS.map(({ id, defects, older, ...rung }) => ({
  ...rung,
  id: `litellm-25836:${id}`,
  issue: 'https://github.com/BerriAI/litellm/issues/25836',
  stage: 'sequence-parts',
  half: 'reply',
  to: ['anthropic-messages'],
  ...formOf(defects, rung.title),
  ...(older ? { otherForms: older.map((other) => formOf(other, rung.title)) } : {}),
}))
