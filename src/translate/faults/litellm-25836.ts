import { added } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Fault } from '../fault.ts'
import { replace } from '../fault.ts'
import type { Batch, ReplyStep } from '../step.ts'

/** What one version of LiteLLM's Anthropic stream wrapper does wrong. bugs.md §1.4; each rung is a fault of its own. */
interface Rung {
  readonly id: string
  readonly title: string
  readonly mended: string
  /** Which deltas of a chunk that opens a block are worked out and then not queued. */
  readonly swallows: 'all' | 'all-but-arguments' | 'none'
  /** A text block is opened before anything is known, and stays empty if the reply begins otherwise. */
  readonly opensText: boolean
  /** A chunk with a finish reason is only its end; what else it carries is dropped. */
  readonly dropsAtFinish: boolean
  /** Every chunk of arguments goes to the block that is open, whatever call it belongs to. */
  readonly routesToOpen: boolean
  /** The closing usage chunk has no choices, and the wrapper dies of it. */
  readonly diesOfUsage: boolean
  /** `tool_calls: []` is taken for a call: text becomes empty arguments. */
  readonly takesEmptyCalls: boolean
}

const MENDED: Omit<Rung, 'id' | 'title' | 'mended'> = {
  swallows: 'none',
  opensText: false,
  dropsAtFinish: false,
  routesToOpen: false,
  diesOfUsage: false,
  takesEmptyCalls: false,
}

const RUNGS: readonly Rung[] = [
  {
    ...MENDED,
    id: 'V1',
    title: 'The chunk that opens a block is swallowed: a call that comes whole loses its arguments.',
    mended: 'PR #24355 was merged 2026-03-22; reports came on against 1.82.6 to 1.83.4.',
    swallows: 'all',
    opensText: true,
    dropsAtFinish: true,
  },
  {
    ...MENDED,
    id: 'V2',
    title: 'The chunk that opens a text or thinking block is swallowed; arguments survive.',
    mended: 'PR #30024.',
    swallows: 'all-but-arguments',
    opensText: true,
    dropsAtFinish: true,
  },
  {
    ...MENDED,
    id: 'V3',
    title: 'What stands in one chunk with the finish reason is dropped.',
    mended: 'PR #27638.',
    opensText: true,
    dropsAtFinish: true,
  },
  {
    ...MENDED,
    id: 'V4',
    title: 'The first block is always a text block, also where the reply begins with thinking or a call.',
    mended: 'PR #27962.',
    opensText: true,
  },
  {
    ...MENDED,
    id: 'V5',
    title: 'Arguments of parallel calls all go to the block that is open, and end up glued together.',
    mended: 'Not known to be mended.',
    routesToOpen: true,
  },
  {
    ...MENDED,
    id: 'V6',
    title: 'The closing usage chunk without choices ends the stream before message_delta and message_stop.',
    mended: 'Issues #36553 and #30761; not known to be mended.',
    diesOfUsage: true,
  },
  {
    ...MENDED,
    id: 'V7',
    title: 'Text chunks that carry an empty list of calls arrive as empty arguments.',
    mended: 'Issue #29286; not known to be mended.',
    takesEmptyCalls: true,
  },
]

interface WrapperState {
  /** The open block, counted from 0; -1 before the first. */
  block: number
  kind: PartHead['kind'] | undefined
  /** Hub part → block, for the rungs that keep calls apart. */
  blocks: Record<number, number>
  isStarted: boolean
  isDead: boolean
  /** message_delta waits for the usage chunk, or for the end. */
  finish?: ReplyEvent
}

const TEXT: PartHead = { kind: 'text' }
const isFinish = (event: ReplyEvent): boolean => event.kind === 'finish'

const wrapper = (rung: Rung): ReplyStep<WrapperState> => ({
  name: 'sequence-parts',
  why: `Fault: ${rung.title}`,
  start: () => ({ block: -1, kind: undefined, blocks: {}, isStarted: false, isDead: false }),
  run: (state, batch) => (state.isDead ? [] : [...opening(state, batch, rung), ...chunk(state, batch, rung)]),
  end: (state) => (state.isDead ? [] : [...closeOpen(state), ...heldFinish(state)]),
})

function opening(state: WrapperState, { events }: Batch, rung: Rung): ReplyEvent[] {
  if (state.isStarted || events.every(({ kind }) => kind === 'error')) return []
  state.isStarted = true
  const start = events.filter(({ kind }) => kind === 'reply-start')
  return [...start, ...(rung.opensText ? openBlock(state, TEXT) : [])]
}

function chunk(state: WrapperState, batch: Batch, rung: Rung): ReplyEvent[] {
  const { events, frame } = batch
  if (rung.diesOfUsage && hasNoChoices(frame)) {
    state.isDead = true
    return []
  }
  const rest = events.filter(({ kind }) => kind === 'usage' || kind === 'error')
  const finish = events.find(isFinish)
  if (state.finish && !finish) return rest
  const content = finish && rung.dropsAtFinish ? [] : contentOf(state, batch, rung)
  if (!finish) return [...content, ...rest]
  state.finish ??= finish
  return [...content, ...closeOpen(state), ...rest]
}

function contentOf(state: WrapperState, { events, frame }: Batch, rung: Rung): ReplyEvent[] {
  const heads = events.filter((event) => event.kind === 'part-start')
  const deltas = events.filter((event) => event.kind === 'part-delta' || event.kind === 'part-seal')
  if (rung.takesEmptyCalls && hasEmptyCalls(frame)) {
    const before = state.block < 0 ? openBlock(state, TEXT) : []
    return [...before, ...deltas.map(() => emptyArguments(state.block))]
  }
  const written: ReplyEvent[] = []
  for (const { part, head } of heads) {
    const isNew = head.kind === 'tool-call' || head.kind !== state.kind
    // Two calls in one delta yield one block.
    if (isNew && !(rung.routesToOpen && written.length > 0)) written.push(...openBlock(state, head))
    state.blocks[part] = state.block
  }
  const isTrigger = written.length > 0
  const kept = isTrigger ? deltas.filter((delta) => survives(delta, state, rung)) : deltas
  const blockOf = (part: number): number =>
    rung.routesToOpen ? state.block : (state.blocks[part] ?? state.block)
  return [...written, ...kept.map((delta): ReplyEvent => ({ ...delta, part: blockOf(delta.part) }))]
}

function survives(delta: ReplyEvent, state: WrapperState, { swallows }: Rung): boolean {
  if (swallows === 'none') return true
  return swallows === 'all-but-arguments' && state.kind === 'tool-call' && delta.kind === 'part-delta'
}

function openBlock(state: WrapperState, head: PartHead): ReplyEvent[] {
  const before = closeOpen(state)
  state.block += 1
  state.kind = head.kind
  return [...before, { kind: 'part-start', part: state.block, head }]
}

function closeOpen(state: WrapperState): ReplyEvent[] {
  if (state.kind === undefined) return []
  state.kind = undefined
  return [{ kind: 'part-end', part: state.block }]
}

function heldFinish(state: WrapperState): ReplyEvent[] {
  const { finish } = state
  return finish ? [finish] : []
}

const choicesOf = (frame: Json | undefined): readonly Json[] | undefined =>
  isObject(frame) && Array.isArray(frame.choices) ? frame.choices : undefined

const hasNoChoices = (frame: Json | undefined): boolean => choicesOf(frame)?.length === 0

const hasEmptyCalls = (frame: Json | undefined): boolean => {
  const choice = choicesOf(frame)?.[0]
  const delta = isObject(choice) ? choice.delta : undefined
  const calls = isObject(delta) ? delta.tool_calls : undefined
  return Array.isArray(calls) && calls.length === 0
}

/** An event that no right translation writes: it goes past the writer. */
const emptyArguments = (index: number): ReplyEvent => ({
  kind: 'opaque',
  dialect: 'anthropic-messages',
  event: 'content_block_delta',
  raw: added(
    { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: '' } },
    'fault',
    'The wrapper takes an empty list of calls for a call.',
  ),
})

const ISSUE = 'https://github.com/BerriAI/litellm/issues/25836'

export const streamWrapperFaults: readonly Fault[] = RUNGS.map((rung) => ({
  id: `litellm-25836:${rung.id}`,
  title: rung.title,
  issue: ISSUE,
  mended: rung.mended,
  stage: 'sequence-parts',
  half: 'reply',
  to: ['anthropic-messages'],
  replySteps: (right) => replace(right, 'sequence-parts', wrapper(rung) as ReplyStep),
}))

/** The earliest version: one text block holds everything, and no call is ever opened. bugs.md §1.4, V0. */
const oneTextBlock: ReplyStep<{ isOpen: boolean; isCall: Record<number, boolean> }> = {
  name: 'sequence-parts',
  why: 'Fault: there is one text block, and arguments are written into it.',
  start: () => ({ isOpen: false, isCall: {} }),
  run(state, { events }) {
    return events.flatMap((event): ReplyEvent[] => {
      if (event.kind === 'reply-start') {
        state.isOpen = true
        return [
          { kind: 'reply-start', id: CONSTANT_ID, model: CONSTANT_MODEL },
          { kind: 'part-start', part: 0, head: TEXT },
        ]
      }
      if (event.kind === 'part-start') state.isCall[event.part] = event.head.kind === 'tool-call'
      if (event.kind === 'part-delta')
        return state.isCall[event.part] ? [argumentsInText(event.text.value)] : [{ ...event, part: 0 }]
      if (event.kind !== 'finish') return event.kind === 'usage' || event.kind === 'error' ? [event] : []
      state.isOpen = false
      return [{ kind: 'part-end', part: 0 }, event]
    })
  },
  end: (state) => (state.isOpen ? [{ kind: 'part-end', part: 0 }] : []),
}

const CONSTANT_ID = added('msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY', 'fault', 'The same id in every reply.')
const CONSTANT_MODEL = added('claude-3-5-sonnet-20240620', 'fault', 'The same model in every reply.')

const argumentsInText = (text: string): ReplyEvent => ({
  kind: 'opaque',
  dialect: 'anthropic-messages',
  event: 'content_block_delta',
  raw: added(
    { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: text } },
    'fault',
    'Arguments inside the text block.',
  ),
})

export const oneTextBlockFault: Fault = {
  id: 'litellm-25836:V0',
  title:
    'Everything stands in one text block, arguments too; no call is ever opened; id and model never change.',
  issue: ISSUE,
  mended: 'Replaced by the wrapper of the later rungs.',
  stage: 'sequence-parts',
  half: 'reply',
  to: ['anthropic-messages'],
  replySteps: (right) => replace(right, 'sequence-parts', oneTextBlock as ReplyStep),
}
