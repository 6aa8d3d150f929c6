import type { Json } from './json.ts'
import { parseJson } from './json.ts'

/** What may be missing of the value that a text breaks off in, before its brackets are closed. */
const ENDS = [
  ...['', '"', 'null', ':null', '":null', '"":null', '0'],
  ...['e', 'ue', 'rue', 'se', 'lse', 'alse', 'l', 'll', 'ull'],
  // Escapes cut in the middle.
  ...['\\"', '0"', '00"', '000"', '0000"', '\\":null', '0":null', '00":null', '000":null', '0000":null'],
]

/** A JSON text that breaks off, with the least that makes it whole; undefined where nothing behind it would. */
export function completeJson(text: string): { readonly missing: string; readonly value: Json } | undefined {
  const closers = closersOf(text)
  for (const end of ENDS) {
    const missing = end + closers
    const parsed = parseJson(text + missing)
    if ('value' in parsed) return { missing, value: parsed.value }
  }
  return undefined
}

/** The brackets that are open at the end, the innermost first. */
function closersOf(text: string): string {
  const open: string[] = []
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (inString) {
      if (letter === '\\') i++
      else if (letter === '"') inString = false
    } else if (letter === '"') inString = true
    else if (letter === '{') open.push('}')
    else if (letter === '[') open.push(']')
    else if (letter === '}' || letter === ']') open.pop()
  }
  return open.reverse().join('')
}
