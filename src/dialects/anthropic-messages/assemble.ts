import { argumentsAsObject } from '../../hub/arguments.ts'
import type { Leaf, Written } from '../../hub/leaf.ts'
import { isLeaf, join, leafBelow } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'

type Fields = Record<string, Written>

interface Block {
  fields: Fields
  /** The pieces of `input` so far. */
  json?: Leaf<string>
}

/** Plain data. The reply as it stands, in the dialect's own words. anthropic-gemini.md §A.7 */
export interface AssemblerState {
  message?: Fields
  blocks: Block[]
  failure?: Fields
}

export const startAssembling = (): AssemblerState => ({ blocks: [] })

type Taker = (state: AssemblerState, event: Fields) => void

const TAKERS: Readonly<Record<string, Taker>> = {
  message_start: takeStart,
  content_block_start: (state, event) => {
    const block = below(event.content_block)
    if (block) state.blocks[indexOf(event, state.blocks.length)] = { fields: { ...block } }
  },
  content_block_delta: (state, event) => {
    const block = state.blocks[indexOf(event, state.blocks.length - 1)]
    const delta = below(event.delta)
    if (block && delta) takeDelta(block, delta)
  },
  message_delta: takeMessageDelta,
  error: (state, event) => {
    state.failure = event
  },
}

export function takeEvent(state: AssemblerState, { data, name }: DialectEvent): void {
  if (typeof data === 'string') return
  const type = bareOf(data.type) ?? name
  if (typeof type === 'string' && Object.hasOwn(TAKERS, type)) TAKERS[type]?.(state, data as Fields)
}

/** The response so far. A stream that failed before it began is its error. */
export function assembled({ message, blocks, failure }: AssemblerState): Written {
  if (!message) return failure ?? {}
  // Wrong indices leave holes.
  return { ...message, content: blocks.filter((block) => block !== undefined).map(finished) }
}

const finished = ({ fields, json }: Block): Written =>
  json?.value ? { ...fields, input: argumentsAsObject(json) } : fields

/** A duplicate changes nothing; another message takes the place of what a retry had begun (§Q.2). */
function takeStart(state: AssemblerState, event: Fields): void {
  const message = below(event.message)
  if (!message || (state.message && bareOf(state.message.id) === bareOf(message.id))) return
  const content = message.content
  state.message = { ...message }
  state.blocks = itemsOf(content).map((block) => ({ fields: { ...below(block) } }))
}

/** Which field a delta extends. A signature replaces, as in the vendor's client. */
const EXTENDS: Readonly<Record<string, string>> = { text_delta: 'text', thinking_delta: 'thinking' }

function takeDelta(block: Block, delta: Fields): void {
  const type = String(bareOf(delta.type))
  const { fields } = block
  const key = Object.hasOwn(EXTENDS, type) ? EXTENDS[type] : undefined
  if (key !== undefined) fields[key] = join(textOf(fields[key]), textOf(delta[key]) ?? NO_TEXT)
  else if (type === 'input_json_delta') block.json = join(block.json, textOf(delta.partial_json) ?? NO_TEXT)
  else if (type === 'citations_delta') fields.citations = [...itemsOf(fields.citations), delta.citation]
  else for (const [name, value] of Object.entries(delta)) if (name !== 'type') fields[name] = value
}

/** Counts replace field by field, where they say something; other fields replace as they are. */
function takeMessageDelta(state: AssemblerState, event: Fields): void {
  const { type: _, delta, usage, ...beside } = event
  const message = state.message ?? {}
  const counts: Fields = { ...below(message.usage) }
  for (const [key, value] of Object.entries(below(usage) ?? {})) {
    if (bareOf(value) !== null && value !== undefined) counts[key] = value
  }
  state.message = {
    ...message,
    ...below(delta),
    ...beside,
    ...(message.usage || usage ? { usage: counts } : {}),
  }
}

const NO_TEXT: Leaf<string> = { value: '', from: [] }

/** The value of a node that is a leaf or a bare constant. */
const bareOf = (node: Written): unknown => (isLeaf(node) ? node.value : node)

const textOf = (node: Written): Leaf<string> | undefined => {
  if (isLeaf(node)) return typeof node.value === 'string' ? (node as Leaf<string>) : undefined
  return typeof node === 'string' ? { value: node, from: [] } : undefined
}

/** The last index seen is the fallback: a gateway that leaves it out means the block that is open. */
const indexOf = (event: Fields, fallback: number): number => {
  const index = bareOf(event.index)
  // Not just any number: a forged index must not make a list of a billion holes.
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < 100_000
    ? index
    : fallback
}

const itemsOf = (node: Written): readonly Written[] => {
  if (!isLeaf(node)) return Array.isArray(node) ? (node as readonly Written[]) : []
  return Array.isArray(node.value) ? node.value.map((value: Json, i) => child(node, value, i)) : []
}

/** The fields of an object, be it a tree or one leaf: then each field is a leaf that points below it. */
export function below(node: Written): Fields | undefined {
  if (!isObject(node)) return undefined
  if (!isLeaf(node)) return node as Fields
  const { value } = node
  if (!isObject(value)) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, child(node, inner, key)]))
}

/** What was made by a step from several places no longer lies at one of them. */
const child = (leaf: Leaf<unknown>, value: Json, key: string | number): Leaf => {
  const inner = leafBelow(leaf, key, value)
  return leaf.by === undefined ? inner : { ...inner, from: leaf.from }
}
