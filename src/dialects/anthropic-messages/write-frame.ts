import { argumentsAsObject } from '../../hub/arguments.ts'
import type { Extras } from '../../hub/extras.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { define, isLeaf, join, spell } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import { present } from '../../hub/present.ts'
import type { PartHead, ReplyEvent, Usage } from '../../hub/reply.ts'
import { addUsage } from '../../hub/usage.ts'
import type { DialectEvent } from '../dialect.ts'
import { below } from './assemble.ts'
import { ERROR_AS_TEXT, writeError } from './errors.ts'
import { DELTAS } from './read-delta.ts'
import { tellsInput, writeUsage } from './usage.ts'
import { FINISH_WORDS, ID, wordOf } from './words.ts'

/** Plain data: a reply that stays at home, frame by frame. */
export interface KeptFrames {
  /** What was said since the last frame ended. */
  events: ReplyEvent[]
  /** All counts so far: the input is told without the cache. */
  all: Usage
}

type Of<K extends ReplyEvent['kind']> = Extract<ReplyEvent, { kind: K }>
type Fields = Record<string, Written>
type Events = readonly ReplyEvent[]

export const startKeeping = (): KeptFrames => ({ events: [], all: {} })

/** One dialect event for all events of a frame, once that has ended. */
export function keepEvent(kept: KeptFrames, event: ReplyEvent): readonly DialectEvent[] {
  if (event.kind !== 'frame') {
    kept.events.push(event)
    return []
  }
  const { events } = kept
  kept.events = []
  for (const one of events) if (one.kind === 'usage') kept.all = addUsage(kept.all, one.usage)
  return event.dialect === ID
    ? [{ ...present({ name: event.name }), data: frameOf(event, events, kept.all) }]
    : []
}

function frameOf({ name, extras }: Of<'frame'>, events: Events, all: Usage): WrittenObject {
  const raw = find(events, 'opaque')
  if (raw) return below(raw.raw) ?? {}
  const frame: Fields = {}
  for (const [pointer, value] of framing(extras)) lay(frame, pointer, value)
  const type = frame.type
  const word = isLeaf(type) && typeof type.value === 'string' ? type.value : name
  for (const [key, value] of Object.entries(said(word, events, all, frame))) frame[key] = value
  for (const [pointer, value] of extras?.entries ?? []) lay(frame, pointer, value)
  return frame
}

/** What stands first in every frame. */
const framing = (extras: Extras | undefined): Extras['entries'] =>
  (extras?.entries ?? []).filter(([pointer]) => FIRST.includes(pointer))

const FIRST: readonly string[] = ['/type', '/index', '/delta/type']

function said(word: string | undefined, events: Events, all: Usage, frame: Fields): WrittenObject {
  const error = find(events, 'error')
  if (error) return error.failure.message.by === ERROR_AS_TEXT ? {} : writeError(error.failure, noLosses())
  switch (word) {
    case 'message_start':
      return { message: messageOf(events, all) }
    case 'content_block_start':
      return { content_block: blocksOf(events)[0] }
    case 'content_block_delta':
      return { delta: deltaOf(events, below(frame.delta) ?? {}) }
    case 'message_delta':
      return present({ delta: endOf(events), usage: countsOf(events, all) })
    default:
      return {}
  }
}

function messageOf(events: Events, all: Usage): WrittenObject {
  const start = find(events, 'reply-start')
  const blocks = blocksOf(events)
  return present({
    id: start?.id,
    type: start?.tag,
    role: start?.role,
    model: start?.model,
    ...restore(start?.extras, ID),
    content: blocks.length > 0 ? blocks : undefined,
    usage: countsOf(events, all),
  }) as WrittenObject
}

/** Nothing where no counts stood, or none that were said. */
function countsOf(events: Events, all: Usage): WrittenObject | undefined {
  const event = find(events, 'usage')
  if (!event) return undefined
  const { input, ...others } = event.usage
  const counts = writeUsage(tellsInput(event.usage) ? event.usage : others, all)
  return input || Object.keys(counts).length > 0 ? counts : undefined
}

function endOf(events: Events): WrittenObject | undefined {
  const finish = find(events, 'finish')
  if (!finish) return undefined
  const { reason, stopSequence, extras } = finish
  const word = spell(reason, FINISH_WORDS[reason.value])
  return { stop_reason: word, ...present({ stop_sequence: stopSequence }), ...restore(extras, ID) }
}

function deltaOf(events: Events, delta: Fields): WrittenObject {
  const type = delta.type
  const word = isLeaf(type) ? wordOf(DELTAS, type.value) : undefined
  const value = find(events, 'part-delta')?.text ?? find(events, 'part-seal')?.seal.value
  return word && value ? { ...delta, [word.key]: value } : delta
}

interface Said {
  readonly head: PartHead
  text?: Leaf<string>
  seal?: Leaf<string>
}

/** The blocks that begin in this frame, with all that it says of them. */
function blocksOf(events: Events): Written[] {
  const blocks = new Map<number, Said>()
  for (const event of events) {
    if (event.kind === 'part-start') blocks.set(event.part, { head: event.head })
    const block = 'part' in event ? blocks.get(event.part) : undefined
    if (block && event.kind === 'part-delta') block.text = join(block.text, event.text)
    if (block && event.kind === 'part-seal') block.seal = event.seal.value
  }
  return [...blocks.values()].map(blockOf)
}

function blockOf({ head, text, seal }: Said): Written {
  if (head.kind === 'opaque') return head.raw
  return { ...present({ type: head.tag, ...fieldsOf(head, text, seal) }), ...restore(head.extras, ID) }
}

function fieldsOf(
  head: Exclude<PartHead, { kind: 'opaque' }>,
  text: Leaf<string> | undefined,
  seal: Leaf<string> | undefined,
): Fields {
  if (head.kind === 'tool-call')
    return { id: head.id, name: head.name, input: text && argumentsAsObject(text) }
  if (head.kind !== 'reasoning') return { text }
  return head.isRedacted ? { data: seal } : { thinking: text, signature: seal }
}

const find = <K extends ReplyEvent['kind']>(events: Events, kind: K): Of<K> | undefined =>
  events.find((event): event is Of<K> => event.kind === kind)

/** Sets the value at a pointer, in objects and lists that are there or are made for it. */
function lay(tree: Fields, pointer: string, value: Written): void {
  const keys = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = keys.pop() as string
  let at = tree
  for (const key of keys) {
    const inner = Object.hasOwn(at, key) ? at[key] : undefined
    const isTree = typeof inner === 'object' && inner !== null && !isLeaf(inner)
    const next = isTree ? (inner as Fields) : {}
    if (!isTree) define<Written>(at, key, next)
    at = next
  }
  define(at, last, value)
}
