import type { Target } from '../../hub/dialect.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, made, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { modelFor } from '../../hub/model.ts'
import type { Part, ReasoningPart, ToolCallPart, ToolResultPart } from '../../hub/part.ts'
import type { Message, Request, Settings } from '../../hub/request.ts'
import { writeSettings } from '../../hub/settings.ts'
import { textOfLeaf } from '../../hub/text.ts'
import {
  field,
  ID,
  isContentType,
  LOGPROBS_INCLUDE,
  NO_SETTING,
  plain,
  ROLE_WORDS,
  restoreUnder,
  SETTINGS,
} from './words.ts'
import { writeReasoningWish, writeText } from './write-options.ts'
import type { Way } from './write-part.ts'
import { loseSeal, textOnly, writeContent } from './write-part.ts'
import { writeToolChoice, writeTools } from './write-tools.ts'

/** openai.md §§3, 8. */
export function writeRequest(request: Request, target: Target, losses: Losses): WrittenObject {
  const isOwn = request.dialect === ID
  const keepsFiles = isOwn || request.dialect === 'openai-chat'
  const way: Way = { losses, isOwn, keepsFiles, customCalls: customCallsOf(request) }
  const { settings, chain } = request
  const tools = writeTools(request.tools, way)
  for (const [name, why] of NO_SETTING)
    lose(losses, name === 'includeUsage' ? 'always-sent' : 'no-field', why, settings[name])
  return {
    model: modelFor(request, target),
    instructions: writeInstructions(request, way),
    input: writeInput(request, way),
    tools: tools.length > 0 ? tools : undefined,
    tool_choice: request.toolChoice && writeToolChoice(request.toolChoice, request.tools),
    ...writeSettings(fitting(settings, way), SETTINGS),
    stream_options: settings.includeObfuscation && { include_obfuscation: settings.includeObfuscation },
    ...(way.isOwn || settings.store ? {} : { store: NOT_STORED }),
    text: writeText(request),
    reasoning: request.reasoning && writeReasoningWish(request.reasoning, way),
    include:
      way.isOwn || settings.logprobs?.value !== true
        ? undefined
        : [spell(settings.logprobs, LOGPROBS_INCLUDE)],
    previous_response_id: way.isOwn ? chain?.previousResponseId : undefined,
    conversation: way.isOwn ? chain?.conversation : undefined,
    ...restoreUnder('', request.extras),
  }
}

/** Tokens: `Invalid 'max_output_tokens': integer below minimum value.` openai.md §3.1, pi#9845 */
const LEAST_OUTPUT = 16

function fitting(settings: Settings, { isOwn }: Way): Settings {
  const { maxTokens } = settings
  const isTooFew = !isOwn && typeof maxTokens?.value === 'number' && maxTokens.value < LEAST_OUTPUT
  return isTooFew ? { ...settings, maxTokens: spell(maxTokens, LEAST_OUTPUT, 'fit-max-tokens') } : settings
}

const customCallsOf = ({ messages }: Request): ReadonlySet<string> =>
  new Set(
    messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'tool-call' && part.isCustom && part.id ? [part.id.value] : [])),
    ),
  )

const NOT_STORED = added(
  false,
  'other-default',
  'Responses stores what it is not told to forget; the other dialects do not.',
)

function writeInstructions({ instructions }: Request, { losses }: Way): Written {
  if (!instructions) return undefined
  lose(losses, 'no-field', 'The field has no role of its own.', instructions.role)
  const texts = textOnly(instructions.parts, losses, 'Instructions are text only.')
  const [only] = texts
  if (!only) return undefined
  return texts.length === 1
    ? only
    : made(texts.map((text) => text.value).join('\n\n'), 'join-instructions', ...texts)
}

/** No input at all is legal (a stored prompt may bring it); an empty list of our own comes back with the extras. */
function writeInput(request: Request, way: Way): Written {
  const [first] = request.messages
  if (!first) return way.isOwn ? undefined : []
  const bare = request.isBareInput && way.isOwn ? bareText(first) : undefined
  return bare ?? request.messages.flatMap((message) => writeMessage(message, way))
}

const bareText = ({ parts: [part] }: Message): Leaf<string> | undefined =>
  part?.kind === 'text' ? part.text : undefined

/** One hub message as items in order: neighbouring texts and media share a message item, all else stands alone. */
function writeMessage(message: Message, way: Way): Written[] {
  lose(way.losses, 'no-field', 'Message items have no name.', message.name)
  const items: Written[] = []
  let content: Part[] = []
  const flush = (): void => {
    if (content.length > 0) items.push(writeMessageItem(message, content, way))
    content = []
  }
  for (const part of message.parts) {
    if (isContent(part)) content.push(part)
    else {
      flush()
      const item = writeItem(part, message, way)
      if (item) items.push(item)
    }
  }
  flush()
  // A message of ours may be empty; of others it has nothing to say.
  return items.length === 0 && way.isOwn && message.parts.length === 0
    ? [writeMessageItem(message, [], way)]
    : items
}

const isContent = (part: Part): boolean =>
  part.kind === 'opaque'
    ? isContentType(plain(field(part.raw, 'type')))
    : part.kind !== 'tool-call' && part.kind !== 'tool-result' && part.kind !== 'reasoning'

function writeMessageItem(message: Message, parts: readonly Part[], way: Way): WrittenObject {
  const role = spell(message.role, ROLE_WORDS[message.role.value])
  const [first] = parts
  const isAssistant = message.role.value === 'assistant'
  // The easy form of an assistant message prefers a string. openai.md §3.2.
  const isBare =
    parts.length === 1 && first?.kind === 'text' && (message.isBare || (isAssistant && !way.isOwn))
  if (isBare) loseSeal(first.seal, way.losses)
  const content = isBare
    ? also(first.text, first.tag)
    : parts.flatMap((part) => writeContent(part, isAssistant ? 'output' : 'input', way))
  return {
    type: message.tag && spell(message.tag, 'message'),
    id: way.isOwn ? message.id : undefined,
    role,
    content,
    ...restoreUnder('', message.extras),
  }
}

function writeItem(part: Part, message: Message, way: Way): Written {
  switch (part.kind) {
    case 'tool-call':
      return writeCall(part, message, way)
    case 'tool-result':
      return writeResult(part, message, way)
    case 'reasoning':
      return writeReasoning(part, message, way)
    case 'opaque':
      if (part.dialect === ID) return part.raw
      lose(way.losses, 'foreign-item', 'Only its own dialect knows this item.', part.raw)
      return undefined
    default:
      return undefined
  }
}

/** The item's type also stands for the role of its message: the model called, the tool answered. */
const typeOf = (part: { readonly tag?: Leaf<string> }, word: string, message: Message): Leaf<string> =>
  also(
    spell(part.tag, word),
    part.tag?.from.some((origin) => message.role.from.includes(origin)) ? undefined : message.role,
  )

function writeCall(part: ToolCallPart, message: Message, way: Way): WrittenObject {
  loseSeal(part.seal, way.losses)
  return {
    type: typeOf(part, part.isCustom ? 'custom_tool_call' : 'function_call', message),
    id: way.isOwn ? part.itemId : undefined,
    call_id: part.id,
    name: part.name,
    [part.isCustom ? 'input' : 'arguments']: part.arguments,
    ...restoreUnder('', part.extras),
  }
}

function writeResult(part: ToolResultPart, message: Message, way: Way): WrittenObject {
  lose(way.losses, 'no-field', 'A result has no error flag here; its text must say so.', part.isError)
  if (!way.isOwn)
    lose(way.losses, 'no-field', 'A result is paired by its call id, not by the name of the tool.', part.name)
  const isCustom = part.isCustom || (!way.isOwn && way.customCalls?.has(part.callId?.value ?? '') === true)
  return {
    type: typeOf(part, isCustom ? 'custom_tool_call_output' : 'function_call_output', message),
    call_id: part.callId,
    name: way.isOwn ? part.name : undefined,
    output: writeOutput(part, way),
    ...restoreUnder('', part.extras),
  }
}

/** A string where one text says all: older servers take nothing else. */
function writeOutput({ payload, content, isBare }: ToolResultPart, way: Way): Written {
  if (payload) {
    const text = spell(payload, textOfLeaf(payload), 'payload-as-text')
    const media = content.flatMap((part) => writeContent(part, 'input', way))
    return media.length > 0 ? [{ type: 'input_text', text }, ...media] : text
  }
  const [first] = content
  if (!first) return way.isOwn && !isBare ? [] : ''
  if (content.length === 1 && first.kind === 'text' && (isBare || !way.isOwn))
    return also(first.text, first.tag)
  return content.flatMap((part) => writeContent(part, 'input', way))
}

/** Sealed by us: verbatim. Sealed elsewhere: what may be shown of it, as a summary without an id. openai.md §6.1. */
function writeReasoning(part: ReasoningPart, message: Message, way: Way): WrittenObject | undefined {
  loseSeal(part.seal, way.losses)
  const seal = part.seal?.dialect === ID ? part.seal.value : undefined
  const texts =
    part.summaries ?? (part.text && part.text.value !== '' ? [{ text: part.text, tag: undefined }] : [])
  if (texts.length === 0 && !seal && !way.isOwn) {
    lose(
      way.losses,
      'empty-part',
      'Nothing is left of this thinking that Responses could be told.',
      part.tag,
      part.text,
    )
    return undefined
  }
  const isRaw = way.isOwn && (part.summaries?.[0]?.tag ?? part.tag)?.value === 'reasoning_text'
  const word = isRaw ? 'reasoning_text' : 'summary_text'
  const list = texts.map(({ text, tag }) => ({ type: tag ? spell(tag, word) : word, text }))
  return {
    type: typeOf(part, 'reasoning', message),
    id: way.isOwn ? part.itemId : undefined,
    ...(isRaw ? { content: list } : list.length > 0 || !way.isOwn ? { summary: list } : {}),
    encrypted_content: seal,
    ...restoreUnder('', part.extras),
  }
}
