import type { Target } from '../../hub/dialect.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import type {
  FunctionTool,
  Instructions,
  Message,
  OutputFormat,
  Request,
  SettingName,
  Settings,
  Tool,
  ToolChoice,
} from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { familyOf, surfaceOf } from './capabilities.ts'
import { schemaOf } from './custom-tool.ts'
import { writeMcpServer } from './mcp.ts'
import { FORM_KEY } from './read-request.ts'
import { writeSearch } from './search.ts'
import type { Form } from './words.ts'
import {
  DIALECT,
  formOf,
  keyOut,
  LOST_SETTINGS,
  SETTINGS,
  scatter,
  TIERS,
  unlessEmpty,
  WIRE_ROLES,
  wordOf,
} from './words.ts'
import type { Scope } from './write-part.ts'
import { spread, writePart } from './write-part.ts'
import { writeThinking } from './write-thinking.ts'

export function writeRequest(request: Request, target: Target, losses: Losses): WrittenObject {
  const isHome = request.dialect === DIALECT
  const scope: Scope = { isHome, family: familyOf(target.model), surface: surfaceOf(target), losses }
  const nested = request.nested ?? {}
  const form: Form = (nested[FORM_KEY]?.entries ?? []).map(([key]) => key)
  sayLosses(request, losses)
  const contents = request.messages.flatMap((message) => writeMessage(message, scope))
  return {
    contents: isHome && contents.length === 0 ? undefined : contents,
    ...(request.instructions ? writeInstructions(request.instructions, scope) : {}),
    tools: unlessBare(writeTools(request.tools, scope), isHome && request.tools.length > 0),
    [keyOut('toolConfig', form)]: writeToolConfig(request, scope, form),
    [keyOut('generationConfig', form)]: writeConfig(request, scope, form),
    ...writeRootSettings(request.settings, form, losses),
    [keyOut('cachedContent', form)]: isHome ? request.chain?.cache : undefined,
    ...restore(request.extras, DIALECT),
  }
}

/** Fields that have no place in a Gemini body at all. */
function sayLosses(request: Request, losses: Losses): void {
  lose(losses, 'in-url', 'Gemini names the model in the URL.', request.model)
  const written = new Set<string>([...Object.values(SETTINGS), 'serviceTier', 'store'])
  for (const [name, leaf] of Object.entries(request.settings)) {
    if (written.has(name)) continue
    const [code, why] = LOST_SETTINGS[name as SettingName] ?? ['no-field', 'Gemini has no such option.']
    lose(losses, code, why, leaf)
  }
}

function writeMessage(message: Message, scope: Scope): Written[] {
  const [only] = message.parts
  if (message.isBare && only?.kind === 'opaque' && only.dialect === DIALECT) return [only.raw]
  lose(scope.losses, 'no-field', 'A content has neither id nor name here.', message.id, message.name)
  const parts = writeParts(message, scope)
  // Parts must not be empty: a turn that held nothing to say is left out.
  if (parts.length === 0 && !scope.isHome) {
    lose(scope.losses, 'empty-turn', 'Gemini refuses a turn without parts.', message.role, message.tag)
    return []
  }
  return [
    {
      role: writeRole(message),
      parts: parts.length > 0 ? parts : undefined,
      ...restore(message.extras, DIALECT),
    },
  ]
}

function writeParts(message: Message, scope: Scope): Written[] {
  const isSaid = message.parts.map(
    (part) => scope.isHome || part.kind !== 'text' || part.text.value !== '' || part.seal !== undefined,
  )
  // A turn of nothing but empty text keeps it: the turn itself says something.
  if (!isSaid.includes(true)) return message.parts.flatMap((part) => writePart(part, scope))
  return message.parts.flatMap((part, i) => {
    if (isSaid[i]) return writePart(part, scope)
    if (part.kind === 'text')
      lose(scope.losses, 'empty-text', 'Gemini refuses a part that holds nothing.', part.text, part.tag)
    return []
  })
}

function writeRole({ role, tag }: Message): Leaf<string> | undefined {
  if (role.added?.code === 'default-role') return undefined
  return also(spell(role, wordOf(formOf(tag)) ?? WIRE_ROLES[role.value]), tag)
}

function writeInstructions(instructions: Instructions, scope: Scope): WrittenObject {
  const key = keyOut('systemInstruction', formOf(instructions.tag))
  const [only] = instructions.parts
  if (scope.isHome && instructions.isBare && only?.kind === 'text') return { [key]: only.text }
  const parts = instructions.parts.flatMap((part) => writePart(part, scope))
  if (parts.length === 0) return {}
  const role = instructions.role && (scope.isHome ? instructions.role : spell(instructions.role, 'user'))
  return { [key]: { role, parts, ...restore(instructions.extras, DIALECT) } }
}

/** An empty list says nothing, unless it was there. */
const unlessBare = (list: Written[], isKept: boolean): Written =>
  list.length > 0 || isKept ? list : undefined

/** Functions of one group stand in one entry, as they did; those from elsewhere make one group. */
function writeTools(tools: readonly Tool[], scope: Scope): Written[] {
  const groups = new Map<number | undefined, Tool[]>()
  const searches: Written[] = []
  for (const tool of tools) {
    if (tool.kind === 'opaque' && tool.dialect !== DIALECT) {
      const why = tool.search ? 'Gemini tunes its search in its own way.' : 'Only its own dialect knows it.'
      lose(scope.losses, 'foreign-tool', why, tool.raw)
      if (tool.search) searches.push(writeSearch(tool.search, scope.surface))
      if (tool.mcp && scope.surface.takesMcp) searches.push({ mcpServers: tool.mcp.map(writeMcpServer) })
      continue
    }
    const group = groups.get(tool.group)
    if (group) group.push(tool)
    else groups.set(tool.group, [tool])
  }
  return [...[...groups.values()].map((group) => writeGroup(group, scope)), ...searches]
}

function writeGroup(group: readonly Tool[], scope: Scope): Written {
  const entry: Record<string, Written> = {}
  const functions = group.filter((tool) => tool.kind === 'function')
  if (functions[0]) {
    const key = keyOut('functionDeclarations', formOf(functions[0].tag))
    entry[key] = functions.map((tool) => writeFunction(tool, scope))
  }
  const raws = group.flatMap((tool) => (tool.kind === 'opaque' ? [tool.raw] : []))
  const [only] = raws
  if (functions.length === 0 && raws.length === 1 && only) return only
  return Object.assign(entry, ...raws.map(spread)) as WrittenObject
}

/** JSON Schema goes under its own key on current models; a subset that came as `parameters` stays there. */
function writeFunction(tool: FunctionTool, { isHome, family, losses }: Scope): WrittenObject {
  const isSubset = isHome ? tool.group !== undefined && !tool.isJsonSchema : family.schemas === 'openapi'
  return {
    name: also(tool.name, tool.tag),
    description: tool.description,
    [isSubset ? 'parameters' : keyOut('parametersJsonSchema', formOf(tool.tag))]: schemaOf(tool, losses),
    ...scatter(tool.extras),
  }
}

function writeToolConfig(request: Request, scope: Scope, form: Form): WrittenObject | undefined {
  const strict = scope.isHome ? [] : strictWishes(request, scope)
  return unlessEmpty({
    [keyOut('functionCallingConfig', form)]: writeToolChoice(request.toolChoice, strict),
    ...restore(request.nested?.['/toolConfig'], DIALECT),
  })
}

/** The wishes to hold calls to their schema. It is one for all functions here, and any forced call is held to it anyway. */
function strictWishes({ tools, toolChoice }: Request, { family, losses }: Scope): readonly Leaf<boolean>[] {
  const wishes = tools.flatMap((tool) => (tool.kind === 'function' && tool.strict ? [tool.strict] : []))
  const isSayable = family.schemas === 'json-schema' && (toolChoice?.mode.value ?? 'auto') === 'auto'
  const said = isSayable ? wishes.filter(({ value }) => value) : []
  const why = 'Calls are held to their schema all or none here, by the mode VALIDATED.'
  for (const wish of wishes) if (!said.includes(wish)) lose(losses, 'no-field', why, wish)
  return said
}

/** Names narrow ANY or VALIDATED only; AUTO with names is refused. anthropic-gemini.md §§G.1, M.3 */
function writeToolChoice(choice: ToolChoice | undefined, strict: readonly Leaf<boolean>[]): Written {
  const [first, ...more] = strict
  if (!choice) return first && { mode: also(spell(first, 'VALIDATED', 'strict-as-mode'), ...more) }
  const { mode, names, tag, extras } = choice
  const words = { none: 'NONE', required: 'ANY', auto: names || first ? 'VALIDATED' : 'AUTO' }
  const form = formOf(tag)
  const word = wordOf(form) ?? words[mode.value]
  return {
    mode: also(spell(mode, word), tag, ...strict),
    [keyOut('allowedFunctionNames', form)]: names?.length ? names : undefined,
    ...restore(extras, DIALECT),
  }
}

function writeRootSettings(settings: Settings, form: Form, losses: Losses): WrittenObject {
  const tier = settings.serviceTier
  const word = typeof tier?.value === 'string' ? TIERS[tier.value] : undefined
  if (!word) lose(losses, 'no-word', 'Gemini has no such service tier.', tier)
  return { [keyOut('serviceTier', form)]: word && spell(tier, word), store: settings.store }
}

function writeConfig(request: Request, scope: Scope, form: Form): WrittenObject | undefined {
  const { settings } = request
  const options = Object.entries(SETTINGS).map(
    ([key, name]) => [keyOut(key, form), writeOption(name, settings[name], scope)] as const,
  )
  return unlessEmpty({
    ...Object.fromEntries(options),
    ...(request.format ? writeFormat(request.format, scope) : {}),
    [keyOut('thinkingConfig', form)]: request.reasoning && writeThinking(request.reasoning, scope),
    ...restore(request.nested?.['/generationConfig'], DIALECT),
  })
}

function writeOption(name: SettingName, option: Leaf | undefined, { isHome }: Scope): Written {
  if (!option || !Array.isArray(option.value)) return name === 'stop' && option && !isHome ? [option] : option
  if (name !== 'modalities') return option
  const words = (option.value as readonly Json[]).map((word) =>
    typeof word === 'string' ? word.toUpperCase() : word,
  )
  return spell(option, words)
}

const MIME_TYPES = { text: 'text/plain', json: 'application/json', 'json-schema': 'application/json' }

function writeFormat(
  { kind, name, description, schema, strict, tag }: OutputFormat,
  { isHome, family, losses }: Scope,
): WrittenObject {
  const form = formOf(tag)
  lose(losses, 'no-field', 'A schema for the answer is given bare here.', name, description, strict)
  const isSubset = isHome ? form.includes('subset') : family.schemas === 'openapi'
  const schemaKey = isSubset ? 'responseSchema' : 'responseJsonSchema'
  return {
    [keyOut('responseMimeType', form)]: form.includes('no-mime')
      ? undefined
      : also(spell(kind, MIME_TYPES[kind.value]), tag),
    [keyOut(schemaKey, form)]: schema,
  }
}
