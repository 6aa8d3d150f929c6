import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import { presentAs } from '../../hub/present.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { gather, hint, restoreAt } from './places.ts'
import { ID, STOOD } from './words.ts'

const SHIFT = 'shift-offsets'

/** The number itself where nothing moves. */
const shifted = (leaf: Leaf<number> | undefined, by: number): Leaf<number> | undefined =>
  leaf && by !== 0 ? spell(leaf, leaf.value + by, SHIFT) : leaf

/**
 * `annotations` of a message or delta, openai.md §1.4, whose offsets count the whole content of the choice. `start`: where
 * the part begins in it. Undefined where one of them is of another form, or speaks of what was said before the part: then
 * all are kept raw.
 */
export function readAnnotations(delta: Cursor, start: number): readonly Citation[] | undefined {
  const list = delta.peek('annotations')
  if (!Array.isArray(list) || list.length === 0) return undefined
  if (!(list as readonly Json[]).every((one) => isAnnotation(one, start))) return undefined
  return delta.list('annotations')?.flatMap((at) => {
    const inner = at.object('url_citation')
    if (!inner) return []
    return presentAs<Citation>({
      kind: 'url',
      tag: at.string('type'),
      url: inner.string('url'),
      // Where there is none, an empty one has to be written.
      title: inner.peek('title') === '' ? undefined : inner.string('title'),
      // OpenRouter's.
      quote: inner.string('content'),
      start: shifted(inner.number('start_index'), -start),
      end: shifted(inner.number('end_index'), -start),
      extras: gather(at.rest(ID), { '/url_citation': inner.rest(ID) }),
    })
  })
}

function isAnnotation(value: Json, start: number): boolean {
  if (!isObject(value) || value.type !== 'url_citation' || !isObject(value.url_citation)) return false
  const { url, start_index: from = start } = value.url_citation
  return typeof url === 'string' && typeof from === 'number' && from >= start
}

/** Perplexity lists what the whole answer rests on at the top of each chunk, and stands in no text. */
export function readSources(frame: Cursor): readonly Citation[] {
  const tag = hint(STOOD.sources)
  const urls = listOf(frame, 'citations').filter((at) => typeof at.value === 'string')
  const results = listOf(frame, 'search_results').filter((at) => typeof at.peek('url') === 'string')
  if (results.length === 0) return urls.map((at): Citation => ({ kind: 'url', url: at.leaf<string>(), tag }))
  return results.map((at) => {
    const same = urls.find(({ value }) => value === at.peek('url'))?.leaf()
    const url = at.string('url')
    return presentAs<Citation>({ kind: 'url', url: url && also(url, same), title: at.string('title'), tag })
  })
}

/** Also where the reader has taken the list before. */
const listOf = (frame: Cursor, key: string): Cursor[] =>
  Array.isArray(frame.peek(key)) ? (frame.list(key) ?? []) : []

/** The very annotation that was read. `start`: where the part begins in the content of its choice. */
export function writeOwnAnnotation(citation: Citation, start: number): WrittenObject {
  const { tag, url, title, quote, extras } = citation
  return {
    ...(tag ? { type: tag } : {}),
    ...restoreAt(extras, ''),
    url_citation: {
      ...written({ url, title, content: quote }),
      ...written({ start_index: shifted(citation.start, start), end_index: shifted(citation.end, start) }),
      ...restoreAt(extras, '/url_citation'),
    },
  }
}

const written = (fields: Readonly<Record<string, Leaf | undefined>>): Record<string, Written> =>
  Object.fromEntries(Object.entries(fields).filter(([, leaf]) => leaf !== undefined))

/** What rests on no address has no form in Chat. `length`: of the part so far, which a citation without a place speaks of. */
export function writeAnnotation(
  { kind, tag, url, title, start, end }: Citation,
  offset: number,
  length: number,
): WrittenObject | undefined {
  if (kind !== 'url' || !url) return undefined
  const whole = (value: number): Leaf<number> =>
    added(value, 'whole-part', 'The source says no place; it is the whole text so far.')
  return {
    type: spell(tag, 'url_citation'),
    url_citation: {
      url,
      title: title ?? added('', 'no-title', 'The source gives the page no title.'),
      start_index: shifted(start, offset) ?? whole(offset),
      end_index: shifted(end, offset) ?? whole(offset + length),
    },
  }
}
