import { added } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Batch, ReplyStep } from '../step.ts'
import { sequenceParts } from '../steps/sequence-parts.ts'

/** What one version of LiteLLM's Anthropic stream wrapper does wrong. bugs.md §1.4 */
export interface Defects {
  /** Which deltas of a chunk that opens a block are worked out and then not queued. */
  readonly swallows?: 'all' | 'all-but-arguments'
  /** A text block is opened before anything is known; it stays empty if the reply begins otherwise, or is filled with thinking. */
  readonly opensText?: 'and-leaves-it' | 'and-thinks-in-it'
  /** A chunk with a finish reason is only its end; what else it carries is dropped. */
  readonly dropsAtFinish?: boolean
  /** Every chunk of arguments goes to the block that is open, whatever call it belongs to. */
  readonly routesToOpen?: boolean
  /** The closing usage chunk has no choices, and the wrapper dies of it. */
  readonly diesOfUsage?: boolean
  /** `tool_calls: []` is taken for a call: text becomes empty arguments. */
  readonly takesEmptyCalls?: boolean
}

type Kind = PartHead['kind']

interface WrapperState {
  /** What the last chunk was of, before anything is put in order. */
  said: Kind | undefined
  readonly sequence: ReturnType<typeof sequenceParts.start>
  /** The open block, counted from 0; -1 before the first. */
  block: number
  kind: Kind | undefined
  /** Hub part → block, for the versions that keep calls apart. */
  blocks: Record<number, number>
  isStarted: boolean
  isDead: boolean
  /** The chunk at hand has opened a block. */
  hasOpened: boolean
  /** The chunk at hand carries `tool_calls: []`. */
  hasEmptyCalls: boolean
  /** Thinking stands in the text block that was opened first. */
  thinksInText: boolean
  /** message_delta waits for the usage chunk, or for the end. */
  finish?: ReplyEvent
}

const TEXT: PartHead = { kind: 'text' }

/** The dialect knows no refusal: it is text there. */
const kindOf = ({ kind }: PartHead): Kind => (kind === 'refusal' ? 'text' : kind)

export const wrapper = (defects: Defects, title: string): ReplyStep<WrapperState> => ({
  name: 'sequence-parts',
  why: `Fault: ${title}`,
  start: () => ({
    said: defects.opensText ? 'text' : undefined,
    sequence: sequenceParts.start(),
    block: -1,
    kind: undefined,
    blocks: {},
    isStarted: false,
    isDead: false,
    hasOpened: false,
    hasEmptyCalls: false,
    thinksInText: false,
  }),
  run(state, batch) {
    if (defects.diesOfUsage && hasNoChoices(batch.frame)) state.isDead = true
    if (state.isDead) return []
    state.hasOpened = false
    state.hasEmptyCalls = hasEmptyCalls(batch.frame)
    const kept = survivors(state, batch, defects)
    const ordered = defects.routesToOpen ? kept : sequenceParts.run(state.sequence, { events: kept })
    return ordered.flatMap((event) => place(state, event, defects))
  },
  end(state) {
    if (state.isDead) return []
    const last = defects.routesToOpen ? [] : sequenceParts.end(state.sequence)
    const written = last.flatMap((event) => place(state, event, defects))
    return [...written, ...closeOpen(state), ...(state.finish ? [state.finish] : [])]
  },
})

/** What of a chunk is queued at all. */
function survivors(state: WrapperState, { events }: Batch, defects: Defects): readonly ReplyEvent[] {
  if (defects.dropsAtFinish && events.some(({ kind }) => kind === 'finish'))
    return withoutContent(state, events)
  const swallowed = new Set<number>()
  return events.filter((event) => {
    if (event.kind === 'part-start' && isTransition(state, event.head) && swallows(event.head, defects))
      swallowed.add(event.part)
    const isSwallowed = event.kind === 'part-delta' || event.kind === 'part-seal'
    return !(isSwallowed && swallowed.has(event.part))
  })
}

/** Parts that were open before the chunk still end with it; a text that begins with it is opened, and stays empty. */
function withoutContent(state: WrapperState, events: readonly ReplyEvent[]): readonly ReplyEvent[] {
  const isFirst = state.block < 0
  const begun = new Set<number>()
  return events.filter((event) => {
    if (!('part' in event)) return true
    if (event.kind === 'part-start' && isFirst && kindOf(event.head) === 'text') return true
    if (event.kind === 'part-start') begun.add(event.part)
    return event.kind === 'part-end' && !begun.has(event.part)
  })
}

/** The beginning of a reply is one only where a block stands open before it. */
function isTransition(state: WrapperState, head: PartHead): boolean {
  const before = state.said
  state.said = kindOf(head)
  return head.kind === 'tool-call' || (before !== undefined && before !== state.said)
}

const swallows = (head: PartHead, defects: Defects): boolean =>
  defects.swallows === 'all' || (defects.swallows === 'all-but-arguments' && head.kind !== 'tool-call')

function place(state: WrapperState, event: ReplyEvent, defects: Defects): readonly ReplyEvent[] {
  switch (event.kind) {
    case 'reply-start':
      state.isStarted = true
      return [event, ...(defects.opensText ? openBlock(state, TEXT) : [])]
    case 'finish':
      state.finish ??= event
      return closeOpen(state)
    case 'part-start':
      return state.finish ? [] : begin(state, event, defects)
    case 'part-delta':
      return state.finish ? [] : [delta(state, event, defects)]
    case 'part-end':
      return []
    default:
      return 'part' in event ? [{ ...event, part: blockOf(state, event.part, defects) }] : [event]
  }
}

function begin(
  state: WrapperState,
  { part, head }: ReplyEvent & { kind: 'part-start' },
  defects: Defects,
): readonly ReplyEvent[] {
  const isFirst = state.block === 0 && Object.keys(state.blocks).length === 0
  const thinksInText = defects.opensText === 'and-thinks-in-it' && isFirst && head.kind === 'reasoning'
  state.thinksInText = thinksInText
  if (thinksInText) state.kind = 'reasoning'
  const isNew = head.kind === 'tool-call' || kindOf(head) !== state.kind
  // Two calls in one delta yield one block.
  const opened = isNew && !(defects.routesToOpen && state.hasOpened) ? openBlock(state, head) : []
  state.hasOpened ||= opened.length > 0
  state.blocks[part] = state.block
  return opened
}

function delta(
  state: WrapperState,
  event: ReplyEvent & { kind: 'part-delta' },
  defects: Defects,
): ReplyEvent {
  const block = blockOf(state, event.part, defects)
  if (defects.takesEmptyCalls && state.hasEmptyCalls)
    return strayDelta(block, { type: 'input_json_delta', partial_json: '' })
  if (state.thinksInText) return strayDelta(block, { type: 'thinking_delta', thinking: event.text.value })
  return { ...event, part: block }
}

const blockOf = (state: WrapperState, part: number, { routesToOpen }: Defects): number =>
  routesToOpen ? state.block : (state.blocks[part] ?? state.block)

function openBlock(state: WrapperState, head: PartHead): ReplyEvent[] {
  const before = closeOpen(state)
  state.block += 1
  state.kind = kindOf(head)
  return [...before, { kind: 'part-start', part: state.block, head }]
}

function closeOpen(state: WrapperState): ReplyEvent[] {
  if (state.kind === undefined) return []
  state.kind = undefined
  return [{ kind: 'part-end', part: state.block }]
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

/** A delta that does not fit its block: no right translation writes it, so it goes past the writer. */
export const strayDelta = (index: number, delta: Json): ReplyEvent => ({
  kind: 'opaque',
  dialect: 'anthropic-messages',
  event: 'content_block_delta',
  raw: added(
    { type: 'content_block_delta', index, delta },
    'fault',
    'It does not fit the block it stands in.',
  ),
})
