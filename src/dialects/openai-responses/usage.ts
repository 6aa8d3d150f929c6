import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, made } from '../../hub/leaf.ts'
import type { Usage } from '../../hub/reply.ts'
import { ID, isOurs, ours, restoreUnder, under } from './words.ts'

const INPUT_DETAILS = 'input_tokens_details'
const OUTPUT_DETAILS = 'output_tokens_details'

/** Counted as the hub counts: input includes the cache, output includes reasoning. openai.md §4. */
export function readUsage(usage: Cursor): Usage {
  const inputDetails = usage.object(INPUT_DETAILS)
  const outputDetails = usage.object(OUTPUT_DETAILS)
  const counts = {
    input: usage.number('input_tokens'),
    output: usage.number('output_tokens'),
    total: usage.number('total_tokens'),
    cacheRead: inputDetails?.number('cached_tokens'),
    cacheWrite: inputDetails?.number('cache_write_tokens'),
    reasoning: outputDetails?.number('reasoning_tokens'),
  }
  const known = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined)) as Omit<
    Usage,
    'extras'
  >
  const extras = ours(
    under(INPUT_DETAILS, inputDetails?.rest(ID)),
    under(OUTPUT_DETAILS, outputDetails?.rest(ID)),
    usage.rest(ID)?.entries ?? [],
  )
  return { ...known, extras }
}

/** The types require every count; a source that does not know one gives 0, which says so least wrongly. */
const zero = (): Leaf<number> =>
  added(0, 'required-field', 'Responses requires every token count; the source gives none.')

export function writeUsage(usage: Usage): WrittenObject {
  const fill = isOurs(usage.extras) ? () => undefined : zero
  const total = usage.total ?? (isOurs(usage.extras) ? undefined : sumOf(usage))
  const inputDetails = {
    cached_tokens: usage.cacheRead ?? fill(),
    cache_write_tokens: usage.cacheWrite,
    ...restoreUnder(INPUT_DETAILS, usage.extras),
  }
  const outputDetails = {
    reasoning_tokens: usage.reasoning ?? fill(),
    ...restoreUnder(OUTPUT_DETAILS, usage.extras),
  }
  return {
    input_tokens: usage.input ?? fill(),
    [INPUT_DETAILS]: unlessEmpty(inputDetails),
    output_tokens: usage.output ?? fill(),
    [OUTPUT_DETAILS]: unlessEmpty(outputDetails),
    total_tokens: total,
    ...restoreUnder('', usage.extras),
  }
}

function sumOf({ input, output }: Usage): Leaf<number> {
  return input || output
    ? made((input?.value ?? 0) + (output?.value ?? 0), 'sum-tokens', input, output)
    : zero()
}

const unlessEmpty = (object: WrittenObject): WrittenObject | undefined =>
  Object.values(object).some((value) => value !== undefined) ? object : undefined
