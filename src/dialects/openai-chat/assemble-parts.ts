// How the pieces of one field of a message make it whole.
import type { Written } from '../../hub/leaf.ts'
import { isLeaf, join, made } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { asText, at, fieldsOf, isBlank, itemsOf, open, textOf } from './tree-values.ts'

/** What is gathered so far, by key. */
export type Gathered = Record<string, Written>

/** The last word counts, and nothing never takes the place of something. */
export function keep(object: Gathered, key: string, value: Written): void {
  if (value === undefined || (isBlank(value) && object[key] !== undefined)) return
  object[key] = value
}

export function takeText(message: Gathered, key: string, value: Written): void {
  const before = message[key]
  if (isBlank(value) || isBlank(before)) keep(message, key, value)
  else message[key] = join(asText(before as Written), asText(value))
}

export function takeSum(message: Gathered, key: string, value: Written): void {
  message[key] = addUp(message[key], value)
}

/** Lists go on; texts and objects inside (audio, logprobs) likewise; anything else is replaced. */
export function addUp(before: Written, piece: Written): Written {
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
export function takeContent(message: Gathered, key: string, value: Written): void {
  const isList = Array.isArray(open(value))
  const before = message[key]
  if (isBlank(value)) {
    keep(message, key, value)
    return
  }
  if (!isList && !Array.isArray(before)) {
    takeText(message, key, value)
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
