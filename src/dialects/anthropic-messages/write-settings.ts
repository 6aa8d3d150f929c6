import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import { present } from '../../hub/present.ts'
import type { ReasoningWish, Request, SettingName, Settings } from '../../hub/request.ts'
import { writeSettings } from '../../hub/settings.ts'
import type { Json } from '../../wire/json.ts'
import { EFFORT_WORDS, ID, NO_FIELD, SETTINGS, TIER_WORDS, wordOf } from './words.ts'
import type { Writing } from './write-part.ts'

/** Tokens. Every Claude model since 3 can write as many; there is no way to ask for "as many as there are". */
const STANDARD_MAX_TOKENS = 4096

/** Tokens: the least thinking that can be asked for. anthropic-gemini.md §A.1 */
const LEAST_BUDGET = 1024

export function writeSettingFields(request: Request, writing: Writing): WrittenObject {
  const { losses, isOwn } = writing
  const settings = isOwn ? request.settings : fitted(request.settings)
  const fields: Record<string, Written> = { ...writeSettings(settings, SETTINGS) }
  for (const name of Object.keys(NO_FIELD) as SettingName[]) {
    lose(losses, 'no-field', NO_FIELD[name] ?? '', settings[name])
  }
  if (!isOwn) fields.max_tokens ??= standardMaxTokens(request.reasoning?.budget?.value)
  return { ...fields, ...writeTier(settings, writing), ...writeMetadata(request) }
}

function standardMaxTokens(budget: number | undefined): Leaf<number> {
  const why = 'max_tokens is required here and the source sets no limit.'
  return added(STANDARD_MAX_TOKENS + Math.max(0, budget ?? 0), 'required-default', why)
}

/** What the API would refuse of another vendor's values. §M.7 */
const FITS: Readonly<Partial<Record<SettingName, (leaf: Leaf<Json>) => Leaf<Json> | undefined>>> = {
  temperature: (leaf) =>
    typeof leaf.value === 'number' && leaf.value > 1 ? spell(leaf, 1, 'clamp-temperature') : leaf,
  stop: (leaf) => {
    const list = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]) as readonly Json[]
    const said = list.filter((word) => typeof word === 'string' && word.trim() !== '')
    if (said.length === 0) return undefined
    return said.length === list.length && Array.isArray(leaf.value) ? leaf : spell(leaf, said, 'fit-stops')
  },
}

function fitted(settings: Settings): Settings {
  const all: Partial<Record<SettingName, Leaf<Json>>> = { ...settings }
  for (const [name, adapt] of Object.entries(FITS) as [
    SettingName,
    (leaf: Leaf<Json>) => Leaf<Json> | undefined,
  ][]) {
    const leaf = all[name]
    const fits = leaf && adapt(leaf)
    if (fits) all[name] = fits
    else delete all[name]
  }
  return all
}

function writeTier({ serviceTier }: Settings, { losses }: Writing): WrittenObject {
  if (!serviceTier) return {}
  const word = wordOf(TIER_WORDS, typeof serviceTier.value === 'string' ? serviceTier.value : undefined)
  if (word) return { service_tier: spell(serviceTier, word) }
  lose(losses, 'no-word', 'Messages has no such service tier.', serviceTier)
  return {}
}

const writeMetadata = ({ settings, nested }: Request): WrittenObject =>
  settings.user ? { metadata: { user_id: settings.user, ...restore(nested?.['/metadata'], ID) } } : {}

/** §M.7: an effort goes to output_config and wants adaptive thinking beside it; a budget wants thinking enabled. */
export function writeThinking(request: Request, { isOwn }: Writing): WrittenObject {
  const wish = request.reasoning
  if (!wish) return {}
  const display = wish.summary && {
    display: spell(wish.summary, wish.summary.value === false ? 'omitted' : 'summarized'),
  }
  if (isOwn) {
    const budget = present({ budget_tokens: wish.budget })
    return wish.tag
      ? { thinking: { type: wish.tag, ...budget, ...display, ...restore(wish.extras, ID) } }
      : {}
  }
  const type = foreignThinking(wish, request.settings.maxTokens)
  const isOff = type === undefined || ('type' in type && (type.type as Leaf<string>).value === 'disabled')
  return type ? { thinking: { ...type, ...(isOff ? {} : display) } } : {}
}

/** Google says of its least level that it is as good as no thinking, which Claude can be asked for. */
const isNone = ({ effort, isLeast }: ReasoningWish): boolean => effort?.value === 'none' || isLeast === true

function foreignThinking(wish: ReasoningWish, maxTokens: Leaf<Json> | undefined): WrittenObject | undefined {
  const { isOn, effort, budget } = wish
  if (effort && isNone(wish)) return { type: also(spell(effort, 'disabled'), isOn) }
  if (isOn?.value === false) return { type: spell(isOn, 'disabled') }
  if (budget?.value === 0) return { type: also(spell(budget, 'disabled', 'budget-as-type'), isOn) }
  // Gemini's -1: as much as the model sees fit.
  if (budget && budget.value < 0) return { type: also(spell(budget, 'adaptive', 'budget-as-type'), isOn) }
  if (budget) return fitBudget(budget, maxTokens?.value, isOn)
  if (effort || isOn || wish.summary) {
    const why = 'How thoughts are to be shown, or how hard to think, is said together with thinking here.'
    return { type: isOn ? spell(isOn, 'adaptive') : added('adaptive', 'goes-with-effort', why) }
  }
  return undefined
}

/** A budget is at least 1024 and less than max_tokens; where that leaves no room the model chooses. */
function fitBudget(
  budget: Leaf<number>,
  maxTokens: Json | undefined,
  isOn: Leaf<boolean> | undefined,
): WrittenObject {
  const limit = typeof maxTokens === 'number' ? maxTokens - 1 : Number.POSITIVE_INFINITY
  if (limit < LEAST_BUDGET) return { type: also(spell(budget, 'adaptive', 'fit-budget'), isOn) }
  const tokens = Math.min(limit, Math.max(LEAST_BUDGET, budget.value))
  const fits = tokens === budget.value ? budget : spell(budget, tokens, 'fit-budget')
  return { type: spell(isOn, 'enabled'), budget_tokens: fits }
}

/** Effort and format. The older top-level `output_format` is written where it was read. */
export function writeOutput(request: Request, writing: Writing): WrittenObject {
  const { reasoning } = request
  const wished = reasoning && (writing.isOwn || !isNone(reasoning)) ? reasoning.effort : undefined
  const effort = wished && fitEffort(wished, writing)
  const format = writeFormat(request, writing)
  const isOld = request.nested?.['/output_format']?.dialect === ID
  const config = {
    ...present({ effort, format: isOld ? undefined : format }),
    ...restore(request.nested?.['/output_config'], ID),
  }
  return {
    ...present({ output_format: isOld ? format : undefined }),
    ...(Object.keys(config).length > 0 ? { output_config: config } : {}),
  }
}

const fitEffort = (effort: Leaf<string>, { isOwn }: Writing): Leaf<string> => {
  const word = isOwn ? undefined : wordOf(EFFORT_WORDS, effort.value)
  return word === undefined ? effort : spell(effort, word, 'nearest-effort')
}

function writeFormat({ format }: Request, { losses, isOwn }: Writing): Written {
  if (!format) return undefined
  lose(losses, 'no-field', 'A format has neither name nor description here.', format.name, format.description)
  lose(losses, 'no-field', 'Formats are always kept strictly here.', format.strict)
  if (format.kind.value === 'json-schema' && (format.schema || isOwn)) {
    const type = also(spell(format.kind, 'json_schema'), format.tag)
    return { type, ...present({ schema: format.schema }), ...restore(format.extras, ID) }
  }
  const why =
    format.kind.value === 'text'
      ? 'Text is what is given where nothing is said.'
      : 'JSON is given by schema alone here.'
  lose(losses, format.kind.value === 'text' ? 'is-default' : 'no-schema', why, format.kind, format.tag)
  return undefined
}
