import { argumentsAsObject } from '../../hub/arguments.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { also, made, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { urlOfSource } from '../../hub/media.ts'
import type { MediaPart, Part, ReasoningPart, Seal, TextPart, ToolCallPart } from '../../hub/part.ts'
import type { Role } from '../../hub/request.ts'
import { restoreAt } from './places.ts'
import { AUDIO_FORMATS, CACHE_MARK, ID, STOOD } from './words.ts'

/** What every function that writes a part of a request must know. */
export interface Pen {
  /** The request was read from this dialect: its hints are ours, and nothing needs to be made legal. */
  readonly isHome: boolean
  /** Files that the request names by id are kept by OpenAI, whichever of its dialects it was written in. */
  readonly keepsFiles: boolean
  readonly losses: Losses
}

/** Parts that stand in `content`, written; undefined for what stands elsewhere or nowhere. */
export function writeContentPart(part: Part, role: Role, pen: Pen): Written {
  switch (part.kind) {
    case 'text':
      loseSeal(part.seal, pen)
      return {
        type: spell(part.tag, 'text'),
        text: part.text,
        [CACHE_MARK]: part.cacheMark,
        ...restore(part.extras, ID),
      }
    case 'refusal':
      return role === 'assistant'
        ? { type: spell(part.tag, 'refusal'), refusal: part.text, ...restore(part.extras, ID) }
        : { type: spell(part.tag, 'text'), text: part.text }
    case 'reasoning':
      return { type: spell(part.tag, 'thinking'), thinking: thoughts(part), ...restore(part.extras, ID) }
    case 'image':
    case 'audio':
    case 'file':
      return writeMedia(part, role, pen)
    case 'opaque':
      if (part.dialect === ID) return part.raw
      lose(pen.losses, 'foreign-part', 'Chat has no part of this kind.', part.raw)
      return undefined
    default:
      return undefined
  }
}

const thoughts = (part: ReasoningPart): Written =>
  (part.summaries ?? (part.text ? [{ text: part.text, tag: undefined }] : [])).map(({ tag, text }) => ({
    type: spell(tag, 'text'),
    text,
  }))

/** openai.md §1.2: only users may send media. */
function writeMedia(part: MediaPart, role: Role, pen: Pen): Written {
  if (!pen.isHome && role !== 'user') {
    lose(pen.losses, 'wrong-role', `Chat takes no ${part.kind} from the role ${role}.`, ...leavesOf(part))
    return undefined
  }
  if (part.source.kind === 'file-id' && !pen.keepsFiles) {
    lose(pen.losses, 'foreign-file', 'A file id means nothing to another vendor.', ...leavesOf(part))
    return undefined
  }
  const written = { image: writeImage, audio: writeAudio, file: writeFile }[part.kind](part)
  if (!written)
    lose(pen.losses, 'no-field', `Chat cannot say a ${part.kind} by ${part.source.kind}.`, ...leavesOf(part))
  return written && { ...written, [CACHE_MARK]: part.cacheMark, ...restore(part.extras, ID) }
}

function leavesOf({ source, filename, detail, tag }: MediaPart): (Leaf<unknown> | undefined)[] {
  const body = source.kind === 'url' ? source.url : source.kind === 'base64' ? source.data : source.id
  return [body, source.mediaType, filename, detail, tag]
}

function writeImage({ source, detail, tag }: MediaPart): WrittenObject | undefined {
  const url = urlOfSource(source)
  return url && { type: spell(tag, 'image_url'), image_url: { url, detail } }
}

const FORMAT_OF_TYPE = new Map([...AUDIO_FORMATS].map(([format, type]) => [type, format]))

function writeAudio({ source, tag }: MediaPart): WrittenObject | undefined {
  if (source.kind !== 'base64') return undefined
  const type = source.mediaType?.value ?? 'audio/wav'
  const format = spell(source.mediaType, FORMAT_OF_TYPE.get(type) ?? type.replace(/^audio\//, ''))
  return { type: spell(tag, 'input_audio'), input_audio: { data: source.data, format } }
}

function writeFile({ source, filename, tag }: MediaPart): WrittenObject | undefined {
  const type = spell(tag, 'file')
  if (source.kind === 'file-id') return { type, file: { file_id: source.id, filename } }
  // No URL form here; only a data URL may stand, whole or made of its halves.
  const isBytes = source.kind === 'base64' || source.url.value.startsWith('data:')
  if (!isBytes) return undefined
  const data = source.kind === 'base64' && !source.mediaType ? source.data : urlOfSource(source)
  return { type, file: { file_data: data, filename } }
}

export function loseSeal(seal: Seal | undefined, { losses }: Pen): void {
  if (seal)
    lose(
      losses,
      'foreign-seal',
      'Only its own vendor can read this signature; Chat has no field for it.',
      seal.value,
    )
}

/** Reasoning as the one field that servers with thoughts read; never a seal. */
export function writeReasoningField(parts: readonly ReasoningPart[], pen: Pen): WrittenObject {
  const [first] = parts
  if (pen.isHome) {
    if (!first?.text) return {}
    return { [first.tag?.value === STOOD.reasoning ? 'reasoning' : 'reasoning_content']: first.text }
  }
  for (const part of parts) loseReasoning(part, pen)
  const texts = parts.flatMap((part) => [
    ...(part.text ? [also(part.text, part.tag)] : []),
    ...(part.summaries ?? []).map(textOf),
  ])
  const shown = texts.filter((text) => text.value !== '')
  const [only] = shown
  if (!only) return {}
  const whole =
    shown.length === 1 ? only : made(shown.map((text) => text.value).join('\n\n'), 'join-reasoning', ...shown)
  return { reasoning_content: whole }
}

const textOf = (part: TextPart): Leaf<string> => also(part.text, part.tag)

function loseReasoning(part: ReasoningPart, pen: Pen): void {
  loseSeal(part.seal, pen)
  lose(pen.losses, 'no-field', 'Chat has no items, so their ids have no place.', part.itemId)
}

/** One entry of `tool_calls`, openai.md §1.4. */
export function writeCall(part: ToolCallPart, pen: Pen): WrittenObject {
  const key = part.isCustom ? 'custom' : 'function'
  // At home the very word that was read, or none where none was.
  const type = pen.isHome ? part.tag : spell(part.tag, key)
  lose(pen.losses, 'no-field', 'Chat has no items, so their ids have no place.', part.itemId)
  const target = { name: part.name, [part.isCustom ? 'input' : 'arguments']: callArguments(part, pen) }
  return {
    id: part.id,
    type,
    [key]: { ...target, ...restoreAt(part.extras, `/${key}`) },
    ...writeSeal(part.seal, pen),
    ...restoreAt(part.extras, ''),
  }
}

/** Google's own place for its signature in this dialect; any other vendor's has none. */
function writeSeal(seal: Seal | undefined, pen: Pen): WrittenObject {
  if (seal?.dialect === 'gemini' && (pen.isHome || !seal.isExcuse))
    return { extra_content: { google: { thought_signature: seal.value } } }
  if (seal?.isExcuse)
    lose(pen.losses, 'no-seal', 'This is Gemini’s word for a missing signature.', seal.value)
  else loseSeal(seal, pen)
  return {}
}

export function callArguments(part: ToolCallPart, pen: Pen): Written {
  const text = part.arguments
  if (pen.isHome) {
    if (text.added) return undefined
    return text.by === 'arguments-as-text' ? argumentsAsObject(text) : text
  }
  return text.value === '' && !part.isCustom ? spell(text, '{}', 'empty-arguments') : text
}
