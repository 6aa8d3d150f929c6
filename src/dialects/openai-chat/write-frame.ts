import type { Extras } from '../../hub/extras.ts'
import type { Leaf, Written } from '../../hub/leaf.ts'
import { define, leafBelow, spell } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { Seal } from '../../hub/part.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { settle } from '../../hub/settle.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { writeOwnAnnotation } from './citations.ts'
import { writeError } from './errors.ts'
import { FrameTree } from './frame-tree.ts'
import { writeOwnTokens } from './logprobs.ts'
import { findPlace, restoreAt } from './places.ts'
import { fieldsOf, listOf } from './tree.ts'
import { standsElsewhere, writeUsage } from './usage.ts'
import { FINISH_WRITE, ID, STOOD } from './words.ts'
import { isKept } from './write-delta.ts'

type EventOf<K extends ReplyEvent['kind']> = Extract<ReplyEvent, { kind: K }>

/** A part as the frames know it. Plain data. */
interface PartState {
  readonly head: EventOf<'part-start'>['head']
  readonly choice: number
  hasText: boolean
}

/** What a writer that keeps frames remembers: the events since the last frame, and the parts. Plain data. */
export interface FrameState {
  gathered: ReplyEvent[]
  readonly parts: Record<number, PartState>
}

export const startFrames = (): FrameState => ({ gathered: [], parts: {} })

/**
 * One event of the frame that ends. What its hub events say stands where this dialect says it, with nothing made up; the
 * extras bring the rest: form, repetition, padding, and where in a list a part stands.
 */
export function writeFrame(state: FrameState, { name, extras }: EventOf<'frame'>): DialectEvent {
  const events = state.gathered
  state.gathered = []
  const tree = new FrameTree(extras)
  for (const event of events) put(state, tree, event)
  const data = tree.finish()
  return name === undefined ? { data } : { name, data }
}

function put(state: FrameState, tree: FrameTree, event: ReplyEvent): void {
  switch (event.kind) {
    case 'reply-start':
      putStart(tree, event)
      return
    case 'part-start':
      state.parts[event.part] = { head: settle(event.head), choice: event.choice ?? 0, hasText: false }
      if (!tree.isSilent(event.part)) putHead(tree, event)
      return
    case 'part-delta':
      ofPart(state, tree, event.part, (part) => putText(tree, part, event))
      return
    case 'part-seal':
      ofPart(state, tree, event.part, (part) => putSeal(tree, part, event.part, event.seal))
      return
    case 'usage':
      if (!standsElsewhere(event.usage)) tree.root.usage = writeUsage(event.usage, true)
      return
    case 'finish': {
      const choice = tree.choice(event.choice ?? 0)
      choice.finish_reason = spell(event.reason, FINISH_WRITE[event.reason.value])
      Object.assign(choice, restoreAt(event.extras, ''))
      return
    }
    case 'error':
      Object.assign(tree.root, writeError(event.failure, noLosses()))
      return
    case 'opaque':
      putOpaque(tree, event)
      return
    case 'part-citation':
      ofPart(state, tree, event.part, ({ choice }) => {
        const { part, citation } = event
        if (citation.tag?.value === STOOD.sources) return
        const own = writeOwnAnnotation(citation, tree.startOf(part))
        listOf(tree.speech(choice), 'annotations').push(own)
      })
      return
    case 'part-logprobs':
      ofPart(state, tree, event.part, ({ head, choice }) => {
        Object.assign(fieldsOf(tree.choice(choice), 'logprobs'), writeOwnTokens(head.kind, event.tokens))
      })
      return
    case 'part-end':
    case 'frame':
      return
  }
}

function ofPart(state: FrameState, tree: FrameTree, number: number, write: (part: PartState) => void): void {
  const part = state.parts[number]
  if (part && !tree.isSilent(number)) write(part)
}

function putStart(tree: FrameTree, { id, model, created, tag, role, extras }: EventOf<'reply-start'>): void {
  const { root } = tree
  if (id) root.id = id
  if (model) root.model = model
  if (created) root.created = created
  if (tag && !tag.added) root.object = tag
  if (role) tree.speech(tree.firstChoice()).role = role
  putPlaced(tree, extras)
}

function putPlaced(tree: FrameTree, extras: Extras | undefined): void {
  if (extras?.dialect === ID) for (const [path, leaf] of extras.entries) putAt(tree, path, leaf as Written)
}

function putAt(tree: FrameTree, path: string, value: Written): void {
  const { choice, isInDelta, key } = findPlace(path)
  const object = choice === undefined ? tree.root : isInDelta ? tree.speech(choice) : tree.choice(choice)
  define(object, key, value)
}

function putOpaque(tree: FrameTree, { dialect, raw, event }: EventOf<'opaque'>): void {
  if (dialect !== ID) return
  if (event !== undefined) putAt(tree, event, raw as Written)
  else if (isObject(raw.value))
    for (const [key, value] of Object.entries(raw.value))
      define(tree.root, key, leafBelow(raw, key, value) as Written)
}

function putHead(tree: FrameTree, { part, choice = 0, head }: EventOf<'part-start'>): void {
  if (head.kind === 'opaque') {
    if (head.dialect === ID) tree.putEntry({ choice, list: 'content', part }, head.raw as Written)
    return
  }
  if (head.kind !== 'tool-call') return
  const name = head.name.added ? undefined : head.name
  if (head.tag?.value === STOOD.functionCall) {
    tree.speech(choice).function_call = name ? { name } : {}
    return
  }
  const key = head.isCustom ? 'custom' : 'function'
  const entry = tree.entry({ choice, list: 'tool_calls', part }, (one) => one[key] === undefined)
  if (head.id) entry.id = head.id
  if (head.tag) entry.type = head.tag
  const target = { ...(name ? { name } : {}), ...restoreAt(head.extras, `/${key}`) }
  if (Object.keys(target).length > 0) entry[key] = target
  Object.assign(entry, restoreAt(head.extras, ''))
}

function putText(tree: FrameTree, part: PartState, { part: number, text }: EventOf<'part-delta'>): void {
  const { head, choice } = part
  const isFirst = !part.hasText
  part.hasText = true
  if (isKept(head)) return
  if (head.kind === 'tool-call') putArguments(tree, part, number, text)
  if (head.kind === 'tool-call' || head.kind === 'opaque') return
  const stood = head.tag?.value
  if (stood !== STOOD.text && stood !== STOOD.thinking) {
    tree.speech(choice)[stood === STOOD.reasoning ? 'reasoning' : FIELDS[head.kind]] = text
    return
  }
  const spot = { choice, list: 'content', part: number } as const
  if (stood === STOOD.thinking) {
    const { entry, thought } = tree.thought(spot)
    if (isFirst) entry.type = spell(head.tag, 'thinking')
    thought.text = text
    return
  }
  const entry = tree.entry(spot, (one) => one.text === undefined)
  if (isFirst) entry.type = spell(head.tag, 'text')
  entry.text = text
}

function putArguments(tree: FrameTree, { head, choice }: PartState, part: number, text: Leaf<string>): void {
  if (head.kind !== 'tool-call') return
  if (head.tag?.value === STOOD.functionCall) {
    fieldsOf(tree.speech(choice), 'function_call').arguments = text
    return
  }
  const [key, field] = head.isCustom ? (['custom', 'input'] as const) : (['function', 'arguments'] as const)
  const entry = tree.entry(
    { choice, list: 'tool_calls', part },
    (one) => fieldsOf(one, key)[field] === undefined,
  )
  fieldsOf(entry, key)[field] = text
}

/** openai.md §7 Q11. */
function putSeal(tree: FrameTree, { head, choice }: PartState, part: number, seal: Seal): void {
  if (head.kind !== 'tool-call' || seal.dialect !== 'gemini') return
  const entry = tree.entry({ choice, list: 'tool_calls', part }, (one) => one.extra_content === undefined)
  entry.extra_content = { google: { thought_signature: seal.value } }
}

const FIELDS = { text: 'content', refusal: 'refusal', reasoning: 'reasoning_content' } as const
