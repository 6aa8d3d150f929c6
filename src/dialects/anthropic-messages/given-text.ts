import type { Cursor } from '../../hub/cursor.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { made } from '../../hub/leaf.ts'
import type { Part, TextPart } from '../../hub/part.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { ID } from './words.ts'

const KINDS: ReadonlySet<string> = new Set(['document', 'search_result'])

/**
 * A document or a search result that is given as its text: other dialects are told the text. At home the block is
 * written as it stood, out of its extras. anthropic-gemini.md §A.3
 */
export function readGivenText(part: Cursor, tag: Leaf<string>): TextPart | undefined {
  const isDocument = tag.value === 'document'
  const holder = isDocument ? part.peek('source') : part.value
  const key = isObject(holder) && isDocument && holder.type === 'text' ? 'data' : 'content'
  if (!isObject(holder) || !isGiven(holder[key])) return undefined
  const extras = part.rest(ID)
  const at = isDocument ? part.object('source') : part
  const text = at && textAt(at, key)
  return text && { kind: 'text', tag, text, ...(extras && { extras }) }
}

const isText = (value: unknown): boolean =>
  isObject(value) && value.type === 'text' && typeof value.text === 'string'

const isGiven = (value: Json | undefined): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every(isText))

function textAt(at: Cursor, key: string): Leaf<string> | undefined {
  const whole = at.string(key)
  if (whole) return whole
  const texts = (at.list(key) ?? []).flatMap((piece) => piece.string('text') ?? [])
  const [only] = texts
  return texts.length === 1
    ? only
    : made(texts.map(({ value }) => value).join('\n\n'), 'join-texts', ...texts)
}

/** The block of such a part, out of its extras; undefined for any other part. */
export const writeGivenText = (part: Part): WrittenObject | undefined =>
  part.kind === 'text' && part.tag && KINDS.has(part.tag.value) && part.extras?.dialect === ID
    ? { type: part.tag, ...restore(part.extras, ID) }
    : undefined
