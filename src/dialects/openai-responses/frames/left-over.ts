import type { Cursor } from '../../../hub/cursor.ts'
import type { Extras } from '../../../hub/extras.ts'
import type { Leaf } from '../../../hub/leaf.ts'
import type { Json, JsonObject } from '../../../wire/json.ts'
import { deepEqual, isObject, pointerStep } from '../../../wire/json.ts'

/** Beside pointers, which all begin with a slash: the places that were told and do not stand in the frame. */
export const ABSENT = 'absent'

type Entries = (readonly [key: string, value: Leaf])[]

interface Left {
  readonly entries: Entries
  readonly absent: string[]
}

/** What a frame holds beyond what was told of it, or in other words, by place. */
export function leftOver(frame: Cursor, told: Json): Extras['entries'] {
  const left: Left = { entries: [], absent: [] }
  compare(frame, told, '', left)
  if (left.absent.length > 0) left.entries.push([ABSENT, { value: left.absent, from: [] }])
  return left.entries
}

function compare(at: Cursor, told: Json | undefined, pointer: string, left: Left): void {
  const { value } = at
  if (isObject(value) && isObject(told)) compareFields(at, value, told, pointer, left)
  else if (Array.isArray(value) && Array.isArray(told)) compareEntries(at, told, pointer, left)
  // Field by field: some of them may have been told in another place, and an origin is changed or carried, never both.
  else if (isObject(value) && told === undefined && Object.keys(value).length > 0)
    compareFields(at, value, {}, pointer, left)
  else if (!deepEqual(value, told)) left.entries.push([pointer, at.leaf()])
}

function compareFields(at: Cursor, value: JsonObject, told: JsonObject, pointer: string, left: Left): void {
  for (const key of Object.keys(value)) {
    const known = Object.hasOwn(told, key) ? told[key] : undefined
    const child = at.at(key)
    if (child) compare(child, known, pointer + pointerStep(key), left)
  }
  for (const key of Object.keys(told))
    if (!Object.hasOwn(value, key)) left.absent.push(pointer + pointerStep(key))
}

function compareEntries(at: Cursor, told: readonly Json[], pointer: string, left: Left): void {
  const items = at.items()
  for (const [index, child] of items.entries())
    compare(child, told[index], pointer + pointerStep(index), left)
  for (let index = items.length; index < told.length; index++) left.absent.push(pointer + pointerStep(index))
}

/** What stands beside the piece of text, which alone an event carries. */
export function leftOfDelta(frame: Cursor): Extras['entries'] {
  const entries: Entries = []
  if (!isObject(frame.value)) return entries
  for (const key of Object.keys(frame.value)) {
    const child = key === 'delta' ? undefined : frame.at(key)
    if (child) entries.push([pointerStep(key), child.leaf()])
  }
  return entries
}
