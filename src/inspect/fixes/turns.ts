import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { dropAt, insertAt, putAt } from '../../wire/json-change.ts'
import type { Body } from './body.ts'
import { above, drop, put, valueAt, withoutFrames } from './body.ts'
import type { Fixer } from './fix.ts'
import { correction } from './fix.ts'

const contentsOf = (body: Body): readonly Json[] | undefined =>
  isObject(body.root) && Array.isArray(body.root.contents) ? body.root.contents : undefined
const partsOf = (content: Json | undefined): readonly Json[] =>
  isObject(content) && Array.isArray(content.parts) ? content.parts : []
const numberIn = (pointer: string | undefined): number => Number(pointer?.split('/')[2])
const holds = (content: Json | undefined, key: string): boolean =>
  partsOf(content).some((part) => isObject(part) && isObject(part[key]))

/** Results are the user’s; where calls stand beside them, those stay with the model. */
export const giveResultsTheUsersRole: Fixer = ({ body, place }) => {
  const contents = contentsOf(body)
  const at = numberIn(place.pointer)
  const content = contents?.[at]
  if (!contents || !isObject(content) || body.root === undefined) return undefined
  const here = `/contents/${at}`
  if (!holds(content, 'functionCall'))
    return correction(
      'Give the content with the result the role “user”.',
      put(body, { pointer: here }, withRole(content)),
    )
  const isResult = (part: Json) => isObject(part) && isObject(part.functionResponse)
  const parts = partsOf(content)
  const calls = { ...content, parts: parts.filter((part) => !isResult(part)) }
  const results = { role: 'user', parts: parts.filter(isResult) }
  const root = insertAt(putAt(body.root, here, calls), `/contents/${at + 1}`, results)
  return correction('Put the results into a content of the user, behind the calls.', { ...body, root })
}

const withRole = (content: JsonObject): JsonObject =>
  'role' in content ? { ...content, role: 'user' } : { role: 'user', ...content }

/** What is the model’s in two contents becomes one; results move up behind their calls. */
export const orderGeminiTurns: Fixer = ({ body, place }) => {
  const contents = contentsOf(body)
  const at = numberIn(place.pointer)
  const [before, here] = [contents?.[at - 1], contents?.[at]]
  if (!contents || !isObject(before) || !isObject(here) || body.root === undefined) return undefined
  if (before.role === 'model' && here.role === 'model') {
    const joined = { ...before, parts: [...partsOf(before), ...partsOf(here)] }
    const root = putAt(dropAt(body.root, `/contents/${at}`), `/contents/${at - 1}`, joined)
    return correction('Join the two turns of the model.', { ...body, root })
  }
  if (!holds(here, 'functionResponse') || !holds(contents[at - 2], 'functionCall')) return undefined
  const root = insertAt(dropAt(body.root, `/contents/${at}`), `/contents/${at - 1}`, here)
  return correction('Put the results right behind their calls.', { ...body, root })
}

/** All results that follow go into the first content of results. */
export const groupGeminiResults: Fixer = ({ body, place }) => {
  const contents = contentsOf(body)
  const at = numberIn(place.pointer)
  const first = contents?.[at]
  if (!contents || !isObject(first) || body.root === undefined) return undefined
  const others = contents.slice(at + 1)
  const end = others.findIndex((content) => !holds(content, 'functionResponse'))
  const grouped = end < 0 ? others : others.slice(0, end)
  if (grouped.length === 0) return undefined
  const joined = { ...first, parts: [first, ...grouped].flatMap(partsOf) }
  const contentsAfter = [...contents.slice(0, at), joined, ...contents.slice(at + 1 + grouped.length)]
  return correction(
    'Put the results of parallel calls into one content.',
    put(body, { pointer: '/contents' }, contentsAfter),
  )
}

/** A role that the dialect knows for the same speaker; Anthropic’s instructions have a field of their own. */
export const renameRole: Fixer = ({ body, place, scene }) => {
  const role = valueAt(body, place)
  const { dialect } = scene
  if (dialect === 'gemini' && role === 'assistant')
    return correction('Write “model” for the assistant.', put(body, place, 'model'))
  if (dialect === 'openai-chat' && role === 'developer')
    return correction('Write “system” for the developer.', put(body, place, 'system'))
  const isInstruction = role === 'developer' || role === 'system'
  return dialect === 'anthropic-messages' && isInstruction ? hoisted(body, place.pointer) : undefined
}

function hoisted(body: Body, pointer: string | undefined) {
  const message = valueAt(body, above({ pointer: pointer ?? '' }))
  if (!isObject(message) || !isObject(body.root)) return undefined
  const { system, messages } = body.root
  const words = [...blocksOf(system), ...blocksOf(message.content)]
  const isPlain = system === undefined && typeof message.content === 'string'
  const rest = Array.isArray(messages) ? messages.filter((one: Json) => one !== message) : messages
  const root = { ...body.root, system: isPlain ? (message.content as Json) : words, messages: rest as Json }
  return correction('Move the instructions into the field “system”.', { ...body, root })
}

const blocksOf = (content: Json | undefined): readonly Json[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : Array.isArray(content) ? content : []

/** With its frames, where it was streamed; the blocks behind it move up. */
export const leaveEmptyTextOut: Fixer = ({ body, place, scene: { dialect } }) => {
  const title = 'Leave the empty text block out.'
  if (place.half === 'request') return correction(title, drop(body, above(place)))
  const start = valueAt(body, { ...place, pointer: '' })
  const index = isObject(start) ? start.index : undefined
  if (dialect !== 'anthropic-messages' || typeof index !== 'number') return undefined
  const isOfBlock = (json: Json | undefined) => isObject(json) && json.index === index
  const left = withoutFrames(body, ({ json }) => isOfBlock(json))
  return correction(title, {
    ...left,
    frames: (left.frames ?? []).map((frame) => {
      const { json } = frame
      if (!isObject(json) || typeof json.index !== 'number' || json.index < index) return frame
      return { ...frame, json: { ...json, index: json.index - 1 } }
    }),
  })
}

/** The same part as the dialect writes it. */
export const translatePart: Fixer = ({ body, place, scene: { dialect } }) => {
  const holder = above(place)
  const part = valueAt(body, holder)
  const own = isObject(part) && dialect ? ownPart(part, dialect) : undefined
  return own ? correction('Write the part as this dialect does.', put(body, holder, own)) : undefined
}

function ownPart(part: JsonObject, dialect: string): Json | undefined {
  const { type, text, inlineData } = part
  if (typeof text === 'string' && typeof type === 'string' && /^(?:input_|output_)?text$/.test(type))
    return dialect === 'gemini' ? { text } : { ...part, type: 'text' }
  if (dialect === 'openai-chat' && isObject(inlineData)) {
    const url = `data:${String(inlineData.mimeType)};base64,${String(inlineData.data)}`
    return { type: 'image_url', image_url: { url } }
  }
  const image = part.image_url
  const url = isObject(image) ? image.url : image
  if (dialect !== 'anthropic-messages' || typeof url !== 'string') return undefined
  const inline = /^data:([^;,]+);base64,(.*)$/s.exec(url)
  return {
    type: 'image',
    source: inline
      ? { type: 'base64', media_type: inline[1] ?? '', data: inline[2] ?? '' }
      : { type: 'url', url },
  }
}
