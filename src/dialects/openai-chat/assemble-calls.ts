// How the pieces of calls make them whole: which piece goes on with which call, and what of it goes on.
import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { join } from '../../hub/leaf.ts'
import type { Gathered } from './assemble-parts.ts'
import { keep } from './assemble-parts.ts'
import type { CallKey } from './calls.ts'
import { findCall, growKey, startKey } from './calls.ts'
import { asText, at, fieldsOf, isBlank, open, textOf } from './tree-values.ts'

export interface CallBook extends CallKey {
  /** The entry but for what is gathered apart. */
  readonly fields: Gathered
  readonly key: string
  readonly target: Gathered
}

export function takeCalls(calls: CallBook[], pieces: readonly Written[]): void {
  for (const [position, piece] of pieces.entries()) takeCall(calls, piece, position, pieces.length)
}

function takeCall(calls: CallBook[], piece: Written, position: number, count: number): void {
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

function takeTarget(object: Gathered, target: Written): void {
  for (const [key, value] of fieldsOf(target)) {
    const goesOn = (key === 'arguments' || key === 'input') && !isBlank(object[key]) && !isBlank(value)
    if (goesOn) object[key] = join(asText(object[key]), asText(value))
    else if (key !== 'name' || isBlank(object[key])) keep(object, key, value)
  }
}

/** The one call of old servers. */
export function takeLegacyCall(message: Gathered, key: string, value: Written): void {
  const before = fieldsOf(message[key])
  if (before.length === 0) keep(message, key, value)
  if (fieldsOf(value).length === 0) return
  const object: Gathered = Object.fromEntries(before)
  takeTarget(object, value)
  message[key] = object
}

/** As the whole message lists it. */
export const entryOf = ({ fields, key, target }: CallBook): WrittenObject => ({
  ...fields,
  [key]: { ...target },
})
