import type { Json, JsonObject } from './json.ts'
import { pointerStep } from './json.ts'
import { jsonWords } from './json-walk.ts'

/** Numbers whose text is another than JavaScript gives them (`1.0`, `1e3`, more digits than a double has), by pointer. */
export type Numbers = Readonly<Record<string, string>>

/** What may be such a number: an exponent, a last 0 behind the point, many digits, many zeros in front, or less than none. */
const SUSPECT = /(?:^|[:,[\s])-?(?:\d[\d.]*[eE]|\d+\.\d*0(?!\d)|\d[\d.]{15}|0\.0{6})|(?:^|[:,[\s])-0(?![.\d])/

const NUMBER = /(?:^|[:,[\s])(-?\d[\d.eE+-]*)/g

const isRespelled = (raw: string): boolean => String(Number(raw)) !== raw

/** Undefined where there are none, which a glance tells of most texts. */
export function numbersAsWritten(text: string): Numbers | undefined {
  if (!SUSPECT.test(text) || !holdsRespelled(text)) return undefined
  const found = new Map<string, string>()
  for (const { kind, token, pointer } of jsonWords(text)) {
    const raw = kind === 'other' ? text.slice(token.start, token.end) : ''
    if (/^-?\d/.test(raw) && isRespelled(raw)) found.set(pointer, raw)
    // Of a key that is there twice, the last value counts.
    else found.delete(pointer)
  }
  return found.size > 0 ? Object.fromEntries(found) : undefined
}

/** Words in texts may look like numbers; places are looked for only where some number is one. */
function holdsRespelled(text: string): boolean {
  for (const [, raw] of text.matchAll(NUMBER)) if (isRespelled(raw as string)) return true
  return false
}

/** Those of the value that stands at a pointer, from there. */
export function numbersBelow(numbers: Numbers, pointer: string, value: unknown): Numbers | undefined {
  const found: Record<string, string> = {}
  visitNumbers(value, '', (_, at) => {
    const raw = numbers[pointer + at]
    if (raw !== undefined) found[at] = raw
  })
  return unlessEmpty(found)
}

const unlessEmpty = (found: Record<string, string>): Numbers | undefined => {
  for (const _ in found) return found
  return undefined
}

/** What `JSON.stringify` gives of a value, but with its numbers as they were written. */
export function jsonText(value: Json, numbers: Numbers | undefined, pointer = ''): string {
  if (!numbers) return JSON.stringify(value)
  if (typeof value === 'number') return numberText(value, numbers[pointer])
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const below = (step: string | number, inner: Json): string =>
    jsonText(inner, numbers, pointer + pointerStep(step))
  if (Array.isArray(value)) return `[${value.map((inner: Json, at) => below(at, inner)).join()}]`
  const entries = Object.entries(value as JsonObject)
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${below(key, inner)}`).join()}}`
}

/** A number as it was written, if it is still that number. */
export const numberText = (value: number, raw: string | undefined): string =>
  raw !== undefined && Number(raw) === value ? raw : JSON.stringify(value)

/** A value whose numbers are spelled in their own way. */
interface Spelled {
  readonly value: unknown
  readonly numbers?: Numbers
}

/**
 * How the numbers of a value are spelled that was made out of others: as they were at the same place of the first, or anywhere
 * there. What stood there in several spellings is in none.
 */
export function numbersAgain(value: unknown, sources: readonly Spelled[]): Numbers | undefined {
  const places = new Map<string, number>()
  const spellings = new Map<number, string>()
  for (const [at, { value: before, numbers = {} }] of sources.entries())
    visitNumbers(before, '', (number, pointer) => {
      if (at === 0) places.set(pointer, number)
      const raw = numbers[pointer] ?? String(number)
      spellings.set(number, (spellings.get(number) ?? raw) === raw ? raw : String(number))
    })
  const found: Record<string, string> = {}
  visitNumbers(value, '', (number, pointer) => {
    const isThere = places.get(pointer) === number
    const raw = isThere ? sources[0]?.numbers?.[pointer] : spellings.get(number)
    if (raw !== undefined && raw !== String(number)) found[pointer] = raw
  })
  return unlessEmpty(found)
}

function visitNumbers(
  value: unknown,
  pointer: string,
  visit: (number: number, pointer: string) => void,
): void {
  if (typeof value === 'number') visit(value, pointer)
  else if (Array.isArray(value))
    for (let at = 0; at < value.length; at++) visitNumbers(value[at], pointer + pointerStep(at), visit)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) visitNumbers(inner, pointer + pointerStep(key), visit)
}
