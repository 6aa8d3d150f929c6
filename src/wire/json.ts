/** What `JSON.parse` can return. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value with nothing below it: a primitive, or an empty array or object (which say something too). */
export const isLeafValue = (value: Json): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0

/** One step of a JSON pointer, escaped. RFC 6901 §3. */
export const pointerStep = (key: string | number): string =>
  typeof key === 'number' || !(key.includes('~') || key.includes('/'))
    ? `/${key}`
    : `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The value at a JSON pointer, or undefined where it points nowhere. RFC 6901 §4. */
export function atPointer(root: Json, pointer: string): Json | undefined {
  if (pointer === '') return root
  let here: Json | undefined = root
  for (const step of pointer.slice(1).split('/')) {
    if (typeof here !== 'object' || here === null) return undefined
    const key = step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step
    // Own keys only: `__proto__` in a pasted body must not reach Object.prototype.
    here = Object.hasOwn(here, key) ? (here as JsonObject)[key] : undefined
  }
  return here
}

/** A leaf of a body: its JSON pointer and its value. */
export interface LeafEntry {
  readonly pointer: string
  readonly value: Json
}

/** All leaves below a value, in document order. The root itself is given where it is a leaf. */
export function leafEntries(root: Json): LeafEntry[] {
  const found: LeafEntry[] = []
  // An own stack: a pasted body may be nested deeper than the call stack allows.
  const open: LeafEntry[] = [{ value: root, pointer: '' }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer } = next
    if (isLeafValue(value)) found.push(next)
    else if (Array.isArray(value))
      for (let i = value.length - 1; i >= 0; i--)
        open.push({ value: value[i] as Json, pointer: pointer + pointerStep(i) })
    else {
      const entries = Object.entries(value as JsonObject)
      for (let i = entries.length - 1; i >= 0; i--) {
        const [key, below] = entries[i] as [string, Json]
        open.push({ value: below, pointer: pointer + pointerStep(key) })
      }
    }
  }
  return found
}

/** The pointers of all leaves below a value, in document order. */
export const leafPointers = (root: Json): string[] => leafEntries(root).map(({ pointer }) => pointer)

/** Equal as JSON: key order does not count, `-0` equals `0`. */
export function deepEqual(left: Json | undefined, right: Json | undefined): boolean {
  const open: [Json | undefined, Json | undefined][] = [[left, right]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [a, b] = next
    if (a === b) continue
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
    if (Array.isArray(a) !== Array.isArray(b)) return false
    const keys = Object.keys(a)
    if (keys.length !== Object.keys(b).length) return false
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false
      open.push([(a as JsonObject)[key], (b as JsonObject)[key]])
    }
  }
  return true
}

/** Deeper than any API nests and shallower than any call stack: readers and writers may recurse. */
export const DEPTH_LIMIT = 1_000

/** Any text → value or the reason it is none. Never throws. */
export function parseJson(text: string): { readonly value: Json } | { readonly problem: string } {
  try {
    const value = JSON.parse(text) as Json
    // Each level costs two characters at least, so short texts need no look.
    const isTooDeep = text.length > 2 * DEPTH_LIMIT && isDeeperThan(value, DEPTH_LIMIT)
    return isTooDeep
      ? {
          problem: `It is nested more than ${DEPTH_LIMIT.toLocaleString('en')} levels deep, which no API sends.`,
        }
      : { value }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

/** Recurses no deeper than the limit. */
function isDeeperThan(value: Json, limit: number): boolean {
  if (limit < 0) return true
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some((below: Json) => isDeeperThan(below, limit - 1))
  // Parsed JSON has own keys only.
  for (const key in value) if (isDeeperThan((value as JsonObject)[key] as Json, limit - 1)) return true
  return false
}
