import type { Cursor } from '../../hub/cursor.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { made, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { Usage } from '../../hub/reply.ts'
import { isObject } from '../../wire/json.ts'
import { ID, ours } from './words.ts'

/**
 * The counts of one reply as last seen. Anthropic counts the cache beside its input, and a later event may repeat only
 * one of the three: the others are remembered here, so that the sum is right. anthropic-gemini.md §M.6
 */
export interface Counts {
  input?: Leaf<number>
  cacheRead?: Leaf<number>
  cacheWrite?: Leaf<number>
}

/** Changes the counts it is given. */
export function readUsage(usage: Cursor, counts: Counts): Usage {
  const input = usage.number('input_tokens')
  const cacheRead = usage.number('cache_read_input_tokens')
  const cacheWrite = usage.number('cache_creation_input_tokens')
  const hasNews = input ?? moved(cacheRead, counts.cacheRead) ?? moved(cacheWrite, counts.cacheWrite)
  Object.assign(counts, present({ input, cacheRead, cacheWrite }))
  const output = usage.number('output_tokens')
  const reasoning = readThinkingTokens(usage)
  const sum = hasNews && counts.input ? sumOf(counts.input, counts, input ? ADD : RECOUNT) : undefined
  return {
    ...present({ input: sum, output, cacheRead, cacheWrite, reasoning }),
    extras: ours(usage.rest(ID)),
  }
}

const moved = (now: Leaf<number> | undefined, before: Leaf<number> | undefined): Leaf<number> | undefined =>
  now && now.value !== (before?.value ?? 0) ? now : undefined

const ADD = 'add-cache'
/** The input was told before, and only what the cache gave is news. */
const RECOUNT = 'recount-cache'

function sumOf(input: Leaf<number>, counts: Counts, step: string): Leaf<number> {
  const cached = (counts.cacheRead?.value ?? 0) + (counts.cacheWrite?.value ?? 0)
  return cached === 0 && step === ADD
    ? input
    : made(input.value + cached, step, input, counts.cacheRead, counts.cacheWrite)
}

/** Whether the very counts that this was read from told the input. */
export const tellsInput = ({ input }: Usage): boolean => input?.by !== RECOUNT

/** Details that say more than the thinking are left whole among the extras. */
function readThinkingTokens(usage: Cursor): Leaf<number> | undefined {
  const details = usage.peek('output_tokens_details')
  const isKnown = isObject(details) && Object.keys(details).length === 1
  return isKnown && typeof details.thinking_tokens === 'number'
    ? usage.object('output_tokens_details')?.number('thinking_tokens')
    : undefined
}

/** The fields that this usage gives; `all` is what is known of the reply altogether. */
export function writeUsage(usage: Usage, all: Usage): WrittenObject {
  const cached = (all.cacheRead?.value ?? 0) + (all.cacheWrite?.value ?? 0)
  const details: Written = usage.reasoning ? { thinking_tokens: usage.reasoning } : undefined
  return {
    ...present({
      input_tokens: usage.input && withoutCache(usage.input, cached),
      cache_creation_input_tokens: usage.cacheWrite,
      cache_read_input_tokens: usage.cacheRead,
      output_tokens: usage.output,
      output_tokens_details: details,
    }),
    ...restore(usage.extras, ID),
  }
}

const withoutCache = (input: Leaf<number>, cached: number): Leaf<number> =>
  cached === 0 ? input : spell(input, Math.max(0, input.value - cached), 'subtract-cache')
