import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { made } from '../../hub/leaf.ts'
import type { Usage } from '../../hub/reply.ts'
import { gather, present, restoreAt } from './places.ts'
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

export function readUsage(at: Cursor): Usage {
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
  return present<Usage>({ ...counts, extras: gather(at.rest(ID), inner) })
}

/** At home only what was there is written; elsewhere OpenAI's clients expect all three totals. */
export function writeUsage(usage: Usage, isHome: boolean): WrittenObject {
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
