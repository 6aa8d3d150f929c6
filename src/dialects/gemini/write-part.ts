import { argumentsAsObject, objectIn } from '../../hub/arguments.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, made, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import type {
  MediaPart,
  OpaquePart,
  Part,
  ReasoningPart,
  RefusalPart,
  Seal,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from '../../hub/part.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Family, Surface } from './capabilities.ts'
import { DIALECT, formOf, keyOut, scatter } from './words.ts'

export interface Scope {
  /** The request comes from Gemini itself: its form is kept to the letter. */
  readonly isHome: boolean
  readonly family: Family
  readonly surface: Surface
  readonly losses: Losses
}

/** The wire parts for one part of the hub: mostly one, none where nothing of it can be said here. */
export function writePart(part: Part, scope: Scope): Written[] {
  switch (part.kind) {
    case 'text':
      return [writeText(part, scope)]
    case 'refusal':
      return [writeRefusal(part)]
    case 'reasoning':
      return writeReasoning(part, scope)
    case 'tool-call':
      return [writeCall(part, scope)]
    case 'tool-result':
      return writeResult(part, scope)
    case 'image':
    case 'audio':
    case 'file':
      return writeMedia(part, scope)
    case 'opaque':
      return writeOpaque(part, scope)
  }
}

/** A raw value as a tree: an object's fields each on its own, so that it can stand where an object must. */
export function spread(raw: Leaf<Json>): WrittenObject {
  if (!isObject(raw.value)) return {}
  return Object.fromEntries(Object.entries(raw.value).map(([key, value]) => [key, spell(raw, value)]))
}

/** The seal, if it is one of ours; no other vendor's may stand here (law 10). */
function ownSeal(seal: Seal | undefined, losses: Losses): Leaf<string> | undefined {
  if (seal?.dialect === DIALECT) return seal.value
  if (seal) lose(losses, 'foreign-seal', 'Only the vendor that sealed this can read it.', seal.value)
  return undefined
}

function writeText(part: TextPart, { losses }: Scope): WrittenObject {
  return {
    text: also(part.text, part.tag),
    [keyOut('thoughtSignature', formOf(part.tag))]: ownSeal(part.seal, losses),
    ...scatter(part.extras),
  }
}

const writeRefusal = (part: RefusalPart): WrittenObject => ({
  text: also(spell(part.text, part.text.value, 'refusal-as-text'), part.tag),
})

function writeReasoning(part: ReasoningPart, { losses }: Scope): WrittenObject[] {
  const seal = ownSeal(part.seal, losses)
  lose(losses, 'no-field', 'Thoughts have no id of their own here.', part.itemId)
  const texts =
    part.summaries?.map((summary) => also(summary.text, summary.tag)) ?? (part.text ? [part.text] : [])
  if (texts.length === 0 && !seal) {
    lose(
      losses,
      'foreign-seal',
      'There is nothing in this thought but what only its vendor can read.',
      part.tag,
    )
    return []
  }
  const pieces: readonly (Leaf<string> | undefined)[] = texts.length > 0 ? texts : [undefined]
  return pieces.map((text, i) => ({
    text,
    // The word for what this part is stands for the source's own word, once.
    thought: spell(i === 0 ? part.tag : undefined, true),
    ...(i === 0 ? { [keyOut('thoughtSignature', formOf(part.tag))]: seal, ...scatter(part.extras) } : {}),
  }))
}

function writeCall(part: ToolCallPart, { losses }: Scope): WrittenObject {
  const form = formOf(part.tag)
  lose(losses, 'no-field', 'A call has one id here, the one that its result repeats.', part.itemId)
  const call: WrittenObject = {
    id: part.id,
    name: also(part.name, part.tag),
    args: part.arguments.added?.code === 'no-arguments' ? undefined : argumentsOf(part),
    ...scatter(part.extras, 'functionCall'),
  }
  return {
    [keyOut('functionCall', form)]: call,
    [keyOut('thoughtSignature', form)]: ownSeal(part.seal, losses),
    ...scatter(part.extras),
  }
}

/** A custom tool takes free text; here every call takes an object. */
const argumentsOf = (part: ToolCallPart): Leaf<Json> =>
  part.isCustom
    ? spell(part.arguments, { input: part.arguments.value }, 'wrap-arguments')
    : argumentsAsObject(part.arguments)

function writeResult(part: ToolResultPart, scope: Scope): Written[] {
  const form = formOf(part.tag)
  const media = part.content
    .filter(({ kind }) => kind !== 'text' && kind !== 'refusal')
    .flatMap((one) => writePart(one, scope))
  const isInside = scope.isHome || scope.family.resultMedia === 'inside'
  const name =
    part.name ??
    (scope.isHome
      ? undefined
      : added('unknown', 'no-name', 'Gemini wants the name of the tool with each result.'))
  const result: WrittenObject = {
    id: part.callId,
    name: name && also(name, part.tag),
    response: part.payload ?? (scope.isHome ? undefined : responseOf(part)),
    parts: isInside && media.length > 0 ? media : undefined,
    ...scatter(part.extras, 'functionResponse'),
  }
  const written = { [keyOut('functionResponse', form)]: result, ...scatter(part.extras) }
  return isInside ? [written] : [written, ...media]
}

/** Text of a result as the object that must stand here: its own, if it is the JSON of one; else under a key that the model knows. */
function responseOf(part: ToolResultPart): Written {
  const texts = part.content.filter((one) => one.kind === 'text' || one.kind === 'refusal')
  const tags = texts.map(({ tag }) => tag)
  const [first] = texts
  const text =
    texts.length === 1 && first
      ? first.text
      : made(texts.map((one) => one.text.value).join('\n'), 'join-texts', ...texts.map((one) => one.text))
  const object = objectIn(text, 'result-as-object')
  if (part.isError?.value === true) return { error: also<Json>(object ?? text, part.isError, ...tags) }
  return object ? also(object, part.isError, ...tags) : { output: also<Json>(text, part.isError, ...tags) }
}

/** For media whose type nobody said. */
const MEDIA_TYPES: Readonly<Record<MediaPart['kind'], string>> = {
  image: 'image/png',
  audio: 'audio/wav',
  file: 'application/octet-stream',
}

function writeMedia(part: MediaPart, { isHome, losses }: Scope): WrittenObject[] {
  const { source } = part
  const form = formOf(part.tag)
  lose(losses, 'no-field', 'Gemini has no level of detail for one image.', part.detail)
  if (source.kind === 'file-id') {
    lose(
      losses,
      'foreign-file',
      'A file kept by another vendor cannot be reached from here.',
      source.id,
      source.mediaType,
      part.tag,
    )
    return []
  }
  if (!isHome) lose(losses, 'no-field', 'The Gemini API takes no file name with media.', part.filename)
  const field = source.kind === 'url' ? 'fileData' : 'inlineData'
  const mediaType = source.mediaType ?? guessedType(part, isHome)
  const data: WrittenObject = {
    [keyOut('mimeType', form)]: mediaType,
    ...(source.kind === 'url'
      ? { [keyOut('fileUri', form)]: also(source.url, part.tag) }
      : { data: also(source.data, part.tag) }),
    [keyOut('displayName', form)]: isHome ? part.filename : undefined,
    ...scatter(part.extras, field),
  }
  return [{ [keyOut(field, form)]: data, ...scatter(part.extras) }]
}

/** Inline data must say its type; a URI may leave it to the server. */
const guessedType = (part: MediaPart, isHome: boolean): Leaf<string> | undefined =>
  isHome || part.source.kind === 'url'
    ? undefined
    : added(
        MEDIA_TYPES[part.kind],
        'media-type',
        'Gemini wants the type of inline media, and the source did not say it.',
      )

function writeOpaque(part: OpaquePart, { losses }: Scope): Written[] {
  if (part.dialect === DIALECT) return [part.raw]
  lose(losses, 'foreign-part', 'Only its own dialect knows this kind of part.', part.raw)
  return []
}
