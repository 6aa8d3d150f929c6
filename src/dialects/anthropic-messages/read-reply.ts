import { argumentsAsText } from '../../hub/arguments.ts'
import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { HostedTrace } from '../../hub/hosted.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { Seal } from '../../hub/part.ts'
import { present } from '../../hub/present.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { readCitations } from './citations.ts'
import { readError } from './errors.ts'
import { readHosted } from './read-hosted.ts'
import { readUsage } from './usage.ts'
import { AT_END, FINISH_WORDS, FINISHES, ID, ours, SERVED_TIERS, wordOf } from './words.ts'

/** A content block as it stands at its start in a stream, or complete in a whole response. */
export interface Block {
  readonly head: PartHead
  readonly text?: Leaf<string>
  readonly input?: Leaf<Json>
  readonly seal?: Seal
  readonly citations?: readonly Citation[]
  /** Fields that say nothing yet: a block opens with an empty text. */
  readonly silent: readonly (readonly [key: string, value: Leaf])[]
}

/** anthropic-gemini.md §A.6 */
export function readReply(body: Cursor): readonly ReplyEvent[] {
  if (body.peek('type') === 'error') return [{ kind: 'error', failure: readError(body) }]
  const message = readMessage(body)
  const blocks = message.content.flatMap((block, part) => blockEvents(tagged(readBlock(block)), part))
  const usage = message.usage && readUsage(message.usage, {})
  const reason = body.string('stop_reason')
  const sequence = reason && body.string('stop_sequence')
  const rest = body.rest(ID)
  const tag = message.head.tag && also(message.head.tag, message.empty)
  const isFinished = reason !== undefined
  const [atEnd, atStart] = split(rest, (key) => isFinished && AT_END.includes(key))
  return [
    { kind: 'reply-start', ...message.head, ...present({ tag }), extras: ours(atStart) },
    ...blocks,
    ...(usage ? [{ kind: 'usage', usage } as const] : []),
    ...(reason ? [readFinish(reason, sequence, atEnd)] : []),
  ]
}

/** What a whole response and message_start say alike; the caller takes what is left. An empty list says nothing. */
export function readMessage(message: Cursor) {
  const list = Array.isArray(message.peek('content')) ? message.at('content') : undefined
  const content = list?.items() ?? []
  const empty = content.length === 0 ? list?.leaf() : undefined
  const words = {
    id: message.string('id'),
    model: message.string('model'),
    role: message.string('role'),
    tag: message.string('type'),
    serviceTier: readTier(message),
  }
  return { head: present(words), content, usage: message.object('usage'), empty }
}

/** The counts keep it too, and write it at home. */
function readTier(message: Cursor): Leaf<string> | undefined {
  const tier = message.object('usage')?.string('service_tier')
  const word = wordOf(SERVED_TIERS, tier?.value)
  return word === undefined ? undefined : spell(tier, word)
}

function split(
  extras: Extras | undefined,
  isFirst: (key: string) => boolean,
): [Extras | undefined, Extras | undefined] {
  const entries = extras?.entries ?? []
  const first = entries.filter(([key]) => isFirst(key))
  const second = entries.filter(([key]) => !isFirst(key))
  return [
    ours({ dialect: ID, entries: first }),
    second.length > 0 ? { dialect: ID, entries: second } : undefined,
  ]
}

/** A word that is not the usual one for its meaning is kept beside it, for the way home. */
export function readFinish(
  reason: Leaf<string>,
  stopSequence: Leaf<string> | undefined,
  extras: Extras | undefined,
): ReplyEvent {
  const meaning = wordOf(FINISHES, reason.value) ?? 'other'
  const entries = extras?.entries ?? []
  const isUsual = FINISH_WORDS[meaning] === reason.value
  const kept = isUsual ? entries : [...entries, ['stop_reason', reason] as const]
  const said = { reason: spell(reason, meaning), ...present({ stopSequence }) }
  return { kind: 'finish', ...said, extras: { dialect: ID, entries: kept } }
}

/** All events of a block that is complete. */
export function blockEvents({ head, text, input, seal, citations = [] }: Block, part: number): ReplyEvent[] {
  const said = text ?? (input && argumentsAsText(input))
  return [
    { kind: 'part-start', part, head },
    ...(said ? [{ kind: 'part-delta', part, text: said } as const] : []),
    ...citations.map((citation) => ({ kind: 'part-citation', part, citation }) as const),
    ...(seal ? [{ kind: 'part-seal', part, seal } as const] : []),
    { kind: 'part-end', part },
  ]
}

/** `isOpening`: its text comes in deltas. */
type BlockReader = (block: Cursor, tag: Leaf<string>, isOpening: boolean) => Omit<Block, 'silent'> | undefined
type Silent = Block['silent'][number]

/** Blocks that mean the same in other dialects; hosted tools and all that is unknown stay raw. §A.3 */
const BLOCKS: Readonly<Record<string, BlockReader>> = {
  text: (block, tag, isOpening) => {
    const text = block.string('text')
    const head = { kind: 'text', tag, ...present({ extras: block.rest(ID) }) } as const
    // Some servers begin a text without an empty one.
    const isToCome = isOpening && !block.has('text')
    return text || isToCome ? { head, ...present({ text }), citations: readCitations(block) } : undefined
  },
  thinking: (block, tag) => {
    const text = block.string('thinking')
    const signature = block.string('signature')
    const head = { kind: 'reasoning', tag, ...present({ extras: block.rest(ID) }) } as const
    return text && { head, text, ...(signature && { seal: { dialect: ID, value: signature } }) }
  },
  redacted_thinking: (block, tag) => {
    const data = block.string('data')
    const extras = block.rest(ID)
    const head = { kind: 'reasoning', tag, isRedacted: true, ...present({ extras }) } as const
    return data && { head, seal: { dialect: ID, value: data } }
  },
  tool_use: (block, tag) => {
    const name = block.string('name')
    const id = block.string('id')
    const input = block.object('input')?.leaf()
    const head =
      name && ({ kind: 'tool-call', tag, name, ...present({ id, extras: block.rest(ID) }) } as const)
    return head && input && { head, input }
  },
}

export const opaqueHead = (raw: Leaf<Json>, trace: HostedTrace | undefined): PartHead => ({
  kind: 'opaque',
  dialect: ID,
  raw,
  ...present({ trace }),
})

export function readBlock(block: Cursor, isOpening = false): Block {
  const type = block.peek('type')
  const read = typeof type === 'string' ? wordOf(BLOCKS, type) : undefined
  const tag = read && block.string('type')
  const found = tag && read(block, tag, isOpening)
  return found ? hushed(found) : { head: opaqueHead(block.leaf(), readHosted(block)), silent: [] }
}

/** An empty text opens a block and is no delta, as an empty signature is no seal. */
function hushed(block: Omit<Block, 'silent'>): Block {
  const { head, text, input, seal, citations } = block
  const isSealed =
    seal !== undefined && (seal.value.value !== '' || (head.kind === 'reasoning' && head.isRedacted === true))
  const silent: Silent[] = []
  const isText = head.kind === 'text'
  if (text?.value === '') silent.push([isText ? 'text' : 'thinking', text])
  if (seal && !isSealed) silent.push(['signature', seal.value])
  return {
    head,
    ...present({ text: text?.value ? text : undefined, input, citations, seal: isSealed ? seal : undefined }),
    silent,
  }
}

/** The block with the leaves that say nothing gone into its tag. */
export function tagged(block: Block, ...others: readonly (Leaf<unknown> | undefined)[]): Block {
  const { head, silent } = block
  if (head.kind === 'opaque' || !head.tag) return block
  return { ...block, head: { ...head, tag: also(head.tag, ...silent.map(([, value]) => value), ...others) } }
}
