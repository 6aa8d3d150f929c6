import type { Json } from '../wire/json.ts'
import type { Written, WrittenObject } from './leaf.ts'
import { isLeaf } from './leaf.ts'

/** Longer texts go to JSON.stringify, whose call costs more than looking at so many characters. */
const SHORT = 64

/** A string as JSON. */
export function quote(text: string): string {
  if (text.length > SHORT) return quoteLong(text)
  return isPlain(text) ? `"${text}"` : JSON.stringify(text)
}

/** The last long string: what a dialect says at the end of a text, of its part and of its item is one and the same. */
let last = { text: '', quoted: '""' }

function quoteLong(text: string): string {
  if (last.text !== text) last = { text, quoted: JSON.stringify(text) }
  return last.quoted
}

/** A string as JSON without the quotes around it. */
export const spelled = (text: string): string =>
  text.length <= SHORT && isPlain(text) ? text : JSON.stringify(text).slice(1, -1)

/** Whether nothing in a text is spelled otherwise in JSON. */
function isPlain(text: string): boolean {
  const { length } = text
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at)
    // Control characters, the quote, the backslash, and lone surrogates.
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff)) return false
  }
  return true
}

/** The JSON text of a written tree: what `JSON.stringify(bare(tree))` gives, in one pass. */
export function textOf(tree: Written): string {
  if (typeof tree === 'string') return quote(tree)
  if (typeof tree !== 'object') return textOfPlain(tree)
  if (tree === null) return 'null'
  if (isLeaf(tree)) return textOfJson(tree.value as Json)
  return Array.isArray(tree) ? textOfList(tree as readonly Written[]) : textOfObject(tree as WrittenObject)
}

function textOfJson(value: Json | undefined): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object') return textOfPlain(value)
  return value === null ? 'null' : JSON.stringify(value)
}

/** JSON has no word for what is no finite number. */
function textOfPlain(value: number | boolean | undefined): string {
  if (value === undefined) return 'null'
  return typeof value === 'boolean' || Number.isFinite(value) ? `${value}` : 'null'
}

function textOfList(list: readonly Written[]): string {
  let text = '['
  for (let at = 0; at < list.length; at++) text += at === 0 ? textOf(list[at]) : `,${textOf(list[at])}`
  return `${text}]`
}

function textOfObject(object: WrittenObject): string {
  let text = '{'
  for (const key of Object.keys(object)) {
    const value = object[key]
    if (value === undefined) continue
    text += text.length === 1 ? `${quote(key)}:${textOf(value)}` : `,${quote(key)}:${textOf(value)}`
  }
  return `${text}}`
}
