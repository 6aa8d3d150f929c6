import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { isLeaf, join, made, spell } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import type { CallKey } from './calls.ts'
import { findCall, growKey, startKey } from './calls.ts'
import { layForm } from './whole-form.ts'

interface CallBook extends CallKey {
  /** The entry but for what is gathered apart. */
  readonly fields: Record<string, Written>
  readonly key: string
  readonly target: Record<string, Written>
}

interface ChoiceBook {
  readonly fields: Record<string, Written>
  readonly message: Record<string, Written>
  readonly calls: CallBook[]
}

/** Chunks on the way to the whole response they stand for. Plain data. */
export interface AssemblerState {
  readonly root: Record<string, Written>
  readonly choices: Record<number, ChoiceBook>
}

export const startAssembler = (): AssemblerState => ({ root: {}, choices: {} })

/** What a written tree says here: a leaf's own value may be a tree again. */
const open = (tree: Written): Written => (isLeaf(tree) ? (tree.value as Written) : tree)
const fieldsOf = (tree: Written): [string, Written][] => {
  const value = open(tree)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value as WrittenObject)
    : []
}
const itemsOf = (tree: Written): readonly Written[] => {
  const value = open(tree)
  return Array.isArray(value) ? (value as readonly Written[]) : []
}
const at = (tree: Written, key: string): Written => fieldsOf(tree).find(([name]) => name === key)?.[1]
const textOf = (tree: Written): string => {
  const value = open(tree)
  return typeof value === 'string' ? value : ''
}
const isBlank = (tree: Written): boolean => {
  const value = open(tree)
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
const asText = (tree: Written): Leaf<string> =>
  isLeaf(tree) ? (tree as Leaf<string>) : { value: textOf(tree), from: [] }

/** Gateways restamp these from chunk to chunk: the reply is what it said it was first. */
const FIRST_COUNTS: ReadonlySet<string> = new Set(['id', 'created', 'model'])

/** Padding against traffic analysis (openai.md §1.5). */
const PADDING: ReadonlySet<string> = new Set(['obfuscation', 'p'])

export function takeEvent(state: AssemblerState, { data }: DialectEvent): void {
  for (const [key, value] of fieldsOf(data)) {
    if (PADDING.has(key) || (FIRST_COUNTS.has(key) && open(state.root[key]))) continue
    keep(state.root, key, key === 'choices' && Array.isArray(open(value)) ? GATHERED : value)
    if (key !== 'choices') continue
    for (const [position, choice] of itemsOf(value).entries()) takeChoice(state, choice, position)
  }
}

/** Stands where the choices will. */
const GATHERED: readonly Written[] = []

/** The last word counts, and nothing never takes the place of something. */
function keep(object: Record<string, Written>, key: string, value: Written): void {
  if (value === undefined || (isBlank(value) && object[key] !== undefined)) return
  object[key] = value
}

const isIndex = (index: Written): index is number => Number.isInteger(index) && (index as number) >= 0

function takeChoice(state: AssemblerState, choice: Written, position: number): void {
  const index = open(at(choice, 'index'))
  const number = isIndex(index) ? index : position
  state.choices[number] ??= { fields: {}, message: {}, calls: [] }
  const book = state.choices[number]
  for (const [key, value] of fieldsOf(choice)) {
    if (key === 'delta' || key === 'message') takeDelta(book, value)
    else if (key === 'logprobs') book.fields[key] = addUp(book.fields[key], value)
    else if (key !== 'index') keep(book.fields, key, value)
  }
}

type Take = (book: ChoiceBook, key: string, value: Written) => void

const takeText: Take = ({ message }, key, value) => {
  const before = message[key]
  if (isBlank(value) || isBlank(before)) keep(message, key, value)
  else message[key] = join(asText(before as Written), asText(value))
}
const takeSum: Take = ({ message }, key, value) => {
  message[key] = addUp(message[key], value)
}

const TAKERS: ReadonlyMap<string, Take> = new Map<string, Take>([
  ['content', takeContent],
  ['refusal', takeText],
  ['reasoning_content', takeText],
  ['reasoning', takeText],
  ['tool_calls', takeCalls],
  ['function_call', takeLegacyCall],
  ['audio', takeSum],
  ['annotations', takeSum],
  ['reasoning_details', takeSum],
])

function takeDelta(book: ChoiceBook, delta: Written): void {
  for (const [key, value] of fieldsOf(delta)) {
    const take = TAKERS.get(key)
    if (take) take(book, key, value)
    else keep(book.message, key, value)
  }
}

/** Lists go on; texts and objects inside (audio, logprobs) likewise; anything else is replaced. */
function addUp(before: Written, piece: Written): Written {
  if (isBlank(before) || isBlank(piece)) return isBlank(piece) && before !== undefined ? before : piece
  const [old, more] = [open(before), open(piece)]
  if (Array.isArray(old) && Array.isArray(more)) return wrap(before, piece, [...old, ...more])
  const fields = fieldsOf(piece)
  if (fields.length === 0 || fieldsOf(before).length === 0) return piece
  const sum: Record<string, Written> = Object.fromEntries(fieldsOf(before))
  for (const [key, value] of fields) {
    const isText = key === 'data' || key === 'transcript'
    sum[key] = isText && !isBlank(sum[key]) ? join(asText(sum[key]), asText(value)) : addUp(sum[key], value)
  }
  return wrap(before, piece, sum)
}

/** A sum of leaves is one leaf again where it holds bare values only. */
function wrap(before: Written, piece: Written, sum: Written): Written {
  return isLeaf(before) && isLeaf(piece) ? made(bareSum(sum), 'join-deltas', before, piece) : sum
}
const bareSum = (sum: Written): Json =>
  (isLeaf(sum)
    ? sum.value
    : Array.isArray(sum)
      ? sum.map(bareSum)
      : Object.fromEntries(
          fieldsOf(sum).map(([key, value]) => [key, isLeaf(value) ? value.value : value]),
        )) as Json

/** Text, or a list of typed parts (Mistral) in which a text goes on as long as its type does. */
function takeContent(book: ChoiceBook, key: string, value: Written): void {
  const { message } = book
  const isList = Array.isArray(open(value))
  const before = message[key]
  if (isBlank(value)) {
    keep(message, key, value)
    return
  }
  if (!isList && !Array.isArray(before)) {
    takeText(book, key, value)
    return
  }
  const list: Written[] = Array.isArray(before)
    ? [...before]
    : isBlank(before)
      ? []
      : [{ type: 'text', text: before }]
  const pieces = isList ? itemsOf(value) : [{ type: 'text', text: value }]
  for (const piece of pieces) takePiece(list, piece)
  message[key] = list
}

function takePiece(list: Written[], piece: Written): void {
  const last = list.at(-1)
  const type = textOf(at(piece, 'type'))
  const isSame = last !== undefined && textOf(at(last, 'type')) === type
  if (isSame && type === 'text') list[list.length - 1] = joined(last, piece)
  else if (isSame && type === 'thinking') {
    const thoughts = [...itemsOf(at(last, 'thinking'))]
    for (const thought of itemsOf(at(piece, 'thinking'))) takePiece(thoughts, thought)
    list[list.length - 1] = { ...Object.fromEntries(fieldsOf(last)), thinking: thoughts }
  } else list.push(piece)
}

const joined = (last: Written, piece: Written): Written => ({
  ...Object.fromEntries(fieldsOf(last)),
  text: join(asText(at(last, 'text')), asText(at(piece, 'text'))),
})

function takeCalls(book: ChoiceBook, key: string, value: Written): void {
  const pieces = itemsOf(value)
  if (pieces.length === 0) keep(book.message, key, value)
  for (const [position, piece] of pieces.entries()) takeCall(book, piece, position, pieces.length)
}

function takeCall({ calls }: ChoiceBook, piece: Written, position: number, count: number): void {
  const key = fieldsOf(at(piece, 'custom')).length > 0 ? 'custom' : 'function'
  const target = at(piece, key)
  const index = open(at(piece, 'index'))
  const found = {
    index: typeof index === 'number' ? index : undefined,
    id: textOf(at(piece, 'id')),
    name: textOf(at(target, 'name')),
    position,
    count,
  }
  const call = calls[findCall(calls, found)] ?? { ...startKey(found), fields: {}, key, target: {} }
  if (!calls.includes(call)) calls.push(call)
  growKey(call, found, textOf(at(target, 'arguments')))
  for (const [name, value] of fieldsOf(piece)) {
    if (name !== key && name !== 'index') keep(call.fields, name, value)
  }
  takeTarget(call.target, target)
}

function takeTarget(object: Record<string, Written>, target: Written): void {
  for (const [key, value] of fieldsOf(target)) {
    const goesOn = (key === 'arguments' || key === 'input') && !isBlank(object[key]) && !isBlank(value)
    if (goesOn) object[key] = join(asText(object[key]), asText(value))
    else if (key !== 'name' || isBlank(object[key])) keep(object, key, value)
  }
}

function takeLegacyCall({ message }: ChoiceBook, key: string, value: Written): void {
  const before = fieldsOf(message[key])
  if (before.length === 0) keep(message, key, value)
  if (fieldsOf(value).length === 0) return
  const object: Record<string, Written> = Object.fromEntries(before)
  takeTarget(object, value)
  message[key] = object
}

/** The whole response so far, openai.md §1.4. */
export function assembled(state: AssemblerState): Written {
  const { object, choices: gathered, ...root } = state.root
  const choices = Object.entries(state.choices).map(([number, book]) => ({
    index: Number(number),
    message:
      book.calls.length > 0 ? { ...book.message, tool_calls: book.calls.map(entryOf) } : { ...book.message },
    ...book.fields,
  }))
  const response = {
    ...(object === undefined ? {} : { object: wholeObject(object) }),
    ...root,
    ...(gathered === undefined ? {} : { choices: Array.isArray(gathered) ? choices : gathered }),
  }
  return layForm(response, Object.keys(state.choices))
}

const entryOf = ({ fields, key, target }: CallBook): WrittenObject => ({ ...fields, [key]: { ...target } })

function wholeObject(object: Written): Written {
  if (!textOf(object).startsWith('chat.completion')) return object
  const word = 'chat.completion'
  return isLeaf(object) ? spell(object, word) : word
}
