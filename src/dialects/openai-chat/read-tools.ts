import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { presentAs } from '../../hub/present.ts'
import type { CustomFormat, FunctionTool, Tool, ToolChoice } from '../../hub/request.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { hint } from './places.ts'
import { readSearch } from './search.ts'
import { ID } from './words.ts'

/** The tag of what stood under the deprecated `functions` and `function_call`. */
export const LEGACY = 'chat:functions'
export const CUSTOM = 'custom'

/** openai.md §1.3. Empty lists are left among the extras. */
export function readTools(body: Cursor): Tool[] {
  const tools = takeList(body, 'tools', () => true).map(readTool)
  // A raw one would come home among `tools`: the list is taken only where all are understood.
  const legacy = takeList(body, 'functions', isNamedObject).map(readLegacyTool)
  return [...tools, ...legacy, ...readSearch(body)]
}

function takeList(body: Cursor, key: string, isMine: (entry: unknown) => boolean): Cursor[] {
  const value = body.peek(key)
  return Array.isArray(value) && value.length > 0 && value.every(isMine) ? (body.list(key) ?? []) : []
}

const isNamedObject = (entry: unknown): boolean => isObject(entry) && typeof entry.name === 'string'

function readTool(at: Cursor): Tool {
  if (at.peek('type') === CUSTOM) return readCustom(at) ?? opaque(at)
  const wrapped = at.peek('function')
  if (at.peek('type') !== 'function' || !isObject(wrapped) || typeof wrapped.name !== 'string')
    return opaque(at)
  const tag = at.string('type')
  const definition = at.object('function')
  const tool = definition && readDefinition(definition)
  return tool ? presentAs<FunctionTool>({ ...tool, tag, wrapExtras: at.rest(ID) }) : opaque(at)
}

/** openai.md §1.3: the grammar stands one level deeper than in Responses. */
function readCustom(at: Cursor): FunctionTool | undefined {
  const value = at.peek(CUSTOM)
  if (!isObject(value) || typeof value.name !== 'string' || !isFormat(value.format)) return undefined
  const tag = at.string('type')
  const custom = at.object(CUSTOM)
  const name = custom?.string('name')
  return (
    custom &&
    name &&
    presentAs<FunctionTool>({
      kind: 'function',
      tag,
      isCustom: true,
      name,
      description: custom.string('description'),
      format: readCustomFormat(custom.object('format')),
      extras: custom.rest(ID),
      wrapExtras: at.rest(ID),
    })
  )
}

/** What cannot be taken apart without loss keeps its whole tool raw. */
const isFormat = (value: Json | undefined): boolean =>
  value === undefined ||
  (hasExactly(value, 'type') && value.type === 'text') ||
  (hasExactly(value, 'type', 'grammar') &&
    value.type === 'grammar' &&
    hasExactly(value.grammar, 'definition', 'syntax') &&
    typeof value.grammar.definition === 'string' &&
    typeof value.grammar.syntax === 'string')

function readCustomFormat(at: Cursor | undefined): CustomFormat | undefined {
  const grammar = at?.object('grammar')
  return (
    at &&
    presentAs<CustomFormat>({
      tag: at.string('type'),
      definition: grammar?.string('definition'),
      syntax: grammar?.string('syntax'),
    })
  )
}

function readLegacyTool(at: Cursor): Tool {
  const tool = readDefinition(at)
  return tool ? { ...tool, tag: hint(LEGACY) } : opaque(at)
}

const opaque = (at: Cursor): Tool => ({ kind: 'opaque', dialect: ID, raw: at.leaf() })

function readDefinition(at: Cursor): FunctionTool | undefined {
  const name = at.string('name')
  return (
    name &&
    presentAs<FunctionTool>({
      kind: 'function',
      name,
      description: at.string('description'),
      parameters: at.json('parameters'),
      strict: at.boolean('strict'),
      extras: at.rest(ID),
    })
  )
}

type Mode = ToolChoice['mode']['value']
const MODES: readonly Json[] = ['auto', 'none', 'required'] satisfies readonly Mode[]

/** A choice of a form not listed in openai.md §1.3 is left whole among the extras. */
export function readToolChoice(body: Cursor): ToolChoice | undefined {
  const value = body.peek('tool_choice')
  if (value === undefined) return readLegacyChoice(body)
  if (typeof value === 'string') return readMode(body, 'tool_choice')
  if (!isObject(value)) return undefined
  if (isNamed(value, 'function')) return readForced(body, 'function')
  if (isNamed(value, CUSTOM)) return readForced(body, CUSTOM)
  return isSubset(value, customNames(body.peek('tools'))) ? readSubset(body) : undefined
}

function readMode(body: Cursor, key: string): ToolChoice | undefined {
  if (!MODES.includes(body.peek(key) ?? null)) return undefined
  const mode = body.string(key) as Leaf<Mode> | undefined
  return mode && { mode }
}

const hasExactly = (value: Json | undefined, ...keys: readonly string[]): value is JsonObject =>
  isObject(value) &&
  Object.keys(value).length === keys.length &&
  keys.every((key) => Object.hasOwn(value, key))

/** `{"type":"function","function":{"name":…}}` and nothing else. */
const isNamed = (value: Json, type: string): boolean =>
  hasExactly(value, 'type', type) &&
  value.type === type &&
  hasExactly(value[type], 'name') &&
  typeof value[type].name === 'string'

/** Each by its own kind: what says otherwise could not be written back. */
function customNames(tools: Json | undefined): ReadonlySet<Json> {
  const list = Array.isArray(tools) ? (tools as readonly Json[]) : []
  return new Set(
    list.flatMap((tool) =>
      isObject(tool) && isObject(tool[CUSTOM]) && tool[CUSTOM].name !== undefined ? [tool[CUSTOM].name] : [],
    ),
  )
}

function isSubset(value: JsonObject, customs: ReadonlySet<Json>): boolean {
  const subset = value.allowed_tools
  return (
    hasExactly(value, 'type', 'allowed_tools') &&
    hasExactly(subset, 'mode', 'tools') &&
    MODES.includes(subset.mode ?? null) &&
    Array.isArray(subset.tools) &&
    (subset.tools as readonly Json[]).every((tool) => isAllowed(tool, customs))
  )
}

function isAllowed(tool: Json, customs: ReadonlySet<Json>): boolean {
  const kind = isNamed(tool, CUSTOM) ? CUSTOM : 'function'
  const target = isObject(tool) ? tool[kind] : undefined
  return isNamed(tool, kind) && isObject(target) && customs.has(target.name ?? '') === (kind === CUSTOM)
}

function readForced(body: Cursor, type: string): ToolChoice | undefined {
  const at = body.object('tool_choice')
  const tag = at?.string('type')
  const name = at?.object(type)?.string('name')
  return tag && name && { mode: spell(tag, 'required'), names: [name], isForced: true, tag }
}

function readSubset(body: Cursor): ToolChoice | undefined {
  const at = body.object('tool_choice')
  const tag = at?.string('type')
  const subset = at?.object('allowed_tools')
  const mode = subset?.string('mode') as Leaf<Mode> | undefined
  const names = (subset?.list('tools') ?? []).flatMap((tool) => {
    const type = tool.string('type')
    const name = (tool.object('function') ?? tool.object(CUSTOM))?.string('name')
    return name ? [also(name, type)] : []
  })
  return tag && mode && { mode, names, tag }
}

/** The deprecated `function_call`: a mode, or the one name. */
function readLegacyChoice(body: Cursor): ToolChoice | undefined {
  const value = body.peek('function_call')
  const tag = hint(LEGACY)
  if (typeof value === 'string') {
    const choice = readMode(body, 'function_call')
    return choice && { ...choice, tag }
  }
  if (value === undefined || !hasExactly(value, 'name') || typeof value.name !== 'string') return undefined
  const name = body.object('function_call')?.string('name')
  return name && { mode: { value: 'required', from: [] }, names: [name], isForced: true, tag }
}
