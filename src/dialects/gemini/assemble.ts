import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { define, isLeaf, spell } from '../../hub/leaf.ts'
import { wholeLeaf } from '../../hub/text.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import type { PartialArgs } from './partial-args.ts'
import { addArgs, goesOn, isPartial, leafOfArgs, noArgs } from './partial-args.ts'

type Fields = Record<string, Written>

interface Candidate {
  readonly index: number
  readonly fields: Fields
  /** Fields of `content` beside its parts; absent until a chunk has a content. */
  content?: Fields
  parts?: Written[]
  /** The call at the end of the parts whose arguments are still coming. */
  args?: PartialArgs
}

export interface AssemblerState {
  readonly root: Fields
  readonly candidates: Candidate[]
}

export const start = (): AssemblerState => ({ root: {}, candidates: [] })

/** Repeated on every chunk: the first one counts. */
const CONSTANT = new Set(['responseId', 'modelVersion', 'createTime'])

export function take(state: AssemblerState, event: DialectEvent): void {
  if (typeof event.data === 'string') return
  for (const [key, value] of fieldsOf(event.data)) {
    if (key === 'candidates') takeCandidates(state, value)
    else if (key === 'usageMetadata' && isTree(value)) mergeInto(state.root, key, value)
    else if (!(CONSTANT.has(key) && key in state.root)) define(state.root, key, value)
  }
}

/** The response so far. */
export function result({ root, candidates }: AssemblerState): Written {
  if (candidates.length === 0) return { ...root }
  return {
    ...root,
    candidates: candidates.map(({ fields, content, parts }) => ({
      ...fields,
      ...(content ? { content: parts ? { ...content, parts } : content } : {}),
    })),
  }
}

/** What is behind a leaf, one level down, each piece still knowing where it came from. */
function opened(tree: Written): Written {
  if (!isLeaf(tree)) return tree
  const { value } = tree
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => spell(tree, one))
  if (!isObject(value)) return tree
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, spell(tree, below)]))
}

function fieldsOf(tree: Written): [string, Written][] {
  const object = opened(tree)
  if (typeof object !== 'object' || object === null || Array.isArray(object) || isLeaf(object)) return []
  return Object.entries(object as WrittenObject).filter(([, value]) => value !== undefined)
}

/** An object, behind a leaf or not. */
const isTree = (tree: Written): boolean => isObject(isLeaf(tree) ? tree.value : tree)

const bareOf = (tree: Written): Json | undefined => (isLeaf(tree) ? tree.value : tree) as Json | undefined

function mergeInto(target: Fields, key: string, value: Written): void {
  const before = target[key]
  target[key] = Object.fromEntries([...fieldsOf(before), ...fieldsOf(value)])
}

function takeCandidates(state: AssemblerState, value: Written): void {
  const list = opened(value)
  if (!Array.isArray(list) || list.length === 0 || !list.every(isTree)) {
    define(state.root, 'candidates', value)
    return
  }
  for (const one of list as readonly Written[]) takeCandidate(state, fieldsOf(one))
}

function takeCandidate(state: AssemblerState, entries: readonly [string, Written][]): void {
  const said = bareOf(entries.find(([key]) => key === 'index')?.[1])
  const index = typeof said === 'number' ? said : 0
  let candidate = state.candidates.find((one) => one.index === index)
  if (!candidate) {
    candidate = { index, fields: {} }
    state.candidates.push(candidate)
  }
  for (const [key, value] of entries) {
    if (key === 'content' && isTree(value)) takeContent(candidate, value)
    else if (key === 'logprobsResult' && isTree(value)) takeTokens(candidate, value)
    else define(candidate.fields, key, value)
  }
}

/** Each chunk brings the tokens of its own text. */
function takeTokens({ fields }: Candidate, value: Written): void {
  const before = Object.fromEntries(fieldsOf(fields.logprobsResult))
  const now = fieldsOf(value).map(([key, list]): [string, Written] => {
    const [earlier, later] = [opened(before[key]), opened(list)]
    return [key, Array.isArray(earlier) && Array.isArray(later) ? [...earlier, ...later] : list]
  })
  fields.logprobsResult = { ...before, ...Object.fromEntries(now) }
}

function takeContent(candidate: Candidate, value: Written): void {
  candidate.content ??= {}
  for (const [key, below] of fieldsOf(value)) {
    const parts = key === 'parts' ? opened(below) : undefined
    if (Array.isArray(parts)) takeParts(candidate, parts as readonly Written[])
    else define(candidate.content, key, below)
  }
}

function takeParts(candidate: Candidate, parts: readonly Written[]): void {
  for (const [i, part] of parts.entries()) takePart(candidate, part, i === 0)
}

/** The first part of a chunk goes on with the text that the chunk before ended on, if neither has more than its text. */
function takePart(candidate: Candidate, part: Written, isFirst: boolean): void {
  candidate.parts ??= []
  const { parts } = candidate
  const entries = fieldsOf(part)
  const call = entries.find(([key]) => key === 'functionCall')?.[1]
  if (call !== undefined && takeCall(candidate, entries, call)) return
  delete candidate.args
  const last = parts.at(-1)
  const before = isFirst && last !== undefined ? plainText(fieldsOf(last)) : undefined
  const now = plainText(entries)
  if (before && now && before.isThought === now.isThought)
    parts[parts.length - 1] = { ...Object.fromEntries(entries), text: joined(before.text, now.text) }
  else parts.push(entries.length > 0 ? Object.fromEntries(entries) : part)
}

interface PlainText {
  readonly text: Written
  readonly isThought: boolean
}

function plainText(entries: readonly [string, Written][]): PlainText | undefined {
  const { text, thought, ...others } = Object.fromEntries(entries)
  if (typeof bareOf(text) !== 'string' || Object.keys(others).length > 0) return undefined
  if (thought !== undefined && bareOf(thought) !== true) return undefined
  return { text, isThought: thought !== undefined }
}

/** Origins are copied once a chunk only where they are recorded at all. */
function joined(before: Written, piece: Written): Written {
  const value = `${bareOf(before)}${bareOf(piece)}`
  const from = [before, piece].flatMap((one) => (isLeaf(one) ? one.from : []))
  return { value, from, by: 'join-deltas' } satisfies Leaf<string>
}

/** False where the call is whole. anthropic-gemini.md §G.4: pieces carry no name, an empty call ends them. */
function takeCall(candidate: Candidate, entries: readonly [string, Written][], call: Written): boolean {
  const bareCall = Object.fromEntries(fieldsOf(call).map(([key, value]) => [key, bareOf(value)])) as Json
  if (!isObject(bareCall)) return false
  const isNew = typeof bareCall.name === 'string'
  if (isNew ? !isPartial(bareCall) : !candidate.args) return false
  if (isNew) {
    candidate.args = noArgs()
    candidate.parts?.push(Object.fromEntries(entries))
  }
  const { args, parts } = candidate
  if (!args || !parts) return false
  addArgs(args, wholeLeaf(call, isLeaf(call) ? call.from : []))
  const at = parts.length - 1
  const part = Object.fromEntries(fieldsOf(parts[at]))
  const known = fieldsOf(part.functionCall).filter(
    ([key]) => key !== 'partialArgs' && key !== 'willContinue' && key !== 'args',
  )
  const whole = args.isTouched ? [...known, ['args', leafOfArgs(args)] as const] : known
  parts[at] = { ...part, functionCall: Object.fromEntries(whole) }
  if (!goesOn(bareCall)) delete candidate.args
  return true
}
