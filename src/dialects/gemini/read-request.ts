import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, spell, withNumbers } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type {
  Instructions,
  Message,
  OutputFormat,
  ReasoningWish,
  Request,
  Role,
  SettingName,
  Settings,
  Tool,
  ToolChoice,
} from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { readPart } from './read-part.ts'
import { readToolGroup } from './read-tools.ts'
import type { Form } from './words.ts'
import {
  DIALECT,
  filled,
  filledList,
  formOf,
  HUB_ROLES,
  keyIn,
  LEVELS,
  SETTINGS,
  TIERS,
  tagOf,
  WIRE_ROLES,
  wordOf,
} from './words.ts'

/** Where the forms of keys in wrapping objects are kept among `nested`; no JSON pointer, so it meets no other entry. */
export const FORM_KEY = 'form'

/** A generateContent body. The model and whether to stream stand in its URL. anthropic-gemini.md §G.1. */
export function readRequest(body: Cursor): Request {
  const form: Form = []
  const nested: Record<string, Extras> = {}
  const messages = (filledList(body, 'contents') ?? []).map(readMessage)
  const instructions = readInstructions(body)
  const listed = (filledList(body, 'tools') ?? []).flatMap(readToolGroup)
  const toolChoice = readToolConfig(body, nested, form)
  const tools = toolChoice && isValidated(toolChoice) ? listed.map((tool) => held(tool, toolChoice)) : listed
  const config = readConfig(body, nested, form)
  const settings: Settings = { ...config?.settings, ...readRootSettings(body, form) }
  const cache = body.string(keyIn(body, 'cachedContent', form))
  if (form.length > 0)
    nested[FORM_KEY] = { dialect: DIALECT, entries: form.map((key) => [key, spell(undefined, key)]) }
  return {
    dialect: DIALECT,
    messages,
    tools,
    settings,
    ...(cache ? { chain: { cache } } : {}),
    ...present({ instructions, toolChoice, format: config?.format, reasoning: config?.reasoning }),
    ...(Object.keys(nested).length > 0 ? { nested } : {}),
    ...present({ extras: body.rest(DIALECT) }),
  }
}

function readMessage(content: Cursor): Message {
  const bareRole: Leaf<Role> = added(
    'user',
    'default-role',
    'Gemini takes a content without a role for the user’s.',
  )
  if (!content.isObject) {
    return {
      role: bareRole,
      parts: [{ kind: 'opaque', dialect: DIALECT, raw: content.leaf() }],
      isBare: true,
    }
  }
  const word = content.peek('role')
  const hubRole = typeof word === 'string' ? HUB_ROLES[word] : undefined
  const role = hubRole && spell(content.string('role'), hubRole)
  const form: Form = hubRole && WIRE_ROLES[hubRole] !== word ? [`=${word}`] : []
  const parts = (filledList(content, 'parts') ?? []).map(readPart)
  return { role: role ?? bareRole, parts, ...present({ tag: tagOf(form), extras: content.rest(DIALECT) }) }
}

/** Only its text counts; the role is ignored by the server. A bare string is tolerated here, as some clients send it. */
function readInstructions(body: Cursor): Instructions | undefined {
  const form: Form = []
  const key = keyIn(body, 'systemInstruction', form)
  const bareText = body.string(key)
  if (bareText)
    return { parts: [{ kind: 'text', text: bareText }], isBare: true, ...present({ tag: tagOf(form) }) }
  const probe = body.peek(key)
  if (!isObject(probe) || !Array.isArray(probe.parts) || probe.parts.length === 0) return undefined
  const content = body.object(key) as Cursor
  const role = content.string('role')
  const parts = (content.list('parts') ?? []).map(readPart)
  return { parts, ...present({ role, tag: tagOf(form), extras: content.rest(DIALECT) }) }
}

const MODES: Readonly<Record<string, 'auto' | 'none' | 'required'>> = {
  AUTO: 'auto',
  VALIDATED: 'auto',
  ANY: 'required',
  NONE: 'none',
}

function readToolConfig(body: Cursor, nested: Record<string, Extras>, form: Form): ToolChoice | undefined {
  const config = filled(body, keyIn(body, 'toolConfig', form))
  if (!config) return undefined
  const choice = readToolChoice(config, form)
  const rest = config.rest(DIALECT)
  if (rest) nested['/toolConfig'] = rest
  return choice
}

/** VALIDATED leaves the choice free but holds calls to their schema: `auto`, with its own word kept. */
function readToolChoice(config: Cursor, wrapForm: Form): ToolChoice | undefined {
  const key = keyIn(config, 'functionCallingConfig', [])
  const probe = config.peek(key)
  const word = isObject(probe) ? probe.mode : undefined
  const meaning = typeof word === 'string' ? MODES[word] : undefined
  if (!meaning) return undefined
  keyIn(config, 'functionCallingConfig', wrapForm)
  const calling = config.object(key) as Cursor
  const form: Form = word === 'VALIDATED' ? ['=VALIDATED'] : []
  const mode = spell(calling.string('mode'), meaning)
  const names = readNames(calling, keyIn(calling, 'allowedFunctionNames', form))
  const isForced = word === 'ANY' && names?.length === 1 ? true : undefined
  return { mode, ...present({ names, isForced, tag: tagOf(form), extras: calling.rest(DIALECT) }) }
}

const isValidated = ({ tag }: ToolChoice): boolean => wordOf(formOf(tag)) === 'VALIDATED'

/** The mode holds the calls of all functions to their schema: other dialects say so function by function. */
const held = (tool: Tool, { mode }: ToolChoice): Tool =>
  tool.kind === 'function' ? { ...tool, strict: spell(mode, true, 'mode-as-strict') } : tool

function readNames(calling: Cursor, key: string): Leaf<string>[] | undefined {
  const probe = calling.peek(key)
  if (!Array.isArray(probe) || probe.length === 0 || !probe.every((name) => typeof name === 'string'))
    return undefined
  return calling.list(key)?.map((name) => name.leaf<string>())
}

/** Options at the root, beside `generationConfig`. */
function readRootSettings(body: Cursor, form: Form): Settings {
  const settings: Partial<Record<SettingName, Leaf<Json>>> = {}
  const tierKey = keyIn(body, 'serviceTier', [])
  const meaning = Object.entries(TIERS).find(([, word]) => word === body.peek(tierKey))?.[0]
  if (meaning) settings.serviceTier = spell(body.string(keyIn(body, 'serviceTier', form)), meaning)
  const store = body.boolean('store')
  if (store) settings.store = store
  return settings
}

interface Config {
  readonly settings: Settings
  readonly format: OutputFormat | undefined
  readonly reasoning: ReasoningWish | undefined
}

function readConfig(body: Cursor, nested: Record<string, Extras>, form: Form): Config | undefined {
  const config = filled(body, keyIn(body, 'generationConfig', form))
  if (!config) return undefined
  const settings: Partial<Record<SettingName, Leaf<Json>>> = {}
  for (const [key, name] of Object.entries(SETTINGS)) {
    if (name === 'modalities' && !isUpperList(config.peek(keyIn(config, key, [])))) continue
    const leaf = config.json(keyIn(config, key, form))
    if (leaf) settings[name] = name === 'modalities' ? inLowerCase(leaf) : leaf
  }
  const format = readFormat(config)
  const reasoning = readThinking(config, form)
  const rest = config.rest(DIALECT)
  if (rest) nested['/generationConfig'] = rest
  return { settings, format, reasoning }
}

/** Names of media in the form in which they can be written back. */
const isUpperList = (value: Json | undefined): boolean =>
  Array.isArray(value) && value.every((word) => typeof word === 'string' && word === word.toUpperCase())

/** The hub's words for media are Chat's, in lower case. */
const inLowerCase = (words: Leaf<Json>): Leaf<Json> =>
  spell(
    words,
    (words.value as readonly string[]).map((word) => word.toLowerCase()),
  )

const MIME_KINDS: Readonly<Record<string, 'text' | 'json'>> = {
  'text/plain': 'text',
  'application/json': 'json',
}

/** `responseSchema` is an OpenAPI subset, `responseJsonSchema` JSON Schema; one at most may be given. */
function readFormat(config: Cursor): OutputFormat | undefined {
  const form: Form = []
  const mimeKey = keyIn(config, 'responseMimeType', form)
  const word = config.peek(mimeKey)
  const known = typeof word === 'string' ? MIME_KINDS[word] : undefined
  // An enum, or what is not yet known, stays as it is together with its schema.
  if (word !== undefined && known === undefined) return undefined
  const mime = config.string(mimeKey)
  const jsonSchema = known === 'text' ? undefined : config.json(keyIn(config, 'responseJsonSchema', form))
  const subset =
    known === 'text' || jsonSchema ? undefined : config.json(keyIn(config, 'responseSchema', form))
  const schema = jsonSchema ?? subset
  if (!mime && !schema) return undefined
  if (subset) form.push('subset')
  if (!mime) form.push('no-mime')
  return {
    kind: spell(mime ?? schema, schema ? 'json-schema' : (known ?? 'text')),
    ...present({ schema, tag: tagOf(form) }),
  }
}

/** A budget of 0 is off and of -1 is the model's own choice (2.5); the 3 series has levels instead. */
function readThinking(config: Cursor, wrapForm: Form): ReasoningWish | undefined {
  const thinking = filled(config, keyIn(config, 'thinkingConfig', wrapForm))
  if (!thinking) return undefined
  const form: Form = []
  const summary = thinking.boolean(keyIn(thinking, 'includeThoughts', form))
  const count = thinking.number(keyIn(thinking, 'thinkingBudget', form))
  const budget = count && count.value > 0 ? count : undefined
  const isOn =
    count && count.value <= 0 ? withNumbers(spell(count, count.value !== 0), count.numbers) : undefined
  if (count && count.value < 0) form.push(`=${count.value}`)
  const levelKey = keyIn(thinking, 'thinkingLevel', form)
  const word = thinking.peek(levelKey)
  const effort = typeof word === 'string' ? word.toLowerCase() : 'none'
  const isKnown = effort !== 'none' && LEVELS[effort] === word
  const level = isKnown ? spell(thinking.string(levelKey), effort) : undefined
  const wish = { summary, budget, isOn, effort: level, isLeast: level?.value === 'minimal' || undefined }
  return present({ ...wish, tag: tagOf(form), extras: thinking.rest(DIALECT) })
}
