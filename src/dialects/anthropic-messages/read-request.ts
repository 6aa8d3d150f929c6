import { argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import type { MediaSource, Part } from '../../hub/part.ts'
import { present } from '../../hub/present.ts'
import type {
  Chain,
  Instructions,
  Message,
  OutputFormat,
  ReasoningWish,
  Request,
  Role,
  Settings,
} from '../../hub/request.ts'
import { readSettings } from '../../hub/settings.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { readGivenText } from './given-text.ts'
import { readMcpServers } from './mcp.ts'
import { readToolChoice, readTools, wordAt } from './read-tools.ts'
import { DISPLAYS, ID, ours, ROLES, SETTINGS, THINKING, TIERS, wordOf } from './words.ts'

/** anthropic-gemini.md §A.1 */
export function readRequest(body: Cursor): Request {
  const nested: Record<string, Extras> = {}
  const settings = readSettings(body, SETTINGS)
  const choice = readToolChoice(body)
  Object.assign(settings, choice?.settings, readNestedSettings(body, nested))
  const head = present({ model: body.string('model'), instructions: readSystem(body) })
  const messages = (body.list('messages') ?? []).map(readMessage)
  const tools = [...readTools(body), ...readMcpServers(body)]
  const { format, effort } = readOutput(body, nested)
  const reasoning = readThinking(body, effort)
  const chain = readThread(body)
  const rest = present({ toolChoice: choice?.choice, format, reasoning, chain, extras: body.rest(ID) })
  const inner = Object.keys(nested).length > 0 ? { nested } : {}
  return { dialect: ID, ...head, messages, tools, settings, ...rest, ...inner }
}

function readSystem(body: Cursor): Instructions | undefined {
  const text = body.string('system')
  if (text) return { parts: [{ kind: 'text', text }], isBare: true }
  const parts = body.list('system')
  return parts && { parts: parts.map(readPart) }
}

/** An unknown role stays among the extras, which are written last. What has no role at all is kept raw. */
function readMessage(item: Cursor): Message {
  if (!item.has('role')) return { role: unknownRole(), parts: [opaque(item)], isBare: true }
  const hubRole = wordOf(ROLES, item.peek('role'))
  const role = hubRole ? spell(item.string('role'), hubRole) : unknownRole()
  const text = item.string('content')
  const parts = text ? undefined : item.list('content')?.map(readPart)
  // No content at all is told from an empty list by isBare.
  const content: Pick<Message, 'parts' | 'isBare'> = text
    ? { parts: [{ kind: 'text', text }], isBare: true }
    : parts
      ? { parts }
      : { parts: [], isBare: true }
  return { role, ...content, ...present({ extras: item.rest(ID) }) }
}

const unknownRole = (): Leaf<Role> =>
  added('user', 'unknown-role', 'The message has no role that Messages knows.')

const opaque = (part: Cursor): Part => ({ kind: 'opaque', dialect: ID, raw: part.leaf() })

type PartReader = (part: Cursor, tag: Leaf<string>) => Part | undefined

/** Content blocks that mean the same in other dialects; all others, and malformed ones, stay raw. §A.3 */
const PARTS: Readonly<Record<string, PartReader>> = {
  text: (part, tag) => {
    const text = part.string('text')
    return text && { kind: 'text', tag, text, ...present({ extras: part.rest(ID) }) }
  },
  thinking: (part, tag) => {
    const text = part.string('thinking')
    const signature = part.string('signature')
    const seal = signature && { dialect: ID, value: signature }
    return text && { kind: 'reasoning', tag, text, ...present({ seal, extras: part.rest(ID) }) }
  },
  redacted_thinking: (part, tag) => {
    const data = part.string('data')
    const seal = data && { dialect: ID, value: data }
    return seal && { kind: 'reasoning', tag, isRedacted: true, seal, ...present({ extras: part.rest(ID) }) }
  },
  tool_use: (part, tag) => {
    const id = part.string('id')
    const name = part.string('name')
    const input = part.object('input')?.leaf()
    if (!id || !name || !input) return undefined
    return {
      kind: 'tool-call',
      tag,
      id,
      name,
      arguments: argumentsAsText(input),
      ...present({ extras: part.rest(ID) }),
    }
  },
  tool_result: readResult,
  image: (part, tag) => {
    const source = readSource(part)
    return source && { kind: 'image', tag, source, ...present({ extras: part.rest(ID) }) }
  },
  search_result: readGivenText,
  document: (part, tag) => {
    const given = readGivenText(part, tag)
    if (given) return given
    const source = readSource(part)
    const filename = part.string('title')
    return source && { kind: 'file', tag, source, ...present({ filename, extras: part.rest(ID) }) }
  },
}

function readPart(part: Cursor): Part {
  const type = part.peek('type')
  const read = typeof type === 'string' ? wordOf(PARTS, type) : undefined
  const tag = read && part.string('type')
  return (tag && read(part, tag)) ?? opaque(part)
}

function readResult(part: Cursor, tag: Leaf<string>): Part | undefined {
  const callId = part.string('tool_use_id')
  if (!callId) return undefined
  const text = part.string('content')
  const list = text ? undefined : part.list('content')?.map(readPart)
  const content: readonly Part[] = text ? [{ kind: 'text', text }] : (list ?? [])
  const isError = part.boolean('is_error')
  const form = list ? {} : { isBare: true }
  return {
    kind: 'tool-result',
    tag,
    callId,
    content,
    ...form,
    ...present({ isError, extras: part.rest(ID) }),
  }
}

/** A source with anything that the hub has no place for is not understood, so that its whole block stays raw. */
function readSource(part: Cursor): MediaSource | undefined {
  const source = part.object('source')
  const type = source?.string('type')
  if (!source || !type) return undefined
  const read = wordOf(SOURCES, type.value)?.(source, type)
  return read && !source.rest(ID) ? read : undefined
}

/** The word for the kind of source goes with its main value: the hub says it by the value's own place. */
const SOURCES: Readonly<Record<string, (source: Cursor, type: Leaf<string>) => MediaSource | undefined>> = {
  base64: (source, type) => {
    const data = source.string('data')
    return (
      data && {
        kind: 'base64',
        data: also(data, type),
        ...present({ mediaType: source.string('media_type') }),
      }
    )
  },
  url: (source, type) => {
    const url = source.string('url')
    return url && { kind: 'url', url: also(url, type) }
  },
  file: (source, type) => {
    const id = source.string('file_id')
    return id && { kind: 'file-id', id: also(id, type) }
  },
}

/** `{"type":"continue"}` goes on after a message that the server keeps; a thread that is begun says nothing elsewhere. */
function readThread(body: Cursor): Chain | undefined {
  const thread = body.peek('thread')
  const isKnown =
    isObject(thread) &&
    thread.type === 'continue' &&
    typeof thread.previous_message_id === 'string' &&
    Object.keys(thread).length === 2
  const at = isKnown ? body.object('thread') : undefined
  const previousResponseId = at?.string('previous_message_id')
  return previousResponseId && { ...present({ tag: at?.string('type') }), previousResponseId }
}

function readNestedSettings(body: Cursor, nested: Record<string, Extras>): Settings {
  const tier = wordOf(TIERS, body.peek('service_tier'))
  const serviceTier = tier === undefined ? undefined : spell(body.string('service_tier'), tier)
  const hasUser = typeof wordAt(body.peek('metadata'), 'user_id') === 'string'
  const metadata = hasUser ? body.object('metadata') : undefined
  const user = metadata?.string('user_id')
  keep(nested, '/metadata', metadata?.rest(ID))
  return present({ serviceTier, user })
}

const keep = (nested: Record<string, Extras>, pointer: string, extras: Extras | undefined): void => {
  if (extras) nested[pointer] = extras
}

/** The top-level `output_format` is the older place; that it was used is remembered by its (perhaps empty) extras. */
function readOutput(
  body: Cursor,
  nested: Record<string, Extras>,
): { format?: OutputFormat; effort?: Leaf<string> } {
  const old = isFormat(body.peek('output_format')) ? body.object('output_format') : undefined
  if (old) nested['/output_format'] = ours(undefined)
  const wanted = body.peek('output_config')
  const isKnown = typeof wordAt(wanted, 'effort') === 'string' || (!old && isFormat(wordAt(wanted, 'format')))
  const config = isKnown ? body.object('output_config') : undefined
  const effort = config?.string('effort')
  const wrapped = config && !old && isFormat(config.peek('format')) ? config.object('format') : undefined
  const place = old ?? wrapped
  const format = place && readFormat(place)
  keep(nested, '/output_config', config?.rest(ID))
  return present({ format, effort })
}

const isFormat = (value: Json | undefined): boolean => wordAt(value, 'type') === 'json_schema'

const readFormat = (format: Cursor): OutputFormat => ({
  kind: spell(format.string('type'), 'json-schema' as const),
  ...present({ schema: format.json('schema'), extras: format.rest(ID) }),
})

function readThinking(body: Cursor, effort: Leaf<string> | undefined): ReasoningWish | undefined {
  const type = wordAt(body.peek('thinking'), 'type')
  const isOn = wordOf(THINKING, type)
  const thinking = isOn === undefined ? undefined : body.object('thinking')
  if (isOn === undefined || !thinking) return effort && { effort }
  const tag = thinking.string('type')
  const budget = thinking.number('budget_tokens')
  const shown = wordOf(DISPLAYS, thinking.peek('display'))
  const summary = shown === undefined ? undefined : spell(thinking.string('display'), shown)
  return {
    isOn: spell(tag, isOn),
    ...present({ tag, effort, budget, summary, extras: thinking.rest(ID) }),
  }
}
