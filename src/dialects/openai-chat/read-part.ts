import { argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import { sourceOfUrl, urlOfSource } from '../../hub/media.ts'
import type {
  MediaPart,
  MediaSource,
  Part,
  ReasoningPart,
  Seal,
  TextPart,
  ToolCallPart,
} from '../../hub/part.ts'
import { presentAs } from '../../hub/present.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { gather, hint } from './places.ts'
import { AUDIO_FORMATS, CACHE_MARK, ID, STOOD } from './words.ts'

const opaque = (at: Cursor): Part => ({ kind: 'opaque', dialect: ID, raw: at.leaf() })

const READERS: ReadonlyMap<string, (at: Cursor) => Part | undefined> = new Map<
  string,
  (at: Cursor) => Part | undefined
>([
  ['text', readText],
  ['refusal', readRefusal],
  ['image_url', readImage],
  ['input_audio', readAudio],
  ['file', readFile],
  ['thinking', readThinking],
])

/** One entry of a content list, openai.md §1.2. */
export function readPart(at: Cursor): Part {
  const type = at.peek('type')
  return (typeof type === 'string' ? READERS.get(type)?.(at) : undefined) ?? opaque(at)
}

function readText(at: Cursor): TextPart | undefined {
  const tag = at.string('type')
  const text = at.string('text')
  const cacheMark = readCacheMark(at)
  return text && presentAs<TextPart>({ kind: 'text', text, tag, cacheMark, extras: at.rest(ID) })
}

/** A breakpoint that is no object is left to the extras. */
const readCacheMark = (at: Cursor): Leaf<Json> | undefined => at.object(CACHE_MARK)?.leaf()

function readRefusal(at: Cursor): Part | undefined {
  const tag = at.string('type')
  const text = at.string('refusal')
  return text && presentAs<Part>({ kind: 'refusal', text, tag, extras: at.rest(ID) })
}

/** Whether an object has no keys but these: what we cannot write back whole is kept raw. */
const hasOnly = (value: Json | undefined, ...keys: readonly string[]): value is JsonObject =>
  isObject(value) && Object.keys(value).every((key) => keys.includes(key))

function readImage(at: Cursor): MediaPart | undefined {
  if (!hasOnly(at.peek('image_url'), 'url', 'detail')) return undefined
  const tag = at.string('type')
  const image = at.object('image_url')
  const url = image?.string('url')
  if (!image || !url) return undefined
  const detail = image.string('detail')
  if (image.rest(ID)) return undefined
  const cacheMark = readCacheMark(at)
  const source = faithfulSource(url)
  return presentAs<MediaPart>({ kind: 'image', source, detail, tag, cacheMark, extras: at.rest(ID) })
}

/** A data URL with parameters (`;charset=`) would not come home: it stays one URL. */
function faithfulSource(url: { readonly value: string; readonly from: MediaSourceOrigin }): MediaSource {
  const source = sourceOfUrl(url)
  return urlOfSource(source)?.value === url.value ? source : { kind: 'url', url }
}
type MediaSourceOrigin = Parameters<typeof sourceOfUrl>[0]['from']

function readAudio(at: Cursor): MediaPart | undefined {
  if (!hasOnly(at.peek('input_audio'), 'data', 'format')) return undefined
  const tag = at.string('type')
  const audio = at.object('input_audio')
  const data = audio?.string('data')
  const format = audio?.string('format')
  if (!data || !format) return undefined
  const mediaType = spell(format, AUDIO_FORMATS.get(format.value) ?? `audio/${format.value}`)
  return presentAs<MediaPart>({
    kind: 'audio',
    source: { kind: 'base64', data, mediaType },
    tag,
    cacheMark: readCacheMark(at),
    extras: at.rest(ID),
  })
}

function readFile(at: Cursor): MediaPart | undefined {
  if (!hasOnly(at.peek('file'), 'file_data', 'file_id', 'filename')) return undefined
  const tag = at.string('type')
  const file = at.object('file')
  const data = file?.string('file_data')
  const id = file?.string('file_id')
  const filename = file?.string('filename')
  // Both at once cannot be said by one source, and a null name would not come home.
  if (!file || (data && id) || file.rest(ID)) return undefined
  const bytes: MediaSource | undefined = data?.value.startsWith('data:')
    ? faithfulSource(data)
    : data && { kind: 'base64', data }
  const source: MediaSource | undefined = id ? { kind: 'file-id', id } : bytes
  const cacheMark = readCacheMark(at)
  return (
    source && presentAs<MediaPart>({ kind: 'file', source, filename, tag, cacheMark, extras: at.rest(ID) })
  )
}

/** Mistral: `{"type":"thinking","thinking":[{"type":"text","text":…}]}`, openai.md §7 Q13. */
function readThinking(at: Cursor): ReasoningPart | undefined {
  if (!Array.isArray(at.peek('thinking'))) return undefined
  const type = at.string('type')
  const texts = (at.list('thinking') ?? []).map(readPart)
  if (texts.length === 0 || !texts.every((part): part is TextPart => part.kind === 'text' && !part.extras))
    return undefined
  const tag = spell(type, STOOD.thinking)
  const [first] = texts
  const shown = texts.length === 1 && first ? { text: first.text } : { summaries: texts }
  return presentAs<ReasoningPart>({ kind: 'reasoning', ...shown, tag, extras: at.rest(ID) })
}

/** Google's place for a thought signature in this dialect (openai.md §7 Q11): a seal of Gemini's, not ours. */
export function readSeal(call: Cursor): Seal | undefined {
  const content = call.peek('extra_content')
  const google = hasOnly(content, 'google') ? content.google : undefined
  if (!hasOnly(google, 'thought_signature')) return undefined
  const value = call.object('extra_content')?.object('google')?.string('thought_signature')
  return value && { dialect: 'gemini', value }
}

/** One entry of `tool_calls` of a request; undefined where it has no name to call. */
export function readCall(at: Cursor): ToolCallPart | undefined {
  const key = isObject(at.peek('custom')) ? 'custom' : 'function'
  const target = at.object(key)
  const name = target?.string('name')
  if (!target || !name) return undefined
  const isCustom = key === 'custom'
  return presentAs<ToolCallPart>({
    kind: 'tool-call',
    tag: at.string('type'),
    id: at.string('id'),
    name,
    arguments: readArguments(target, isCustom ? 'input' : 'arguments'),
    isCustom: isCustom || undefined,
    seal: readSeal(at),
    extras: gather(at.rest(ID), { [`/${key}`]: target.rest(ID) }),
  })
}

/** Ollama and its like hold an object where OpenAI holds text. */
function readArguments(target: Cursor, key: string): ToolCallPart['arguments'] {
  if (isObject(target.peek(key))) return argumentsAsText(target.json(key) ?? hint('{}'))
  return target.string(key) ?? added('', 'no-arguments', 'The call says no arguments.')
}

/** The deprecated `function_call` of an assistant message. */
export function readFunctionCall(message: Cursor): ToolCallPart | undefined {
  const value = message.peek('function_call')
  if (!isObject(value) || typeof value.name !== 'string') return undefined
  const at = message.object('function_call')
  const name = at?.string('name')
  if (!at || !name) return undefined
  const tag = hint(STOOD.functionCall)
  return presentAs<ToolCallPart>({
    kind: 'tool-call',
    tag,
    name,
    arguments: readArguments(at, 'arguments'),
    extras: at.rest(ID),
  })
}
