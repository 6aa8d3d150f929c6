import { argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { MediaPart, MediaSource, Part, Seal, ToolCallPart, ToolResultPart } from '../../hub/part.ts'
import { present } from '../../hub/present.ts'
import { isObject } from '../../wire/json.ts'
import type { Form } from './words.ts'
import { DIALECT, filledList, gather, keyIn, SIGNATURE_EXCUSES, tagOf } from './words.ts'

/** The data fields of a part that the hub has a meaning for, in the order in which they are looked for. */
const READERS: readonly (readonly [field: string, read: (part: Cursor, form: Form) => Part | undefined])[] = [
  ['functionCall', readCall],
  ['functionResponse', readResult],
  ['inlineData', readMedia],
  ['fileData', readMedia],
]

/** One entry of `parts`: one data field and its modifiers. anthropic-gemini.md §G.1. */
export function readPart(part: Cursor): Part {
  const form: Form = []
  for (const [field, read] of READERS) {
    if (!isObject(part.peek(keyIn(part, field, [])))) continue
    const found = read(part, form)
    if (found) return found
  }
  return readText(part, form) ?? opaque(part)
}

const opaque = (part: Cursor): Part => ({ kind: 'opaque', dialect: DIALECT, raw: part.leaf() })

/** `thoughtSignature`: beside the data, never inside it. */
function readSeal(part: Cursor, form: Form): Seal | undefined {
  const value = part.string(keyIn(part, 'thoughtSignature', form))
  if (!value) return undefined
  const isExcuse = SIGNATURE_EXCUSES.some((word) => word === value.value)
  return { dialect: DIALECT, value, ...(isExcuse ? { isExcuse } : {}) }
}

/** `{text}`, or `{text, thought: true}`, which is a summary of thinking. A thought may be nothing but its signature. */
function readText(part: Cursor, form: Form): Part | undefined {
  const isThought = part.peek('thought') === true
  const text = part.string('text')
  if (!isThought && !text) return undefined
  const seal = readSeal(part, form)
  if (isThought && !text && !seal) return undefined
  const thought = isThought ? part.boolean('thought') : undefined
  const rest = present({ seal, tag: tagOf(form, thought), extras: gather(part.rest(DIALECT)) })
  if (isThought) return { kind: 'reasoning', ...present({ text }), ...rest }
  return text && { kind: 'text', text, ...rest }
}

/** What absent `args` mean; written back as absence. */
const NO_ARGUMENTS: Leaf<string> = added(
  '{}',
  'no-arguments',
  'Gemini leaves out the arguments of a call that has none.',
)

function readCall(part: Cursor, form: Form): ToolCallPart | undefined {
  const key = keyIn(part, 'functionCall', form)
  const peeked = part.peek(key)
  if (!isObject(peeked) || typeof peeked.name !== 'string') return undefined
  const call = part.object(key)
  const name = call?.string('name')
  if (!call || !name) return undefined
  const id = call.string('id')
  const args = call.object('args')?.leaf()
  const seal = readSeal(part, form)
  const extras = gather(part.rest(DIALECT), { functionCall: call.rest(DIALECT) })
  return {
    kind: 'tool-call',
    name,
    arguments: args ? argumentsAsText(args) : NO_ARGUMENTS,
    ...present({ id, seal, tag: tagOf(form), extras }),
  }
}

/** `response` is any object; only its keys `output` and `error` mean something to the model. */
function readResult(part: Cursor, form: Form): ToolResultPart | undefined {
  const result = part.object(keyIn(part, 'functionResponse', form))
  if (!result) return undefined
  const callId = result.string('id')
  const name = result.string('name')
  const payload = result.object('response')?.leaf()
  const content = filledList(result, 'parts')?.map(readPart) ?? []
  const hasFailed =
    isObject(payload?.value) &&
    isObject(payload.value) &&
    payload.value.error != null &&
    !('output' in payload.value)
  const extras = gather(part.rest(DIALECT), { functionResponse: result.rest(DIALECT) })
  const isError = hasFailed ? spell(payload, true) : undefined
  return {
    kind: 'tool-result',
    content,
    ...present({ callId, name, payload, isError, tag: tagOf(form), extras }),
  }
}

function readMedia(part: Cursor, form: Form): MediaPart | undefined {
  const isInline = isObject(part.peek(keyIn(part, 'inlineData', [])))
  const field = isInline ? 'inlineData' : 'fileData'
  const probe = part.peek(keyIn(part, field, []))
  if (!isObject(probe) || typeof (isInline ? probe.data : (probe.fileUri ?? probe.file_uri)) !== 'string')
    return undefined
  const data = part.object(keyIn(part, field, form))
  if (!data) return undefined
  const mediaType = data.string(keyIn(data, 'mimeType', form))
  const value = data.string(isInline ? 'data' : keyIn(data, 'fileUri', form)) as Leaf<string>
  const source: MediaSource = isInline
    ? { kind: 'base64', data: value, ...present({ mediaType }) }
    : { kind: 'url', url: value, ...present({ mediaType }) }
  const filename = data.string(keyIn(data, 'displayName', form))
  const extras = gather(part.rest(DIALECT), { [field]: data.rest(DIALECT) })
  return { kind: kindOfMedia(mediaType?.value), source, ...present({ filename, tag: tagOf(form), extras }) }
}

const kindOfMedia = (mediaType: string | undefined): MediaPart['kind'] =>
  mediaType?.startsWith('image/') ? 'image' : mediaType?.startsWith('audio/') ? 'audio' : 'file'
