import type { Json } from '../wire/json.ts'
import { pointerStep } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { jsonText } from '../wire/json-numbers.ts'
import type { Leaf, Written, WrittenObject } from './leaf.ts'
import { bare, isLeaf } from './leaf.ts'

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

/** The JSON text of a written tree: what `JSON.stringify(bare(tree))` gives, in one pass, but numbers as they were written. */
export function textOf(tree: Written): string {
  if (typeof tree === 'string') return quote(tree)
  if (typeof tree !== 'object') return textOfPlain(tree)
  if (tree === null) return 'null'
  if (isLeaf(tree)) return textOfLeaf(tree)
  return Array.isArray(tree) ? textOfList(tree as readonly Written[]) : textOfObject(tree as WrittenObject)
}

/** What a leaf says, as JSON. */
export const textOfLeaf = ({ value, numbers }: Leaf<unknown>): string =>
  numbers ? jsonText(value as Json, numbers) : textOfJson(value as Json)

/** A written tree as one leaf. */
export function wholeLeaf(tree: Written, from: Leaf['from']): Leaf {
  const numbers = numbersIn(tree)
  return { value: bare(tree), from, ...(numbers ? { numbers } : {}) }
}

/** How the numbers of a written tree are spelled, by their pointers in it. */
export function numbersIn(tree: Written): Numbers | undefined {
  const found: Record<string, string> = {}
  const visit = (here: Written, pointer: string): void => {
    if (typeof here !== 'object' || here === null) return
    if (!isLeaf(here))
      for (const [key, below] of Object.entries(here)) visit(below as Written, pointer + pointerStep(key))
    else if (here.numbers) for (const [at, raw] of Object.entries(here.numbers)) found[pointer + at] = raw
  }
  visit(tree, '')
  return Object.keys(found).length > 0 ? found : undefined
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
