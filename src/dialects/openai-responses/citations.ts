import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { ID, isOurs, ours, restoreUnder } from './words.ts'

/** What each form of annotation must name. openai.md §5.3. */
const KEYS: Readonly<Record<string, 'url' | 'file_id'>> = {
  url_citation: 'url',
  file_citation: 'file_id',
  container_file_citation: 'file_id',
  file_path: 'file_id',
}

const isAnnotation = (value: Json | undefined): boolean =>
  isObject(value) &&
  typeof value.type === 'string' &&
  Object.hasOwn(KEYS, value.type) &&
  typeof value[KEYS[value.type] as string] === 'string'

/** Undefined where it is of another form. Offsets stand where both are given: in text, from 0, the end exclusive. */
export function readAnnotation(at: Cursor | undefined): Citation | undefined {
  if (!at || !isAnnotation(at.value)) return undefined
  const tag = at.string('type')
  const found = {
    url: at.string('url'),
    // An empty title is what the form demands of those that know none.
    title: at.peek('title') === '' ? undefined : at.string('title'),
    fileId: at.string('file_id'),
    filename: at.string('filename'),
    start: at.number('start_index'),
    end: at.number('end_index'),
  }
  const known = Object.fromEntries(Object.entries(found).filter(([, leaf]) => leaf)) as Partial<Citation>
  return {
    kind: found.url ? 'url' : 'file',
    ...(tag && { tag }),
    ...known,
    extras: ours(at.rest(ID)?.entries ?? []),
  }
}

/** The citations of a text that is told whole. Undefined where it has none, or one of another form: then all stay raw. */
export function readAnnotations(entry: Cursor): Citation[] | undefined {
  const list = entry.peek('annotations')
  if (!Array.isArray(list) || list.length === 0 || !(list as readonly Json[]).every(isAnnotation))
    return undefined
  return entry
    .list('annotations')
    ?.map(readAnnotation)
    .filter((citation) => citation !== undefined)
}

/** The very annotation that was read. */
export const writeOwnAnnotation = ({ tag, extras, ...citation }: Citation): WrittenObject => ({
  type: tag,
  url: citation.url,
  title: citation.title,
  file_id: citation.fileId,
  filename: citation.filename,
  start_index: citation.start,
  end_index: citation.end,
  ...restoreUnder('', extras),
})

/** `length`: of the text so far, all of which rests on a citation without a place. Undefined: it names nothing that can be said here. */
export function writeAnnotation(citation: Citation, length: number): Written {
  if (isOurs(citation.extras)) return writeOwnAnnotation(citation)
  const { tag, url, title, fileId, filename, start, end } = citation
  if (url)
    return {
      type: spell(tag, 'url_citation'),
      start_index: start ?? whole(0),
      end_index: end ?? whole(length),
      url,
      title: title ?? added('', 'no-title', 'The source gives the page no title.'),
    }
  if (!fileId) return undefined
  return {
    type: spell(tag, 'file_citation'),
    file_id: fileId,
    filename: filename ?? title ?? added('', 'no-title', 'The source gives the file no name.'),
    index: added(0, 'required-field', 'Responses numbers the files; the source does not.'),
  }
}

const whole = (place: number): Leaf<number> =>
  added(place, 'whole-part', 'The source says no place; it is the whole text so far.')
