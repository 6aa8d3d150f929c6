import type { DialectId } from '../../hub/dialect.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { ReasoningWish, Request, SettingName, Settings } from '../../hub/request.ts'
import { writeSettings } from '../../hub/settings.ts'
import type { Json } from '../../wire/json.ts'
import { REASONING_OBJECT, STOP_AS_LIST, spellingPlace } from './read-options.ts'
import { EFFORT_OF_BUDGET, ID, OTHER_SPELLINGS, SERVICE_TIERS, SETTINGS } from './words.ts'
import type { Pen } from './write-part.ts'

export function writeOptions(request: Request, pen: Pen): WrittenObject {
  const settings: Partial<Record<SettingName, Leaf<Json>>> = { ...request.settings }
  const options: Record<string, Written> = {}
  for (const [key, name] of Object.entries(OTHER_SPELLINGS)) {
    if (!pen.isHome || !request.nested?.[spellingPlace(key)] || !settings[name]) continue
    options[key] = settings[name]
    delete settings[name]
  }
  if (!pen.isHome) makeLegal(settings, pen)
  const { stop } = settings
  if (stop)
    options.stop =
      pen.isHome && stop.by === STOP_AS_LIST && Array.isArray(stop.value)
        ? spell(stop, stop.value[0] as Json)
        : stop
  return { ...options, ...writeSettings(settings, SETTINGS), ...writeStreamOptions(request, pen) }
}

function makeLegal(settings: Partial<Record<SettingName, Leaf<Json>>>, { losses }: Pen): void {
  lose(losses, 'no-field', 'Chat Completions has no top_k.', settings.topK)
  delete settings.topK
  const tier = settings.serviceTier
  if (!tier) return
  const word = SERVICE_TIERS.get(String(tier.value))
  if (word) settings.serviceTier = spell(tier, word)
  else {
    lose(losses, 'no-word', 'OpenAI has no such service tier.', tier)
    delete settings.serviceTier
  }
}

/** Every other dialect always reports usage in its streams; here it must be asked for (openai.md §8). */
function writeStreamOptions({ settings, nested, dialect }: Request, pen: Pen): WrittenObject {
  const obfuscation = settings.includeObfuscation
  const wishes = {
    ...(obfuscation ? { include_obfuscation: obfuscation } : {}),
    ...restore(nested?.['/stream_options'], ID),
  }
  const include = settings.includeUsage ?? expectedUsage(settings, dialect, pen)
  if (include) return { stream_options: { include_usage: include, ...wishes } }
  return Object.keys(wishes).length > 0 ? { stream_options: wishes } : {}
}

function expectedUsage({ stream }: Settings, dialect: DialectId, { isHome }: Pen): Leaf<boolean> | undefined {
  const why = `A stream in ${dialect} always ends with usage; Chat must be asked for it.`
  return isHome || stream?.value !== true ? undefined : added(true, 'usage-expected', why)
}

const FORMAT_TYPES = { text: 'text', json: 'json_object', 'json-schema': 'json_schema' } as const

export function writeFormat({ format, nested }: Request, pen: Pen): WrittenObject {
  if (!format) return {}
  const { kind, name, description, schema, strict } = format
  const type = also(spell(kind, FORMAT_TYPES[kind.value]), pen.isHome ? undefined : format.tag)
  const around = restore(format.extras, ID)
  if (kind.value !== 'json-schema') return { response_format: { type, ...around } }
  const nameOrOurs =
    name ?? (pen.isHome ? undefined : added('response', 'required-name', 'Chat demands a name for a schema.'))
  const inner = {
    name: nameOrOurs,
    description,
    schema,
    strict,
    ...restore(nested?.['/response_format/json_schema'], ID),
  }
  return { response_format: { type, json_schema: inner, ...around } }
}

export function writeReasoning({ reasoning }: Request, pen: Pen): WrittenObject {
  if (!reasoning) return {}
  const { isOn, effort, budget, summary } = reasoning
  if (pen.isHome && reasoning.tag?.value === REASONING_OBJECT) {
    return { reasoning: { enabled: isOn, effort, max_tokens: budget, ...restore(reasoning.extras, ID) } }
  }
  lose(pen.losses, 'no-field', 'Chat shows no summaries of its reasoning.', summary)
  const wish = effortOf(reasoning)
  if (wish) return { reasoning_effort: wish }
  lose(pen.losses, 'no-field', 'Chat can say how much to think, not only that.', isOn)
  return {}
}

function effortOf({ isOn, effort, budget }: ReasoningWish): Leaf<string> | undefined {
  if (isOn?.value === false) return also(spell(isOn, 'none'), effort, budget)
  if (effort) return also(effort, isOn, budget)
  if (!budget) return undefined
  const found = EFFORT_OF_BUDGET.find(([upTo]) => budget.value <= upTo)
  return also(spell(budget, found?.[1] ?? 'high', 'budget-as-effort'), isOn)
}
