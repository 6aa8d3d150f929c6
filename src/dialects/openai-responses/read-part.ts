import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { sourceOfUrl, urlOfSource } from '../../hub/media.ts'
import type { MediaPart, MediaSource, Part, TextPart, ToolCallPart } from '../../hub/part.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { CACHE_MARK, ID, TEXT_TYPES } from './words.ts'

export const opaque = (cursor: Cursor): Part => ({ kind: 'opaque', dialect: ID, raw: cursor.leaf() })

/** One entry of a `content` or `output` list. */
export function readContent(part: Cursor): Part {
  const type = part.peek('type')
  if (typeof type === 'string') {
    if (TEXT_TYPES.has(type)) return readTextPart(part, 'text', 'text') ?? opaque(part)
    if (type === 'refusal') return readTextPart(part, 'refusal', 'refusal') ?? opaque(part)
    const read = Object.hasOwn(MEDIA_READERS, type) ? MEDIA_READERS[type] : undefined
    const media = read?.(part)
    if (media) return media
  }
  return opaque(part)
}

function readTextPart(part: Cursor, kind: 'text' | 'refusal', key: string): Part | undefined {
  if (typeof part.peek(key) !== 'string') return undefined
  const tag = part.string('type')
  const text = part.string(key) as Leaf<string>
  return withRest(part, { kind, text, ...(tag && { tag }), ...readCacheMark(part) })
}

/** A breakpoint that is no object is left to the extras. */
function readCacheMark(part: Cursor): { cacheMark?: Leaf<Json> } {
  const cacheMark = part.object(CACHE_MARK)?.leaf()
  return cacheMark ? { cacheMark } : {}
}

const MEDIA_READERS: Readonly<Record<string, (part: Cursor) => Part | undefined>> = {
  input_image: (part) => readMedia(part, 'image', ['image_url', 'file_id']),
  input_file: (part) => readMedia(part, 'file', ['file_data', 'file_url', 'file_id']),
  input_audio: readAudio,
}

/** Only where exactly one source is given: with two of them nobody knows which one counts. */
function readMedia(part: Cursor, kind: 'image' | 'file', keys: readonly string[]): Part | undefined {
  const given = keys.filter((key) => typeof part.peek(key) === 'string')
  const key = given.length === 1 ? given[0] : undefined
  if (key === undefined) return undefined
  const tag = part.string('type')
  const source = sourceOf(key, part.string(key) as Leaf<string>)
  const detail = part.string('detail')
  const filename = part.string('filename')
  const media: MediaPart = {
    kind,
    source,
    ...(tag && { tag }),
    ...(detail && { detail }),
    ...(filename && { filename }),
    ...readCacheMark(part),
  }
  return withRest(part, media)
}

function sourceOf(key: string, value: Leaf<string>): MediaSource {
  if (key === 'file_id') return { kind: 'file-id', id: value }
  const source = sourceOfUrl(value)
  // A data URL with parameters (`;charset=…`) would not come home from its pieces: it stays whole.
  if (source.kind === 'base64' && urlOfSource(source)?.value !== value.value)
    return { kind: 'url', url: value }
  return key === 'file_data' && source.kind === 'url' && !value.value.startsWith('data:')
    ? { kind: 'base64', data: value }
    : source
}

/** Typed, although no message content lists it. openai.md §3.2. */
function readAudio(part: Cursor): Part | undefined {
  const audio = part.peek('input_audio')
  if (!isObject(audio) || typeof audio.data !== 'string' || typeof audio.format !== 'string') return undefined
  if (Object.keys(audio).length !== 2) return undefined
  const inner = part.at('input_audio') as Cursor
  const tag = part.string('type')
  const data = inner.string('data') as Leaf<string>
  const format = inner.string('format') as Leaf<string>
  const source: MediaSource = { kind: 'base64', data, mediaType: spell(format, `audio/${format.value}`) }
  return withRest(part, { kind: 'audio', source, ...(tag && { tag }) })
}

export function withRest<P extends Exclude<Part, { kind: 'opaque' }>>(cursor: Cursor, part: P): P {
  const extras = cursor.rest(ID)
  return extras ? { ...part, extras } : part
}

/** Custom tools say `input` where functions say `arguments`. */
export function readCallPart(item: Cursor): ToolCallPart | undefined {
  const isCustom = item.peek('type') === 'custom_tool_call'
  const key = isCustom ? 'input' : 'arguments'
  if (typeof item.peek('name') !== 'string' || typeof item.peek(key) !== 'string') return undefined
  const tag = item.string('type')
  const itemId = item.string('id')
  const id = item.string('call_id')
  return {
    kind: 'tool-call',
    name: item.string('name') as Leaf<string>,
    arguments: item.string(key) as Leaf<string>,
    ...(tag && { tag }),
    ...(id && { id }),
    ...(itemId && { itemId }),
    ...(isCustom && { isCustom }),
  }
}

/** Whether a list holds nothing but `{type, text}` of one type, so that texts alone say all of it. */
const isTextList = (list: Json | undefined, type: string): boolean =>
  Array.isArray(list) &&
  list.length > 0 &&
  list.every(
    (entry) =>
      isObject(entry) &&
      entry.type === type &&
      typeof entry.text === 'string' &&
      Object.keys(entry).length === 2,
  )

const textsOf = (item: Cursor, key: string): TextPart[] =>
  (item.list(key) ?? []).map((entry) => ({
    kind: 'text',
    tag: entry.string('type') as Leaf<string>,
    text: entry.string('text') as Leaf<string>,
  }))

/** What is shown of the thinking: the summaries, or the raw text of open-weight servers. What is not taken stays in the extras. */
export function readReasoningTexts(item: Cursor): readonly TextPart[] {
  if (isTextList(item.peek('summary'), 'summary_text')) return textsOf(item, 'summary')
  return isTextList(item.peek('content'), 'reasoning_text') ? textsOf(item, 'content') : []
}
