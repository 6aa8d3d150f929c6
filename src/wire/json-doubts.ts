import type { Json, JsonObject } from './json.ts'
import { stringValue } from './json-scan.ts'
import { jsonWords } from './json-walk.ts'

/** What two sound readers of one JSON text take for two things: RFC 7493 §2 forbids it between strangers. */
export interface JsonDoubt {
  /** A key that stands twice; half a character beyond the first 65,536; a number with more digits than a double has. */
  readonly kind: 'repeated-key' | 'lone-surrogate' | 'lossy-number'
  readonly pointer: string
  /** The key, or the number, as it stands in the text; of a lone surrogate, its code point as U+D83D. */
  readonly text: string
}

const LONE_SURROGATE = /\p{Surrogate}/u
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/
/** Halves of pairs, too: without the flag `u` it is quick where there are none. */
const ANY_SURROGATE = /[\ud800-\udfff]/
const LONG_NUMBER = /(?:^|[:,[\s])-?\d{16}|\d[eE]\+?\d{3}/

/** All doubts in a text, in its order; `value` is what `JSON.parse` makes of it. */
export function jsonDoubts(text: string, value: Json): readonly JsonDoubt[] {
  // Most texts leave none, which a glance tells.
  const isSound = !LONG_NUMBER.test(text) && !mayHoldSurrogates(text) && keysWritten(text) <= keysRead(value)
  if (isSound) return []
  const doubts: JsonDoubt[] = []
  for (const { kind, token, pointer, isRepeated } of jsonWords(text)) {
    const raw = text.slice(token.start, token.end)
    if (isRepeated) doubts.push({ kind: 'repeated-key', pointer, text: stringValue(text, token) })
    const half = kind === 'other' ? undefined : LONE_SURROGATE.exec(stringValue(text, token))?.[0]
    if (half !== undefined) doubts.push({ kind: 'lone-surrogate', pointer, text: codeOf(half) })
    if (kind === 'other' && isLossy(raw)) doubts.push({ kind: 'lossy-number', pointer, text: raw })
  }
  return doubts
}

export const codeOf = (surrogate: string): string =>
  `U+${(surrogate.codePointAt(0) ?? 0).toString(16).toUpperCase()}`

const INTEGER = /^-?\d+$/

/** Integers are counted or name something: each digit says something. Of fractions nobody means the seventeenth. */
export function isLossy(word: string): boolean {
  const value = Number(word)
  if (Number.isNaN(value)) return false
  return !Number.isFinite(value) || (INTEGER.test(word) && BigInt(word) !== BigInt(value))
}

const mayHoldSurrogates = (text: string): boolean =>
  SURROGATE_ESCAPE.test(text) || (ANY_SURROGATE.test(text) && LONE_SURROGATE.test(text))

/** Colons behind the end of a string; those in texts come on top. */
function keysWritten(text: string): number {
  let count = 0
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let at = colon - 1
    while (' \n\r\t'.includes(text.charAt(at)) && at > 0) at--
    if (text.charAt(at) === '"' && text.charAt(at - 1) !== '\\') count++
  }
  return count
}

function keysRead(root: Json): number {
  let count = 0
  const open: Json[] = [root]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (Array.isArray(next)) for (const below of next as readonly Json[]) open.push(below)
    else {
      const values = Object.values(next as JsonObject)
      count += values.length
      for (const below of values) open.push(below)
    }
  }
  return count
}
