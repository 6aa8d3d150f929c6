import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { presentAs } from '../../hub/present.ts'
import type { OutputFormat, ReasoningWish, SettingName, Settings } from '../../hub/request.ts'
import { readSettings } from '../../hub/settings.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { hint } from './places.ts'
import { ID, OTHER_SPELLINGS, SETTINGS } from './words.ts'

/** An entry of `nested` with nothing in it: this spelling was read, so it is the one to write at home. */
const SPELLED: Extras = { dialect: ID, entries: [] }

export const spellingPlace = (key: string): string => `/${key}`

export function readOptions(body: Cursor, nested: Record<string, Extras>): Settings {
  const settings: Partial<Record<SettingName, Leaf<Json>>> = { ...readSettings(body, SETTINGS) }
  for (const [key, name] of Object.entries(OTHER_SPELLINGS)) {
    const leaf = settings[name] ? undefined : body.json(key)
    if (!leaf) continue
    settings[name] = leaf
    nested[spellingPlace(key)] = SPELLED
  }
  const stop = readStop(body)
  if (stop) settings.stop = stop
  Object.assign(settings, readStreamOptions(body, nested))
  return settings
}

function readStreamOptions(body: Cursor, nested: Record<string, Extras>): Settings {
  const options = body.peek('stream_options')
  const isKnown = isObject(options) && Object.values(options).some((wish) => typeof wish === 'boolean')
  const at = isKnown ? body.object('stream_options') : undefined
  if (!at) return {}
  const includeUsage = at.boolean('include_usage')
  const includeObfuscation = at.boolean('include_obfuscation')
  const rest = at.rest(ID)
  if (rest) nested['/stream_options'] = rest
  return presentAs<Settings>({ includeUsage, includeObfuscation })
}

/** The step's name says at home that the list was one bare string. */
export const STOP_AS_LIST = 'stop-as-list'

function readStop(body: Cursor): Leaf<Json> | undefined {
  const text = body.string('stop')
  if (text) return spell(text, [text.value], STOP_AS_LIST)
  const value = body.peek('stop')
  return Array.isArray(value) ? body.json('stop') : undefined
}

const FORMAT_KINDS: ReadonlyMap<string, 'text' | 'json' | 'json-schema'> = new Map([
  ['text', 'text'],
  ['json_object', 'json'],
  ['json_schema', 'json-schema'],
])

export function readFormat(body: Cursor, nested: Record<string, Extras>): OutputFormat | undefined {
  const value = body.peek('response_format')
  const known = isObject(value) && typeof value.type === 'string' ? FORMAT_KINDS.get(value.type) : undefined
  if (!known || (known === 'json-schema' && !(isObject(value) && isObject(value.json_schema))))
    return undefined
  const at = body.object('response_format')
  const tag = at?.string('type')
  if (!at || !tag) return undefined
  const schema = known === 'json-schema' ? at.object('json_schema') : undefined
  const format = {
    kind: spell(tag, known),
    name: schema?.string('name'),
    description: schema?.string('description'),
    schema: schema?.json('schema'),
    strict: schema?.boolean('strict'),
    extras: at.rest(ID),
  }
  const rest = schema?.rest(ID)
  if (rest) nested['/response_format/json_schema'] = rest
  return presentAs<OutputFormat>(format)
}

/** The tag of a wish that was OpenRouter's object (openai.md §7 Q30). */
export const REASONING_OBJECT = 'chat:reasoning'

export function readReasoning(body: Cursor): ReasoningWish | undefined {
  const effort = body.string('reasoning_effort')
  if (effort) return { effort }
  const value = body.peek('reasoning')
  const at = isObject(value) && Object.keys(value).length > 0 ? body.object('reasoning') : undefined
  return (
    at &&
    presentAs<ReasoningWish>({
      tag: hint(REASONING_OBJECT),
      isOn: at.boolean('enabled'),
      effort: at.string('effort'),
      budget: at.number('max_tokens'),
      extras: at.rest(ID),
    })
  )
}
