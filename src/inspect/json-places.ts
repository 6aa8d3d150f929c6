import type { Json } from '../wire/json.ts'
import { isObject, pointerStep } from '../wire/json.ts'

/** A value of a body, and the JSON pointer to it. Rules that speak of the wire itself walk by these. */
export interface At {
  readonly value: Json
  readonly pointer: string
}

export const rootOf = (json: Json | undefined): At => ({ value: json ?? null, pointer: '' })

/** The value below an own key; undefined where there is none, or null. */
export function fieldAt({ value, pointer }: At, key: string): At | undefined {
  const below = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return below === undefined || below === null
    ? undefined
    : { value: below, pointer: pointer + pointerStep(key) }
}

/** The elements of the array below a key; none where there is no array. */
export function listAt(at: At, key: string): readonly At[] {
  const found = fieldAt(at, key)
  return found ? elementsOf(found) : NONE
}

const NONE: readonly At[] = []

export const elementsOf = ({ value, pointer }: At): readonly At[] =>
  Array.isArray(value) ? value.map((one: Json, i) => ({ value: one, pointer: `${pointer}/${i}` })) : NONE

/** The string below a key; undefined for anything else. */
export function textAt({ value }: At, key: string): string | undefined {
  const below = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return typeof below === 'string' ? below : undefined
}

export const hasKey = ({ value }: At, key: string): boolean => isObject(value) && Object.hasOwn(value, key)

/** All objects at or below a place, outermost first. */
export function* objectsBelow(at: At): Generator<At> {
  const open: At[] = [at]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer } = next
    if (typeof value !== 'object' || value === null) continue
    if (isObject(value)) yield next
    const below = Object.entries(value) as [string, Json][]
    for (const [key, child] of below.reverse())
      open.push({ value: child, pointer: pointer + pointerStep(key) })
  }
}
