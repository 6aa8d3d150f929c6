import { define, isLeaf } from '../hub/leaf.ts'

export interface Copied<T> {
  readonly copy: T
  /** Objects and lists that were copied: what the copy costs, in time and in memory. */
  readonly nodes: number
}

/**
 * A copy of the plain data that a state is, with the same objects shared inside it. What nobody can change is shared with
 * the original: texts above all, which a state gathers without end and `structuredClone` would copy, and leaves that hold
 * one.
 */
export function copyState<T>(state: T): Copied<T> {
  const copies = new Map<object, object>()
  return { copy: copyOf(state, copies) as T, nodes: copies.size }
}

function copyOf(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null || isShared(value)) return value
  const known = copies.get(value)
  if (known) return known
  if (Array.isArray(value)) {
    const list: unknown[] = []
    copies.set(value, list)
    for (const one of value) list.push(copyOf(one, copies))
    return list
  }
  // First as it was, its keys in their order; then what is below them is copied, too.
  const object: Record<string, unknown> = { ...value }
  copies.set(value, object)
  for (const key in object) {
    const below = object[key]
    if (typeof below !== 'object' || below === null) continue
    const copy = copyOf(below, copies)
    if (copy !== below) define(object, key, copy)
  }
  return object
}

/** The list of origins of a joined leaf grows in place (see `join`), so only leaves without one are safe. */
const isShared = (value: object): boolean =>
  isLeaf(value) && value.from.length === 0 && typeof value.value !== 'object'
