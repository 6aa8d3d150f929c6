import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { Part, ReasoningPart, ToolResultPart } from '../../hub/part.ts'
import type { Instructions, Message, Request, Role, Settings } from '../../hub/request.ts'
import { readSettings } from '../../hub/settings.ts'
import type { Json } from '../../wire/json.ts'
import {
  readInclude,
  readReasoningWish,
  readStreamOptions,
  readText,
  readToolChoice,
} from './read-options.ts'
import { opaque, readCallPart, readContent, readReasoningTexts, withRest } from './read-part.ts'
import { readTool } from './read-tools.ts'
import { ID, ours, ROLES, SETTINGS } from './words.ts'

/** openai.md §3. Empty lists and objects are left to the extras: else they could not be told from none. */
export function readRequest(body: Cursor): Request {
  const model = body.string('model')
  const instructions = readInstructions(body)
  const messages = readInput(body)
  const tools = isFilledList(body.peek('tools')) ? body.list('tools')?.map(readTool) : undefined
  const toolChoice = readToolChoice(body)
  const text = readText(body)
  const reasoning = readReasoningWish(body)
  const previousResponseId = body.string('previous_response_id')
  const conversation = body.json('conversation')
  const { logprobs, extra } = readInclude(body)
  const settings: Settings = {
    ...readSettings(body, SETTINGS),
    ...readStreamOptions(body),
    ...text?.settings,
    ...(logprobs && { logprobs }),
  }
  const rest = body.rest(ID)
  const extras = extra ? ours(rest?.entries ?? [], [extra]) : rest
  return {
    dialect: ID,
    messages: messages ?? [],
    tools: tools ?? [],
    settings,
    ...(model && { model }),
    ...(instructions && { instructions }),
    ...(toolChoice && { toolChoice }),
    ...(text?.format && { format: text.format }),
    ...(text?.nested && { nested: { '/text': text.nested } }),
    ...(reasoning && { reasoning }),
    ...((previousResponseId || conversation) && {
      chain: { ...(previousResponseId && { previousResponseId }), ...(conversation && { conversation }) },
    }),
    ...(typeof body.peek('input') === 'string' && { isBareInput: true }),
    ...(extras && { extras }),
  }
}

function readInstructions(body: Cursor): Instructions | undefined {
  const text = body.string('instructions')
  return text && { parts: [{ kind: 'text', text }], isBare: true }
}

const isFilledList = (value: Json | undefined): boolean => Array.isArray(value) && value.length > 0

function readInput(body: Cursor): Message[] | undefined {
  const bare = body.string('input')
  if (bare)
    return [{ role: { value: 'user', from: [] }, parts: [{ kind: 'text', text: bare }], isBare: true }]
  return isFilledList(body.peek('input')) ? body.list('input')?.map(readItem) : undefined
}

const ITEM_READERS: Readonly<Record<string, (item: Cursor) => Message | undefined>> = {
  message: readMessage,
  function_call: readCall,
  custom_tool_call: readCall,
  function_call_output: readResult,
  custom_tool_call_output: readResult,
  reasoning: readReasoning,
}

/** Items that the client makes although they are no messages; all others stem from the model. */
const CLIENT_ITEMS =
  /_output$|^(?:additional_tools|configuration_update|compaction_trigger|mcp_approval_response)$/

function readItem(item: Cursor): Message {
  const type = item.peek('type') ?? 'message'
  const read = typeof type === 'string' && Object.hasOwn(ITEM_READERS, type) ? ITEM_READERS[type] : undefined
  const message = item.isObject ? read?.(item) : undefined
  if (message) return message
  const role: Role =
    typeof type === 'string' && item.isObject && type !== 'message' && !CLIENT_ITEMS.test(type)
      ? 'assistant'
      : 'user'
  return { role: { value: role, from: [] }, parts: [opaque(item)] }
}

function readMessage(item: Cursor): Message | undefined {
  const content = item.peek('content')
  const known = item.peek('role')
  if (typeof known !== 'string' || !ROLES.has(known)) return undefined
  if (typeof content !== 'string' && !Array.isArray(content)) return undefined
  const tag = item.string('type')
  const role = item.string('role')
  const id = item.string('id')
  const text = item.string('content')
  const parts: Part[] = text ? [{ kind: 'text', text }] : (item.list('content') ?? []).map(readContent)
  const extras = item.rest(ID)
  return {
    role: spell(role, known as Role),
    parts,
    ...(text && { isBare: true }),
    ...(tag && { tag }),
    ...(id && { id }),
    ...(extras && { extras }),
  }
}

function readCall(item: Cursor): Message | undefined {
  const part = readCallPart(item)
  return part && { role: spell(part.tag, 'assistant'), parts: [withRest(item, part)] }
}

function readResult(item: Cursor): Message | undefined {
  const output = item.peek('output')
  if (typeof output !== 'string' && !Array.isArray(output)) return undefined
  const tag = item.string('type')
  const callId = item.string('call_id')
  const name = item.string('name')
  const text = item.string('output')
  const part: ToolResultPart = {
    kind: 'tool-result',
    content: text ? [{ kind: 'text', text }] : (item.list('output') ?? []).map(readContent),
    ...(text && { isBare: true }),
    ...(tag && { tag }),
    ...(callId && { callId }),
    ...(name && { name }),
    ...(tag?.value === 'custom_tool_call_output' && { isCustom: true }),
  }
  return { role: spell(tag, 'tool'), parts: [withRest(item, part)] }
}

function readReasoning(item: Cursor): Message {
  const type = item.string('type')
  const itemId = item.string('id')
  const seal = item.string('encrypted_content')
  const texts = readReasoningTexts(item)
  const [only] = texts
  // With one text, the tag's word says whether it is a summary or the raw thinking.
  const tag = only && texts.length === 1 ? also(only.tag as Leaf<string>, type) : type
  const part: ReasoningPart = {
    kind: 'reasoning',
    ...(tag && { tag }),
    ...(only && (texts.length === 1 ? { text: only.text } : { summaries: texts })),
    ...(seal && { seal: { dialect: ID, value: seal } }),
    ...(itemId && { itemId }),
  }
  return { role: spell(type, 'assistant'), parts: [withRest(item, part)] }
}
