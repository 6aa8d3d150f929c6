import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { made, spell } from '../../hub/leaf.ts'
import { presentAs } from '../../hub/present.ts'
import type { Usage } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { gather, hint, restoreAt } from './places.ts'
import { ID } from './words.ts'

type Count = Exclude<keyof Usage, 'tag' | 'extras'>

/** openai.md §1.4: the totals include what the details count. */
const TOTALS: Readonly<Record<string, Count>> = {
  prompt_tokens: 'input',
  completion_tokens: 'output',
  total_tokens: 'total',
}
const DETAILS: Readonly<Record<string, Readonly<Record<string, Count>>>> = {
  prompt_tokens_details: {
    cached_tokens: 'cacheRead',
    cache_write_tokens: 'cacheWrite',
    audio_tokens: 'inputAudio',
  },
  completion_tokens_details: { reasoning_tokens: 'reasoning', audio_tokens: 'outputAudio' },
}

/** How a server counts otherwise than OpenAI, as words of the usage's tag: at home it is written back so. */
const FORM = {
  /** xAI and Vercel's gateway count reasoning beside the completion. openai.md §7 Q19 */
  beside: 'reasoning-beside',
  /** DeepSeek tells what it read from its cache at the top. openai.md §7 Q20 */
  atTop: 'cache-at-top',
  /** Groq's place for it, which comes home by itself. openai.md §7 Q17 */
  groq: 'x-groq',
} as const

const HIT = 'prompt_cache_hit_tokens'

/** Where a chunk counts: `usage`, or Groq's own field. */
export function readTotals(frame: Cursor): Usage | undefined {
  const at = frame.object('usage')
  if (at) return readUsage(at)
  const inner = frame.object('x_groq')?.object('usage')
  if (!inner) return undefined
  const usage = readUsage(inner)
  return { ...usage, tag: hint([usage.tag?.value ?? '', FORM.groq].join(' ').trim()) }
}

/** The counts as they stand there. */
export function countsOf(frame: Json): Json | undefined {
  if (!isObject(frame)) return undefined
  if (isObject(frame.usage)) return frame.usage
  return isObject(frame.x_groq) ? frame.x_groq.usage : undefined
}

export const standsElsewhere = (usage: Usage): boolean =>
  usage.tag?.value.split(' ').includes(FORM.groq) === true

function readUsage(at: Cursor): Usage {
  const counts: { -readonly [K in Count]?: Leaf<number> | undefined } = {}
  for (const [key, count] of Object.entries(TOTALS)) counts[count] = at.number(key)
  const inner: Record<string, Extras | undefined> = {}
  for (const [key, table] of Object.entries(DETAILS)) {
    const known = Object.entries(table)
    const value = at.peek(key)
    // Details that hold nothing we know are kept whole, so that an empty object comes home as one.
    if (!known.some(([word]) => typeof (value as Record<string, unknown> | null)?.[word] === 'number'))
      continue
    const details = at.object(key)
    for (const [word, count] of known) counts[count] = details?.number(word)
    inner[`/${key}`] = details?.rest(ID)
  }
  const forms: string[] = []
  // Kept among the extras, too, where it comes home from.
  const extras = gather(at.rest(ID), inner)
  if (!counts.cacheRead && typeof at.peek(HIT) === 'number') {
    counts.cacheRead = at.number(HIT)
    forms.push(FORM.atTop)
  }
  const { output, reasoning } = counts
  if (output && reasoning && isBeside(counts)) {
    counts.output = spell(output, output.value + reasoning.value, 'add-reasoning')
    forms.push(FORM.beside)
  }
  return presentAs<Usage>({ ...counts, tag: forms.length > 0 ? hint(forms.join(' ')) : undefined, extras })
}

/** By the sum, or because a part cannot be more than the whole. */
function isBeside({
  input,
  output,
  total,
  reasoning,
}: Readonly<Partial<Record<Count, Leaf<number> | undefined>>>): boolean {
  if (!output || !reasoning || reasoning.value <= 0) return false
  const isSummed = total !== undefined && total.value === (input?.value ?? 0) + output.value + reasoning.value
  return isSummed || reasoning.value > output.value
}

const asOwn = (usage: Usage): Usage => {
  const forms = usage.tag?.value.split(' ') ?? []
  const { output, reasoning, cacheRead, ...counts } = usage
  const isBesideOf = output && reasoning && forms.includes(FORM.beside)
  return presentAs<Usage>({
    ...counts,
    reasoning,
    output: isBesideOf ? spell(output, output.value - reasoning.value) : output,
    cacheRead: forms.includes(FORM.atTop) ? undefined : cacheRead,
  })
}

/** At home only what was there is written; elsewhere OpenAI's clients expect all three totals. */
export function writeUsage(read: Usage, isHome: boolean): WrittenObject {
  const usage = isHome && read.tag ? asOwn(read) : read
  const object: Record<string, Written> = isHome ? totals(usage) : requiredTotals(usage)
  for (const [key, table] of Object.entries(DETAILS)) {
    const details = restoreAt(usage.extras, `/${key}`)
    for (const [word, count] of Object.entries(table)) if (usage[count]) details[word] = usage[count]
    if (Object.keys(details).length > 0) object[key] = details
  }
  return { ...object, ...restoreAt(usage.extras, '') }
}

function totals(usage: Usage): Record<string, Written> {
  const object: Record<string, Written> = {}
  for (const [key, count] of Object.entries(TOTALS)) if (usage[count]) object[key] = usage[count]
  return object
}

const requiredTotals = ({ input, output, total }: Usage): Record<string, Written> => ({
  prompt_tokens: input ?? 0,
  completion_tokens: output ?? 0,
  total_tokens: total ?? made((input?.value ?? 0) + (output?.value ?? 0), 'sum-tokens', input, output),
})

/** Kimi and some proxies send zeros with each chunk, before or behind the counts. openai.md §7 Q18 */
export const countsNothing = (usage: JsonObject): boolean =>
  Object.keys(TOTALS).every((key) => usage[key] === undefined || usage[key] === null || usage[key] === 0)
