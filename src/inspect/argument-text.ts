import { isObject, parseJson } from '../wire/json.ts'
import { endOfValue } from '../wire/json-scan.ts'

/** Why the text of a call's arguments is no JSON object. */
export type Flaw = (
  | { readonly kind: 'several'; readonly values: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'not-object'; readonly type: string }
  | { readonly kind: 'invalid'; readonly problem: string }
) & {
  /** The character from which on it is wrong, from 0. */
  readonly at: number
}

/** What is wrong with the arguments of a finished call; undefined for an object, and for nothing at all. */
export function flawOf(text: string): Flaw | undefined {
  if (text.trim() === '') return undefined
  const parsed = parseJson(text)
  if ('value' in parsed) {
    if (isObject(parsed.value)) return undefined
    const type = Array.isArray(parsed.value)
      ? 'an array'
      : parsed.value === null
        ? 'null'
        : `a ${typeof parsed.value}`
    return { kind: 'not-object', type, at: 0 }
  }
  const values = countValues(text)
  if (values === undefined) return { kind: 'cut', at: text.length }
  if (values <= 1) return { kind: 'invalid', problem: parsed.problem, at: 0 }
  const { end } = endOfValue(text, 0)
  return { kind: 'several', values, at: end + text.slice(end).search(/\S/) }
}

/** How many bracketed values follow each other; undefined where the text ends within one. */
function countValues(text: string): number | undefined {
  let at = 0
  let count = 0
  while (/\S/.test(text.slice(at))) {
    const { end, isWhole } = endOfValue(text, at)
    if (!isWhole) return undefined
    if (end <= at) break
    if (!('value' in parseJson(text.slice(at, end)))) return count === 0 ? 0 : count
    at = end
    count++
  }
  return count
}
