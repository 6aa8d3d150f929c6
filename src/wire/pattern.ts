import type { Json } from './json.ts'
import { atPointer, parseJson } from './json.ts'
import { nextToken } from './json-scan.ts'

/** What may stand in a hole: a string, or a count (a whole number that is not negative). */
export type HoleValue = string | number

interface Hole {
  readonly isString: boolean
  /** Its place among the values that are read; -1 where nobody reads it. */
  readonly at: number
}

/**
 * The text of a JSON document, cut at some of its values:
 *
 *     {"type":"delta","text":"Hello","n":7}
 *     └── piece ─────────────┘     └ piece ┘└ piece: the quotes belong to the pieces
 *
 * A text that has the same pieces, a JSON string or a count in each hole and nothing else parses to the same value but for
 * the holes, and need not be parsed to know it: the pieces are the same tokens, for each of them begins and ends where a
 * token does, and one token in a hole is as good as another. Spaces, escapes, the order of keys and keys that are there
 * twice all stand in the pieces, where they must be the same to the letter.
 */
export interface Pattern {
  /** One more than holes. */
  readonly pieces: readonly string[]
  readonly holes: readonly Hole[]
}

/**
 * The pattern of a text and what it parses to, with holes at the pointers of what is `read` and of what is `passed` over.
 * Undefined where a hole can not be cut.
 */
export function patternOf(
  text: string,
  json: Json,
  { read, passed = [] }: { readonly read: readonly string[]; readonly passed?: readonly string[] },
): Pattern | undefined {
  const cuts: Cut[] = []
  for (const [i, pointer] of [...read, ...passed].entries()) {
    const cut = findCut(text, json, pointer)
    if (!cut) return undefined
    cuts.push({ ...cut, pointer, at: i < read.length ? i : -1 })
  }
  cuts.sort((a, b) => a.start - b.start)
  const starts = [0, ...cuts.map(({ end }) => end)]
  const ends = [...cuts.map(({ start }) => start), text.length]
  const pieces = starts.map((start, i) => text.slice(start, ends[i]))
  if (!isProved(pieces, cuts, json)) return undefined
  return { pieces, holes: cuts.map(({ isString, at }) => ({ isString, at })) }
}

interface Cut extends Hole {
  readonly pointer: string
  readonly start: number
  readonly end: number
}

/** The first member of that name and kind: whether it is the one that the pointer means is proved afterwards. */
function findCut(text: string, json: Json, pointer: string): Omit<Cut, 'pointer' | 'at'> | undefined {
  const isString = typeof atPointer(json, pointer) === 'string'
  const name = `"${pointer.slice(pointer.lastIndexOf('/') + 1)}"`
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const colon = nextToken(text, at + name.length)
    if (colon.kind !== ':') continue
    const { kind, start, end } = nextToken(text, colon.end)
    if (isString && kind === 'string') return { isString, start: start + 1, end: end - 1 }
    if (!isString && endOfCount(text, start) === end) return { isString, start, end }
  }
  return undefined
}

/** A word of private use (U+E000) for each hole. */
const wordOf = (i: number): string => `\ue000hole ${i}\ue000`

/**
 * JSON.parse itself says whether the holes are where the pointers point: with a word in each, the words must arrive there.
 * They could not if a cut went through a token, or if the same key followed once more.
 */
function isProved(pieces: readonly string[], cuts: readonly Cut[], json: Json): boolean {
  let filled = pieces[0] ?? ''
  for (const [i, { isString }] of cuts.entries())
    filled += (isString ? wordOf(i) : `"${wordOf(i)}"`) + pieces[i + 1]
  const parsed = parseJson(filled)
  if ('problem' in parsed) return false
  return cuts.every(
    ({ pointer }, i) =>
      atPointer(parsed.value, pointer) === wordOf(i) && atPointer(json, pointer) !== wordOf(i),
  )
}

/** The values that are read, in the order of their pointers. Undefined where the text is of another form. */
export function matchPattern({ pieces, holes }: Pattern, text: string): readonly HoleValue[] | undefined {
  const first = pieces[0] as string
  let at = first.length
  // Compared as whole strings: engines do that a machine word at a time.
  if (text.slice(0, at) !== first) return undefined
  const values: HoleValue[] = []
  for (let i = 0; i < holes.length; i++) {
    const { isString, at: place } = holes[i] as Hole
    let stop = isString ? endOfPlain(text, at) : endOfCount(text, at)
    let value: HoleValue | undefined
    if (stop !== -1) value = isString ? text.slice(at, stop) : countOf(text, at, stop)
    else if (isString) {
      stop = nextToken(text, at - 1).end - 1
      value = stringOf(text.slice(at - 1, stop + 1))
    }
    if (value === undefined) return undefined
    if (place !== -1) values[place] = value
    const piece = pieces[i + 1] as string
    at = stop + piece.length
    if (text.slice(stop, at) !== piece) return undefined
  }
  return at === text.length ? values : undefined
}
/** Longer strings are parsed: looking at so many characters one by one costs more than the call. */
const SHORT = 128

/** Where the quote stands that ends a short string without escapes; -1 for any other string, whole or not. */
function endOfPlain(text: string, start: number): number {
  const stop = Math.min(text.length, start + SHORT)
  for (let at = start; at < stop; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) return at
    // A control character is no JSON: the parser says so.
    if (unit === 0x5c || unit < 0x20) return -1
  }
  return -1
}

function stringOf(literal: string): string | undefined {
  const parsed = parseJson(literal)
  return 'value' in parsed ? (parsed.value as string) : undefined
}

/** More digits may not be exact. */
const MOST_DIGITS = 15

/** Where a count ends, spelled with nothing but digits; -1 where none stands. */
function endOfCount(text: string, start: number): number {
  let at = start
  while (at - start <= MOST_DIGITS && isDigit(text.charCodeAt(at))) at++
  const length = at - start
  const isCount = length > 0 && length <= MOST_DIGITS && (length === 1 || text.charCodeAt(start) !== ZERO)
  return isCount ? at : -1
}

function countOf(text: string, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at++) count = 10 * count + text.charCodeAt(at) - ZERO
  return count
}

const ZERO = 0x30
const isDigit = (unit: number): boolean => unit >= ZERO && unit <= 0x39
