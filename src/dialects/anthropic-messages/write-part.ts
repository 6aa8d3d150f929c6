import { argumentsAsObject } from '../../hub/arguments.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, leafBelow, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import type { Node } from '../../hub/node.ts'
import type {
  MediaPart,
  MediaSource,
  Part,
  ReasoningPart,
  Seal,
  ToolCallPart,
  ToolResultPart,
} from '../../hub/part.ts'
import { present } from '../../hub/present.ts'
import { textOfLeaf } from '../../hub/text.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { writeGivenText } from './given-text.ts'
import { ID } from './words.ts'

/** What the writers of one request share. */
export interface Writing {
  readonly losses: Losses
  /** The request was read from Messages: what looks illegal was the source's own choice, and stays. */
  readonly isOwn: boolean
}

/** One content block; undefined where it has none here (and the losses say why). anthropic-gemini.md §A.3, §M.2 */
export function writePart(part: Part, writing: Writing): Written {
  const given = writeGivenText(part)
  if (given) return given
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return writeText(part, writing)
    case 'reasoning':
      return writeReasoning(part, writing)
    case 'tool-call':
      return writeCall(part, writing)
    case 'tool-result':
      return writeResult(part, writing)
    case 'image':
    case 'file':
      return writeMedia(part, writing)
    case 'audio':
      return writeAudio(part, writing)
    case 'opaque':
      if (part.dialect === ID) return part.raw
      lose(writing.losses, 'foreign-part', 'Only its own dialect knows this part.', part.raw)
      return undefined
  }
}

function loseSeal(seal: Seal | undefined, { losses }: Writing): void {
  lose(losses, 'foreign-seal', 'A signature can be read by the vendor that made it alone.', seal?.value)
}

/** Text that is blank is refused: "text content blocks must contain non-whitespace text". §A.5 */
export function isBlank(part: Part, { isOwn }: Writing): boolean {
  return !isOwn && (part.kind === 'text' || part.kind === 'refusal') && part.text.value.trim() === ''
}

function writeText(part: Part & { kind: 'text' | 'refusal' }, writing: Writing): Written {
  if (part.kind === 'text') loseSeal(part.seal, writing)
  if (isBlank(part, writing)) {
    lose(writing.losses, 'empty-text', 'Messages refuses blocks of blank text.', part.tag, part.text)
    return undefined
  }
  const text = part.kind === 'refusal' ? spell(part.text, part.text.value, 'refusal-as-text') : part.text
  return { type: spell(part.tag, 'text'), text, ...writeCacheMark(part), ...restore(part.extras, ID) }
}

/** OpenAI's mark of the cached prefix lives half an hour or longer; here it is five minutes, or the hour that is asked for. §A.1 */
function writeCacheMark({ cacheMark }: Node): WrittenObject {
  if (!cacheMark) return {}
  const isTimed = isObject(cacheMark.value) && cacheMark.value.ttl !== undefined
  const control = { type: 'ephemeral', ...(isTimed ? { ttl: '1h' } : {}) }
  return { cache_control: spell(cacheMark, control, 'mark-as-cache-control') }
}

/** Unsigned thinking is refused in requests; what is not ours to sign cannot be sent. */
function writeReasoning(part: ReasoningPart, writing: Writing): Written {
  const seal = part.seal?.dialect === ID ? part.seal.value : undefined
  if (seal && (part.isRedacted || !part.text)) {
    return { type: spell(part.tag, 'redacted_thinking'), data: seal, ...restore(part.extras, ID) }
  }
  if (!seal && !writing.isOwn) {
    const why = 'Messages refuses thinking that Anthropic has not signed.'
    const texts = (part.summaries ?? []).flatMap((summary) => [summary.tag, summary.text])
    lose(writing.losses, 'foreign-reasoning', why, part.tag, part.text, ...texts, part.itemId)
    loseSeal(part.seal, writing)
    return undefined
  }
  const body = { thinking: part.text ?? '', ...present({ signature: seal }) }
  return { type: spell(part.tag, 'thinking'), ...body, ...restore(part.extras, ID) }
}

function writeCall(part: ToolCallPart, writing: Writing): Written {
  loseSeal(part.seal, writing)
  lose(writing.losses, 'no-field', 'The id of an item has no place beside the id of its call.', part.itemId)
  return {
    type: spell(part.tag, 'tool_use'),
    id:
      part.id ??
      added('toolu_unknown', 'no-call-id', 'Messages wants an id on every call; the source had none.'),
    name: part.name,
    input: part.isCustom ? wrapCustom(part.arguments) : argumentsAsObject(part.arguments),
    ...restore(part.extras, ID),
  }
}

/** A custom tool takes free text; here every input is an object. §M.3 */
const wrapCustom = (text: Leaf<string>): Leaf<Json> => spell(text, { input: text.value }, 'wrap-custom-input')

function writeResult(part: ToolResultPart, writing: Writing): Written {
  lose(writing.losses, 'no-field', 'Results are paired by id alone here.', part.name)
  const missing = () => added('toolu_unknown', 'no-call-id', 'Messages wants every result to name its call.')
  const payload = part.payload && payloadAsText(part.payload)
  const isError = part.isError ?? payload?.isError
  return {
    type: spell(part.tag, 'tool_result'),
    tool_use_id: part.callId ?? missing(),
    ...present({ content: payload ? withMedia(payload.text, part, writing) : resultContent(part, writing) }),
    ...present({ is_error: isError }),
    ...restore(part.extras, ID),
  }
}

/** Gemini puts media beside the object of a result. */
function withMedia(text: Leaf<string>, { content }: ToolResultPart, writing: Writing): Written {
  const media = content.map((inner) => writePart(inner, writing)).filter((inner) => inner !== undefined)
  return media.length > 0 ? [{ type: 'text', text }, ...media] : text
}

function resultContent(part: ToolResultPart, writing: Writing): Written {
  const [first] = part.content
  if (part.isBare && part.content.length === 0) return undefined
  if (part.isBare && part.content.length === 1 && first?.kind === 'text') return also(first.text, first.tag)
  return part.content.map((inner) => writePart(inner, writing)).filter((inner) => inner !== undefined)
}

/** Gemini's result objects: `output` and `error` are words it understands, any other object is the output. §G */
function payloadAsText(payload: Leaf<Json>): { text: Leaf<string>; isError?: Leaf<boolean> } {
  const object = isObject(payload.value) ? payload.value : {}
  const [key, ...others] = Object.keys(object)
  const only = key === undefined || others.length > 0 ? undefined : object[key]
  if (typeof only === 'string' && (key === 'output' || key === 'result')) {
    return { text: spell(payload, only, 'payload-as-text') }
  }
  if (key === 'error' && only !== undefined) {
    const text = typeof only === 'string' ? only : textOfLeaf(leafBelow(payload, key, only))
    return { text: spell(payload, text, 'payload-as-text'), isError: spell(payload, true, 'payload-as-text') }
  }
  return { text: spell(payload, textOfLeaf(payload), 'payload-as-text') }
}

function writeMedia(part: MediaPart, writing: Writing): Written {
  const { losses } = writing
  const source = writeSource(part, writing)
  lose(losses, 'no-field', 'Messages has no degree of detail.', part.detail)
  if (!source) return undefined
  const isImage = part.kind === 'image'
  if (isImage) lose(losses, 'no-field', 'An image has no name here.', part.filename)
  const title = isImage ? {} : present({ title: part.filename })
  return {
    type: spell(part.tag, isImage ? 'image' : 'document'),
    source,
    ...title,
    ...writeCacheMark(part),
    ...restore(part.extras, ID),
  }
}

function writeSource(part: MediaPart, writing: Writing): WrittenObject | undefined {
  const source: MediaSource = part.source
  if (source.kind === 'base64') {
    const standard = part.kind === 'image' ? 'image/png' : 'application/pdf'
    const guess = added(standard, 'no-media-type', 'Messages wants a media type; the source had none.')
    const mediaType = source.mediaType ?? (writing.isOwn ? undefined : guess)
    return { type: 'base64', ...present({ media_type: mediaType }), data: source.data }
  }
  lose(writing.losses, 'no-field', 'Only inline data says its media type here.', source.mediaType)
  if (source.kind === 'url') return { type: 'url', url: source.url }
  if (writing.isOwn) return { type: 'file', file_id: source.id }
  lose(
    writing.losses,
    'foreign-file',
    'A file id means nothing to another vendor.',
    part.tag,
    source.id,
    part.filename,
  )
  return undefined
}

function writeAudio(part: MediaPart, { losses }: Writing): undefined {
  const { source } = part
  const main = source.kind === 'base64' ? source.data : source.kind === 'url' ? source.url : source.id
  lose(losses, 'no-audio', 'Messages takes no audio.', part.tag, main, source.mediaType, part.filename)
}
