import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { OutputFormat, Request, Settings, ToolChoice } from '../../hub/request.ts'
import { SEARCH_NAME } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { ID, LOGPROBS_INCLUDE, SEARCH_TOOL } from './words.ts'

type Mode = 'auto' | 'none' | 'required'
const MODES: ReadonlySet<unknown> = new Set(['auto', 'none', 'required'])

/** Hosted choices stay raw. openai.md §3.4. */
export function readToolChoice(body: Cursor): ToolChoice | undefined {
  const choice = body.peek('tool_choice')
  if (MODES.has(choice)) return { mode: body.string('tool_choice') as Leaf<Mode> }
  if (!isObject(choice)) return undefined
  if ((choice.type === 'function' || choice.type === 'custom') && typeof choice.name === 'string')
    return readForcedChoice(body.at('tool_choice') as Cursor)
  if (typeof choice.type === 'string' && SEARCH_TOOL.test(choice.type) && Object.keys(choice).length === 1)
    return readHostedChoice(body.at('tool_choice') as Cursor)
  if (choice.type !== 'allowed_tools' || !MODES.has(choice.mode)) return undefined
  if (!isNameList(choice.tools, customNames(body.peek('tools')))) return undefined
  const cursor = body.at('tool_choice') as Cursor
  const tag = cursor.string('type') as Leaf<string>
  const mode = cursor.string('mode') as Leaf<Mode>
  const names = (cursor.list('tools') ?? []).map((tool) =>
    also(tool.string('name') as Leaf<string>, tool.string('type')),
  )
  return withExtras({ tag, mode, names }, cursor.rest(ID))
}

function readForcedChoice(choice: Cursor): ToolChoice {
  const tag = choice.string('type') as Leaf<string>
  const name = choice.string('name') as Leaf<string>
  return withExtras({ tag, mode: spell(tag, 'required'), names: [name], isForced: true }, choice.rest(ID))
}

/** The other hosted tools have no counterpart, and so has a choice of one: it stays raw. */
function readHostedChoice(choice: Cursor): ToolChoice {
  const tag = choice.string('type') as Leaf<string>
  return {
    tag,
    mode: spell(tag, 'required'),
    names: [spell(tag, SEARCH_NAME)],
    isForced: true,
    isHosted: true,
  }
}

/** Each by its own kind: what says otherwise could not be written back. */
function isNameList(tools: Json | undefined, customs: ReadonlySet<Json>): boolean {
  const isNamed = (tool: Json): boolean =>
    isObject(tool) &&
    typeof tool.name === 'string' &&
    tool.type === (customs.has(tool.name) ? 'custom' : 'function') &&
    Object.keys(tool).length === 2
  return Array.isArray(tools) && (tools as readonly Json[]).every(isNamed)
}

function customNames(tools: Json | undefined): ReadonlySet<Json> {
  const list = Array.isArray(tools) ? (tools as readonly Json[]) : []
  return new Set(
    list.flatMap((tool) =>
      isObject(tool) && tool.type === 'custom' && tool.name !== undefined ? [tool.name] : [],
    ),
  )
}

const withExtras = <N extends object>(node: N, extras: Extras | undefined): N =>
  extras ? { ...node, extras } : node

const isFilled = (value: Json | undefined): boolean => isObject(value) && Object.keys(value).length > 0

/** `text` holds the format and the verbosity. An empty object is left to the extras. */
export function readText(
  body: Cursor,
): { format?: OutputFormat; settings: Settings; nested?: Extras } | undefined {
  if (!isFilled(body.peek('text'))) return undefined
  const text = body.at('text') as Cursor
  const format = readFormat(text)
  const verbosity = text.string('verbosity')
  const nested = text.rest(ID)
  return { ...(format && { format }), settings: verbosity ? { verbosity } : {}, ...(nested && { nested }) }
}

const FORMATS: Readonly<Record<string, 'text' | 'json' | 'json-schema'>> = {
  text: 'text',
  json_object: 'json',
  json_schema: 'json-schema',
}

function readFormat(text: Cursor): OutputFormat | undefined {
  const given = text.peek('format')
  const kind =
    isObject(given) && typeof given.type === 'string' && Object.hasOwn(FORMATS, given.type)
      ? FORMATS[given.type]
      : undefined
  if (!kind) return undefined
  const format = text.at('format') as Cursor
  const type = format.string('type')
  const name = format.string('name')
  const description = format.string('description')
  const schema = format.json('schema')
  const strict = format.boolean('strict')
  return withExtras(
    {
      kind: spell(type, kind),
      ...(name && { name }),
      ...(description && { description }),
      ...(schema && { schema }),
      ...(strict && { strict }),
    },
    format.rest(ID),
  )
}

export function readReasoningWish(body: Cursor): Request['reasoning'] {
  if (!isFilled(body.peek('reasoning'))) return undefined
  const wish = body.at('reasoning') as Cursor
  const effort = wish.string('effort')
  const summary = wish.string('summary')
  return withExtras({ ...(effort && { effort }), ...(summary && { summary }) }, wish.rest(ID))
}

/** Padding of the events against guessing their lengths. Anything else in there is left to the extras. */
export function readStreamOptions(body: Cursor): Settings {
  const options = body.peek('stream_options')
  const isKnown =
    isObject(options) && Object.keys(options).length === 1 && typeof options.include_obfuscation === 'boolean'
  const includeObfuscation = isKnown
    ? body.object('stream_options')?.boolean('include_obfuscation')
    : undefined
  return includeObfuscation ? { includeObfuscation } : {}
}

/**
 * Log probabilities are asked for by a word in `include`: the hub's boolean. The list itself travels as an extra, for the
 * other words in it have no neutral meaning.
 */
export function readInclude(body: Cursor): { logprobs?: Leaf<Json>; extra?: Extras['entries'][number] } {
  const words = body.list('include')
  if (!words) return {}
  const word = words.find((entry) => entry.value === LOGPROBS_INCLUDE)
  const list = (body.at('include') as Cursor).leaf()
  return { extra: ['include', list], ...(word && { logprobs: spell(word.leaf(), true) }) }
}
