import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import type { OutputFormat, ReasoningWish, Request } from '../../hub/request.ts'
import { restoreUnder } from './words.ts'
import type { Way } from './write-part.ts'

export function writeText({ format, settings, nested }: Request): Written {
  if (!format && !settings.verbosity && !nested?.['/text']) return undefined
  return {
    format: format && writeFormat(format),
    verbosity: settings.verbosity,
    ...restoreUnder('', nested?.['/text']),
  }
}

const FORMAT_WORDS = { text: 'text', json: 'json_object', 'json-schema': 'json_schema' } as const

function writeFormat(format: OutputFormat): WrittenObject {
  const { kind, name, description, schema, strict } = format
  const own = restoreUnder('', format.extras)
  const isSchema = kind.value === 'json-schema' && !('name' in own) && !('schema' in own)
  const why = 'A schema must have a name here.'
  return {
    type: also(spell(kind, FORMAT_WORDS[kind.value]), format.tag),
    name: name ?? (isSchema ? added('response', 'required-field', why) : undefined),
    description,
    schema: schema ?? (isSchema ? added({}, 'required-field', 'The source gives no schema.') : undefined),
    strict,
    ...own,
  }
}

/** Upper bounds in tokens; the words are those of the field. Our own scale: no vendor publishes one. */
const EFFORTS: readonly (readonly [below: number, effort: string])[] = [
  [1, 'none'],
  [4_097, 'low'],
  [16_385, 'medium'],
]

/** A budget is told in steps of effort; thinking that is on or off as the words nearest to it. */
export function writeReasoningWish(wish: ReasoningWish, { losses }: Way): Written {
  const effort = effortOf(wish, losses)
  const summary = wish.summary && (wish.summary.value === true ? spell(wish.summary, 'auto') : wish.summary)
  const isShown = summary?.value !== false
  if (!isShown) lose(losses, 'is-default', 'Summaries are not given unless asked for.', summary)
  const written = { effort, summary: isShown ? summary : undefined, ...restoreUnder('', wish.extras) }
  return Object.values(written).some((value) => value !== undefined) ? written : undefined
}

function effortOf({ effort, budget, isOn, tag }: ReasoningWish, losses: Losses): Leaf<string> | undefined {
  if (effort) {
    lose(losses, 'no-field', 'The effort says it here, not a count of tokens.', budget)
    return also(effort, isOn, tag)
  }
  // A negative budget means that the model decides: so does leaving the effort out.
  if (budget && budget.value < 0)
    lose(losses, 'is-default', 'The model decides how much to think unless told.', budget)
  else if (budget) {
    const found = EFFORTS.find(([below]) => budget.value < below)
    return also(spell(budget, found?.[1] ?? 'high', 'budget-to-effort'), isOn, tag)
  }
  if (isOn?.value === false) return spell(isOn, 'none', 'off-to-effort')
  return isOn && spell(isOn, 'medium', 'on-to-effort')
}
