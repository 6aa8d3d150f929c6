import type { Target } from '../../hub/dialect.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, made, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { modelFor } from '../../hub/model.ts'
import type { MediaPart, Part, ReasoningPart, ToolCallPart, ToolResultPart } from '../../hub/part.ts'
import type { Message, Request, Role } from '../../hub/request.ts'
import { textOfLeaf } from '../../hub/text.ts'
import { ID, STOOD } from './words.ts'
import { writeFormat, writeOptions, writeReasoning } from './write-options.ts'
import type { Pen } from './write-part.ts'
import { callArguments, loseSeal, writeCall, writeContentPart, writeReasoningField } from './write-part.ts'
import { writeToolChoice, writeTools } from './write-tools.ts'

export function writeRequest(request: Request, target: Target, losses: Losses): WrittenObject {
  const isHome = request.dialect === ID
  const pen: Pen = { isHome, keepsFiles: isHome || request.dialect === 'openai-responses', losses }
  const body: Record<string, Written> = {
    model: modelFor(request, target),
    ...writeMessages(request, pen),
    ...writeTools(request, pen),
    ...writeToolChoice(request, pen),
    ...writeOptions(request, pen),
    ...writeFormat(request, pen),
    ...writeReasoning(request, pen),
    ...restore(request.extras, ID),
  }
  return body
}

function writeMessages(request: Request, pen: Pen): WrittenObject {
  if (pen.isHome) {
    // A list that is empty or could not be read stands among the extras.
    return request.messages.length === 0
      ? {}
      : { messages: request.messages.flatMap((message) => writeMessage(message, pen)) }
  }
  const messages: Written[] = []
  const { instructions } = request
  if (instructions) {
    const role = spell(instructions.role, 'system')
    messages.push({
      role,
      ...writeContent(instructions.parts, { role: 'system', isBare: instructions.isBare ?? false }, pen),
    })
  }
  // Results are text only: their media follow in a user message, after all results of the turn, which must not be parted.
  let media: MediaPart[] = []
  for (const message of request.messages) {
    if (!message.parts.some((part) => part.kind === 'tool-result') && media.length > 0) {
      messages.push(mediaMessage(media, pen))
      media = []
    }
    messages.push(...writeMessage(message, pen))
    media.push(
      ...message.parts.flatMap((part) => (part.kind === 'tool-result' ? part.content.filter(isMedia) : [])),
    )
  }
  if (media.length > 0) messages.push(mediaMessage(media, pen))
  return { messages }
}

const isMedia = (part: Part): part is MediaPart =>
  part.kind === 'image' || part.kind === 'audio' || part.kind === 'file'

const mediaMessage = (media: readonly MediaPart[], pen: Pen): WrittenObject => ({
  role: added(
    'user',
    'result-media',
    'Tool messages hold text only, so the media of a result follow in a user message.',
  ),
  content: media.map((part) => writeContentPart(part, 'user', pen)).filter((part) => part !== undefined),
})

/** A message that holds results besides other things becomes several, the results first (openai.md §2.1). */
function writeMessage(message: Message, pen: Pen): WrittenObject[] {
  const results = message.parts.filter((part) => part.kind === 'tool-result')
  const others = message.parts.filter((part) => part.kind !== 'tool-result')
  const written = results.map((result) => writeResult(result, message, pen))
  if (others.length === 0 && results.length > 0) return written
  const { isBare = false, name } = message
  lose(pen.losses, 'no-field', 'Chat messages have no ids.', message.id)
  const role = message.role.value === 'tool' ? 'user' : message.role.value
  const turn = writeTurn(others, { role, isBare }, pen)
  return [...written, { role: writeRole(message, role, pen), name, ...turn, ...restore(message.extras, ID) }]
}

/** At home the word that was read, or none where none was. */
function writeRole(message: Message, role: Role, pen: Pen): Leaf<string> | undefined {
  if (!pen.isHome) return also(spell(message.role, role), message.tag)
  if (message.role.added) return undefined
  return message.tag ?? spell(message.role, role)
}

interface Place {
  readonly role: Role
  readonly isBare: boolean
}

function writeTurn(parts: readonly Part[], place: Place, pen: Pen): WrittenObject {
  const calls = parts.filter((part) => part.kind === 'tool-call')
  const isField = (part: Part): part is ReasoningPart =>
    part.kind === 'reasoning' && !(pen.isHome && part.tag?.value === STOOD.thinking)
  const reasoning = parts.filter(isField)
  const isRefusalField = (part: Part): boolean => pen.isHome && part.kind === 'refusal' && !part.tag
  const content = parts.filter((part) => part.kind !== 'tool-call' && !isField(part) && !isRefusalField(part))
  const refusal = parts.find(isRefusalField)
  const needsContent = !pen.isHome && calls.length === 0
  const written = writeContent(content, place, pen)
  return {
    ...(written.content === undefined && needsContent ? { content: '' } : written),
    ...(refusal?.kind === 'refusal' ? { refusal: refusal.text } : {}),
    ...writeReasoningField(reasoning, pen),
    ...writeCalls(calls, pen),
  }
}

function writeCalls(calls: readonly ToolCallPart[], pen: Pen): WrittenObject {
  const isLegacy = (call: ToolCallPart): boolean => pen.isHome && call.tag?.value === STOOD.functionCall
  const listed = calls.filter((call) => !isLegacy(call))
  const legacy = calls.find(isLegacy)
  return {
    ...(listed.length > 0 ? { tool_calls: listed.map((call) => writeCall(call, pen)) } : {}),
    ...(legacy
      ? {
          function_call: {
            name: legacy.name,
            arguments: callArguments(legacy, pen),
            ...restore(legacy.extras, ID),
          },
        }
      : {}),
  }
}

/**
 * One text stands as a bare string, which every compatible server understands (not all take lists); at home it stands as
 * it stood.
 */
function writeContent(
  parts: readonly Part[],
  { role, isBare }: Place,
  pen: Pen,
): { readonly content?: Written } {
  const [first] = parts
  const isString = pen.isHome ? isBare : true
  if (isString && parts.length === 1 && first?.kind === 'text' && !first.cacheMark) {
    if (!pen.isHome) loseSeal(first.seal, pen)
    return { content: also(first.text, first.tag) }
  }
  const written = parts.map((part) => writeContentPart(part, role, pen)).filter((part) => part !== undefined)
  return written.length === 0 ? {} : { content: written }
}

function writeResult(result: ToolResultPart, message: Message, pen: Pen): WrittenObject {
  const { isError, payload, callId, name } = result
  lose(pen.losses, 'no-field', 'Chat has no flag for a failed tool: its text must say so.', isError)
  if (pen.isHome) {
    return {
      role: writeRole(message, 'tool', pen),
      tool_call_id: callId,
      name,
      ...writeContent(result.content, { role: 'tool', isBare: result.isBare ?? false }, pen),
      ...restore(message.extras, ID),
    }
  }
  lose(pen.losses, 'no-field', 'A Chat tool message names its call by id alone.', name)
  const content = payload
    ? { content: made(textOfLeaf(payload), 'result-as-text', payload) }
    : writeContent(
        result.content.filter((part) => !isMedia(part)),
        { role: 'tool', isBare: result.isBare ?? false },
        pen,
      )
  // The role of a turn with several results is spoken for by the first; what became of it is the same for all.
  return {
    role: also(spell(message.role, 'tool'), result.tag),
    tool_call_id: callId ?? added('', 'no-call-id', 'The result names no call.'),
    ...(content.content === undefined ? { content: '' } : content),
  }
}
