import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { OutputFormat, Request, Settings, ToolChoice } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { ID, LOGPROBS_INCLUDE } from './words.ts'

type Mode = 'auto' | 'none' | 'required'
const MODES: ReadonlySet<unknown> = new Set(['auto', 'none', 'required'])

/** Hosted choices stay raw. openai.md §3.4. */
export function readToolChoice(body: Cursor): ToolChoice | undefined {
  const choice = body.peek('tool_choice')
  if (MODES.has(choice)) return { mode: body.string('tool_choice') as Leaf<Mode> }
  if (!isObject(choice)) return undefined
  if ((choice.type === 'function' || choice.type === 'custom') && typeof choice.name === 'string')
    return readForcedChoice(body.at('tool_choice') as Cursor)
  if (choice.type !== 'allowed_tools' || !MODES.has(choice.mode) || !isNameList(choice.tools))
    return undefined
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

const isNameList = (tools: Json | undefined): boolean =>
  Array.isArray(tools) &&
  tools.every(
    (tool) =>
      isObject(tool) &&
      tool.type === 'function' &&
      typeof tool.name === 'string' &&
      Object.keys(tool).length === 2,
  )

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
