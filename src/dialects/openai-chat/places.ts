import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, Written } from '../../hub/leaf.ts'
import { define } from '../../hub/leaf.ts'
import { isObject } from '../../wire/json.ts'
import { ID } from './words.ts'

/**
 * Extras of several objects in one list. An inner object's entry is keyed by a path, `/function/strict`; the outer
 * object's by its bare name.
 */
export function gather(
  outer: Extras | undefined,
  inner: Readonly<Record<string, Extras | undefined>>,
): Extras | undefined {
  const entries = [...(outer?.entries ?? [])]
  for (const [path, extras] of Object.entries(inner)) {
    for (const [key, leaf] of extras?.entries ?? []) entries.push([`${path}/${key}`, leaf])
  }
  return entries.length === 0 ? undefined : { dialect: ID, entries }
}

/** The inverse of `gather` for one object: `path` is empty for the outer one. */
export function restoreAt(extras: Extras | undefined, path: string): Record<string, Written> {
  const object: Record<string, Written> = {}
  if (extras?.dialect !== ID) return object
  for (const [key, leaf] of extras.entries) {
    if (path === '' ? !key.startsWith('/') : key.startsWith(`${path}/`)) {
      define(object, path === '' ? key : key.slice(path.length + 1), leaf as Written)
    }
  }
  return object
}

/** The arguments of a call that stand as an object, where they should be text. */
export const objectArguments = (extras: Extras | undefined): Leaf | undefined =>
  extras?.dialect === ID
    ? extras.entries.find(([key, { value }]) => key === '/function/arguments' && isObject(value))?.[1]
    : undefined

/** Whether a text stands there that says something. */
export const isFull = (at: Cursor, key: string): boolean => {
  const value = at.peek(key)
  return typeof value === 'string' && value !== ''
}

/** Inside a reply, the message of a choice and the delta of a chunk are one place. */
export const choicePlace = (choice: number): string => `/choices/${choice}`
export const deltaPlace = (choice: number): string => `/choices/${choice}/delta`

const CHOICE_PLACE = /^\/choices\/(\d+)\/(?:(delta)\/)?([\s\S]*)$/

interface Placed {
  readonly choice?: number
  readonly isInDelta: boolean
  readonly key: string
}

/** Which object of a chunk a gathered key belongs to. */
export function findPlace(path: string): Placed {
  const found = CHOICE_PLACE.exec(path)
  if (!found) return { isInDelta: false, key: path }
  return { choice: Number(found[1]), isInDelta: found[2] !== undefined, key: found[3] ?? '' }
}

/** A hint with no origin: nothing in the source says it but where the thing stood. */
export const hint = <T>(value: T): Leaf<T> => ({ value, from: [] })

/** What the extras of a frame say beside the values at its places, which are keyed by JSON pointers. */
export const HINT = {
  /** Followed by the pointer of an entry: the number of the part that speaks there. Given where a list has several. */
  part: 'part ',
  /** Followed by the pointer of a choice: its events stand in a `message`, not in a `delta`. */
  message: 'message ',
  /** Followed by a part: where its text begins in the content of its choice. Given where citations count from there. */
  start: 'start ',
  /** Parts whose events here say what stood in earlier frames. */
  silent: 'silent',
} as const
