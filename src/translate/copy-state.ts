import type { Leaf } from '../hub/leaf.ts'
import { define, isLeaf } from '../hub/leaf.ts'
import { isSettled } from '../hub/settle.ts'

export interface Copied<T> {
  readonly copy: T
  /** Objects and lists that were copied: what the copy costs, in time and in memory. */
  readonly nodes: number
}

/** What is known while a state is copied. */
interface Copying {
  readonly copies: Map<object, object>
  /** Of an earlier copy, what stands for something again. */
  readonly again: Set<object>
  /** Texts that have stopped growing are made one piece. */
  readonly settles: boolean
}

/**
 * A copy of the plain data that a state is, with the same objects shared inside it. What nobody can change is shared with
 * the original: what is finished, texts above all, which a state gathers without end and `structuredClone` would copy, and
 * leaves that hold one. `earlier`: a copy of what the same state was before, which nobody changes either: what is still as it was is shared
 * with that one.
 */
export function copyState<T>(state: T, earlier?: T): Copied<T> {
  const copying: Copying = { copies: new Map(), again: new Set(), settles: earlier !== undefined }
  const copy = copyOf(state, earlier, copying) as T
  return { copy, nodes: copying.copies.size - copying.again.size }
}

function copyOf(value: unknown, earlier: unknown, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null || isShared(value)) return value
  if (isSettled(value)) {
    if (copying.settles && value !== earlier) settleTexts(value)
    return value
  }
  const { copies, again } = copying
  const known = copies.get(value)
  if (known) return known
  const copy = Array.isArray(value)
    ? copyList(value, Array.isArray(earlier) ? earlier : NOTHING, copying)
    : copyObject(value, isPlainObject(earlier) ? earlier : {}, copying)
  // Two things that are alike stay two: what stands for one of them does not for the other.
  if (!isAlike(copy, earlier) || again.has(earlier)) return copy
  again.add(earlier)
  copies.set(value, earlier)
  return earlier
}

const NOTHING: readonly never[] = []

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function copyList(list: readonly unknown[], earlier: readonly unknown[], copying: Copying): unknown[] {
  const copy: unknown[] = []
  copying.copies.set(list, copy)
  for (let at = 0; at < list.length; at++) copy.push(copyOf(list[at], earlier[at], copying))
  return copy
}

function copyObject(value: object, earlier: Readonly<Record<string, unknown>>, copying: Copying): object {
  // First as it was, its keys in their order; then what is below them is copied, too.
  const object: Record<string, unknown> = isLate(value)
    ? { value: value.value, from: value.from }
    : { ...value }
  copying.copies.set(value, object)
  for (const key in object) {
    const below = object[key]
    const before = Object.hasOwn(earlier, key) ? earlier[key] : undefined
    if (typeof below === 'string' && below === before) settleText(below)
    if (typeof below !== 'object' || below === null) continue
    const copy = copyOf(below, before, copying)
    if (copy !== below) define(object, key, copy)
  }
  return object
}

/** A leaf that makes its origins when it is asked for them. */
const isLate = (value: object): value is Leaf =>
  isLeaf(value) && Object.getPrototypeOf(value) !== Object.prototype

/** Characters from which on engines tie two texts together rather than copy them. */
const ROPE = 13

/**
 * A text that was joined from pieces is kept as a rope of them, which costs more than all its characters. Reading one makes
 * it one piece. While it still grows it is better left alone: it would be copied as often as it is kept.
 */
function settleText(text: string): void {
  if (text.length >= ROPE) text.charCodeAt(0)
}

function settleTexts(finished: object): void {
  for (const below of Object.values(finished) as readonly unknown[]) {
    if (typeof below === 'string') settleText(below)
    else if (typeof below === 'object' && below !== null) settleTexts(below)
  }
}

/** Whether a copy has the very same below it, in the same order. */
function isAlike(copy: object, earlier: unknown): earlier is object {
  if (typeof earlier !== 'object' || earlier === null || Array.isArray(copy) !== Array.isArray(earlier))
    return false
  if (Array.isArray(copy)) {
    const list = earlier as readonly unknown[]
    if (copy.length !== list.length) return false
    for (let at = 0; at < list.length; at++) if (!Object.is(copy[at], list[at])) return false
    return true
  }
  const [fields, before] = [
    copy as Readonly<Record<string, unknown>>,
    earlier as Readonly<Record<string, unknown>>,
  ]
  const keys = Object.keys(fields)
  const known = Object.keys(before)
  return (
    keys.length === known.length &&
    keys.every((key, at) => key === known[at] && Object.is(fields[key], before[key]))
  )
}

/** The list of origins of a joined leaf grows in place (see `join`), so only leaves without one are safe. */
const isShared = (value: object): boolean =>
  isLeaf(value) && value.from.length === 0 && typeof value.value !== 'object'
