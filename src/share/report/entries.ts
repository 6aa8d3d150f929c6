import type { Json } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import { dropAt } from '../../wire/json-change.ts'
import { rewriteJson } from '../../wire/json-rewrite.ts'
import { applyEdits } from '../../wire/text-edit.ts'

/** What a provider answers nothing without, in any dialect; and what decides how it answers. */
const NEEDED = new Set(['model', 'messages', 'input', 'contents', 'max_tokens', 'stream'])

/** Pointers to what may be left out of a body, by how deep it stands: a request's optional fields, and entries of lists. */
export function entriesOf(body: string, half: 'request' | 'reply'): readonly (readonly string[])[] {
  const parsed = parseJson(body)
  if ('problem' in parsed) return []
  const found: string[][] = []
  if (half === 'request' && isObject(parsed.value)) {
    const optional = Object.keys(parsed.value).filter((key) => !NEEDED.has(key))
    found.push(optional.map((key) => pointerTo('', key)))
  }
  walk(parsed.value, '', 0, found)
  return found
}

/** Only objects: what lists of words and numbers say, they say as a whole. */
function walk(value: Json, at: string, depth: number, found: string[][]): void {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      const pointer = `${at}/${index}`
      if (isObject(entry)) put(found, depth, pointer)
      walk(entry, pointer, depth + 1, found)
    }
  } else if (isObject(value))
    for (const [key, member] of Object.entries(value)) walk(member, pointerTo(at, key), depth + 1, found)
}

function put(found: string[][], depth: number, pointer: string): void {
  while (found.length <= depth) found.push([])
  found[depth]?.push(pointer)
}

const pointerTo = (at: string, key: string): string =>
  `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** How many there are, however deep. */
export const countEntries = (body: string | undefined, half: 'request' | 'reply'): number =>
  body === undefined ? 0 : entriesOf(body, half).reduce((sum, entries) => sum + entries.length, 0)

/** The text without them, the rest of it spelled as it was. Undefined where a list would be empty, which says something else. */
export function withoutEntries(body: string, gone: readonly string[]): string | undefined {
  const parsed = parseJson(body)
  if ('problem' in parsed) return undefined
  // From the end, so that the numbers before stay what they are.
  const target = gone.reduceRight<Json>((value, pointer) => dropAt(value, pointer), parsed.value)
  if (countEmpty(target) > countEmpty(parsed.value)) return undefined
  const edits = rewriteJson(body, target)
  return edits && applyEdits(body, edits)
}

function countEmpty(value: Json): number {
  if (Array.isArray(value))
    return value.length === 0 ? 1 : value.reduce<number>((sum, one) => sum + countEmpty(one as Json), 0)
  return isObject(value)
    ? Object.values(value).reduce<number>((sum, one) => sum + countEmpty(one as Json), 0)
    : 0
}
