import type { Json } from './json.ts'
import { atPointer, parseJson } from './json.ts'
import { nextToken } from './json-scan.ts'

/** What may stand in a hole: a string, or a count (a whole number that is not negative). */
export type HoleValue = string | number

interface Hole {
  readonly isString: boolean
  /** Its place among the pointers that the pattern was made for. */
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

/** The pattern of a text and what it parses to, with holes at these pointers. Undefined where a hole can not be cut. */
export function patternOf(text: string, json: Json, pointers: readonly string[]): Pattern | undefined {
  const cuts: Cut[] = []
  for (const [at, pointer] of pointers.entries()) {
    const cut = findCut(text, atPointer(json, pointer), pointer)
    if (!cut) return undefined
    cuts.push({ ...cut, at })
  }
  cuts.sort((a, b) => a.start - b.start)
  const starts = [0, ...cuts.map(({ end }) => end)]
  const ends = [...cuts.map(({ start }) => start), text.length]
  const pieces = starts.map((start, i) => text.slice(start, ends[i]))
  return isProved(pieces, cuts, json, pointers) ? { pieces, holes: cuts.map(holeOf) } : undefined
}

interface Cut extends Hole {
  readonly start: number
  readonly end: number
}

const holeOf = ({ isString, at }: Cut): Hole => ({ isString, at })

/** The first member of that name and value: whether it is the one that the pointer means is proved afterwards. */
function findCut(text: string, value: Json | undefined, pointer: string): Omit<Cut, 'at'> | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const name = `"${pointer.slice(pointer.lastIndexOf('/') + 1)}"`
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const colon = nextToken(text, at + name.length)
    if (colon.kind !== ':') continue
    const { kind, start, end } = nextToken(text, colon.end)
    if (typeof value === 'number' && endOfCount(text, start) === end) return { isString: false, start, end }
    if (typeof value === 'string' && kind === 'string')
      return { isString: true, start: start + 1, end: end - 1 }
  }
  return undefined
}

/** A word of private use (U+E000) for each hole. */
const wordOf = (at: number): string => `\ue000hole ${at}\ue000`

/**
 * JSON.parse itself says whether the holes are where the pointers point: with a word in each, the words must arrive there.
 * They could not if a cut went through a token, or if the same key followed once more.
 */
function isProved(
  pieces: readonly string[],
  cuts: readonly Cut[],
  json: Json,
  pointers: readonly string[],
): boolean {
  let filled = pieces[0] ?? ''
  for (const [i, { isString, at }] of cuts.entries()) {
    const word = wordOf(at)
    filled += (isString ? word : `"${word}"`) + pieces[i + 1]
  }
  const parsed = parseJson(filled)
  return (
    'value' in parsed &&
    pointers.every(
      (pointer, at) =>
        atPointer(parsed.value, pointer) === wordOf(at) && atPointer(json, pointer) !== wordOf(at),
    )
  )
}

/** The values in the holes, in the order of the pointers. Undefined where the text is of another form. */
export function matchPattern({ pieces, holes }: Pattern, text: string): readonly HoleValue[] | undefined {
  const first = pieces[0] as string
  let at = first.length
  // Compared as whole strings: engines do that a machine word at a time.
  if (text.slice(0, at) !== first) return undefined
  const values: HoleValue[] = []
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i] as Hole
    const start = at
    if (hole.isString) {
      at = endOfPlain(text, start)
      if (at !== -1) values[hole.at] = text.slice(start, at)
      else {
        const { kind, end } = nextToken(text, start - 1)
        const parsed = kind === 'string' ? parseJson(text.slice(start - 1, end)) : undefined
        if (!parsed || !('value' in parsed)) return undefined
        values[hole.at] = parsed.value as string
        at = end - 1
      }
    } else {
      at = endOfCount(text, start)
      if (at === -1) return undefined
      values[hole.at] = Number(text.slice(start, at))
    }
    const piece = pieces[i + 1] as string
    const end = at + piece.length
    if (text.slice(at, end) !== piece) return undefined
    at = end
  }
  return at === text.length ? values : undefined
}

/** Longer strings are parsed: looking at so many characters one by one costs more than the call. */
const SHORT = 128

/** Where the quote stands that ends a short string without escapes; -1 for any other string. */
function endOfPlain(text: string, start: number): number {
  const stop = Math.min(text.length, start + SHORT)
  for (let at = start; at < stop; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) return at
    // A control character is no JSON; what it does to the string, the parser tells.
    if (unit === 0x5c || unit < 0x20) return -1
  }
  return -1
}

/** More digits may not be exact. */
const MOST_DIGITS = 15

/** Where a count ends, spelled with nothing but digits; -1 where none stands. */
function endOfCount(text: string, start: number): number {
  let at = start
  while (at - start <= MOST_DIGITS && isDigit(text.charCodeAt(at))) at++
  const length = at - start
  const isCount = length > 0 && length <= MOST_DIGITS && (length === 1 || text.charCodeAt(start) !== 0x30)
  return isCount ? at : -1
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39
