import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { urlOfSource } from '../../hub/media.ts'
import type { MediaPart, Part, Seal } from '../../hub/part.ts'
import { CACHE_MARK, ID, restoreUnder } from './words.ts'

/** What all writers of a request need to know. */
export interface Way {
  readonly losses: Losses
  /** The request was read from this dialect: its own forms come back, nothing is filled in. */
  readonly isOwn: boolean
  /** Files that the request names by id are kept by OpenAI, whichever of its dialects it was written in. */
  readonly keepsFiles: boolean
  /** The calls of custom tools: their results have a type of their own. */
  readonly customCalls?: ReadonlySet<string>
}

export function loseSeal(seal: Seal | undefined, losses: Losses): void {
  if (seal && seal.dialect !== ID)
    lose(losses, 'foreign-seal', 'Only the vendor that sealed it can read it.', seal.value)
}

/** The texts among parts, where nothing but text may stand. */
export function textOnly(parts: readonly Part[], losses: Losses, why: string): Leaf<string>[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [also(part.text, part.tag)]
    lose(losses, 'text-only', why, ...leavesOf(part))
    return []
  })
}

/** The main leaves of a part, to say why it is lost. */
function leavesOf(part: Part): readonly (Leaf<unknown> | undefined)[] {
  if (part.kind === 'opaque') return [part.raw]
  if (part.kind === 'image' || part.kind === 'audio' || part.kind === 'file') {
    const { source } = part
    const main = source.kind === 'url' ? source.url : source.kind === 'base64' ? source.data : source.id
    return [part.tag, main, source.mediaType, part.detail, part.filename]
  }
  return [part.tag, part.kind === 'text' || part.kind === 'refusal' ? part.text : undefined]
}

/** One entry of a `content` or `output` list. The types differ by who speaks: `input_text`, `output_text`. openai.md §3.2. */
export function writeContent(part: Part, side: 'input' | 'output', way: Way): Written[] {
  switch (part.kind) {
    case 'text':
      loseSeal(part.seal, way.losses)
      return [
        {
          type: way.isOwn && part.tag ? part.tag : spell(part.tag, `${side}_text`),
          text: part.text,
          [CACHE_MARK]: side === 'input' || way.isOwn ? part.cacheMark : undefined,
          ...restoreUnder('', part.extras),
        },
      ]
    case 'refusal':
      if (side === 'input' && !way.isOwn) return [{ type: spell(part.tag, 'input_text'), text: part.text }]
      return [
        {
          type: spell(part.tag, 'refusal'),
          refusal: part.text,
          [CACHE_MARK]: way.isOwn ? part.cacheMark : undefined,
          ...restoreUnder('', part.extras),
        },
      ]
    case 'opaque':
      if (part.dialect === ID) return [part.raw]
      lose(way.losses, 'foreign-part', 'Only its own dialect knows this part.', part.raw)
      return []
    case 'image':
    case 'audio':
    case 'file':
      return writeMedia(part, side, way)
    default:
      return []
  }
}

function writeMedia(part: MediaPart, side: 'input' | 'output', way: Way): Written[] {
  if (side === 'output' && !way.isOwn) {
    lose(way.losses, 'wrong-role', 'An assistant message takes text and refusals only.', ...leavesOf(part))
    return []
  }
  if (part.source.kind === 'file-id' && !way.keepsFiles) {
    lose(way.losses, 'foreign-file', 'A file id means nothing to another vendor.', ...leavesOf(part))
    return []
  }
  const written = MEDIA_WRITERS[part.kind](part, way)
  return [{ ...written, [CACHE_MARK]: part.cacheMark, ...restoreUnder('', part.extras) }]
}

const MEDIA_WRITERS: Readonly<Record<MediaPart['kind'], (part: MediaPart, way: Way) => WrittenObject>> = {
  image: writeImage,
  file: writeFile,
  audio: writeAudio,
}

function writeImage({ tag, source, detail, filename }: MediaPart, { losses }: Way): WrittenObject {
  lose(losses, 'no-field', 'An image has no file name here.', filename)
  if (source.kind !== 'base64')
    lose(losses, 'no-field', 'The media type is read off the file itself.', source.mediaType)
  const place = source.kind === 'file-id' ? { file_id: source.id } : { image_url: urlOfSource(source) }
  return { type: spell(tag, 'input_image'), ...place, detail }
}

function writeFile({ tag, source, detail, filename }: MediaPart, { losses }: Way): WrittenObject {
  const type = spell(tag, 'input_file')
  if (source.kind !== 'base64')
    lose(losses, 'no-field', 'The media type is read off the file itself.', source.mediaType)
  if (source.kind === 'file-id') return { type, file_id: source.id, filename, detail }
  if (source.kind === 'url') {
    // A data URL that could not be taken apart is data all the same.
    const key = source.url.value.startsWith('data:') ? 'file_data' : 'file_url'
    return { type, [key]: source.url, filename, detail }
  }
  return { type, file_data: source.mediaType ? urlOfSource(source) : source.data, filename, detail }
}

/** `audio/wav` → `wav`. Typed, although no message content lists it: servers may refuse it. */
function writeAudio({ tag, source, detail, filename }: MediaPart, { losses }: Way): WrittenObject {
  lose(losses, 'no-field', 'Audio is data and format, nothing else.', detail, filename)
  const type = spell(tag, 'input_audio')
  if (source.kind !== 'base64') return { type, input_audio: { data: urlOfSource(source), format: 'wav' } }
  const format = source.mediaType
    ? spell(source.mediaType, source.mediaType.value.replace(/^audio\/(?:x-)?/, ''))
    : 'wav'
  return { type, input_audio: { data: source.data, format } }
}
