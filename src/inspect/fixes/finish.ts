import type { DialectId } from '../../hub/dialect.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { mapAll, mapFrames, put, valueAt } from './body.ts'
import type { Fixer } from './fix.ts'
import { correction } from './fix.ts'

type Ending = 'end' | 'limit' | 'calls' | 'refused'

/** How each dialect says why an answer ended. openai.md §1.4, anthropic-gemini.md §A.6 and §G.3 */
const WORDS: Readonly<Partial<Record<DialectId, Readonly<Record<Ending, string>>>>> = {
  'openai-chat': { end: 'stop', limit: 'length', calls: 'tool_calls', refused: 'content_filter' },
  'anthropic-messages': { end: 'end_turn', limit: 'max_tokens', calls: 'tool_use', refused: 'refusal' },
  gemini: { end: 'STOP', limit: 'MAX_TOKENS', calls: 'STOP', refused: 'SAFETY' },
}

/** What a word of whatever dialect means. */
const MEANING: Readonly<Record<string, Ending>> = {
  stop: 'end',
  end_turn: 'end',
  stop_sequence: 'end',
  STOP: 'end',
  completed: 'end',
  length: 'limit',
  max_tokens: 'limit',
  MAX_TOKENS: 'limit',
  max_output_tokens: 'limit',
  incomplete: 'limit',
  model_context_window_exceeded: 'limit',
  tool_calls: 'calls',
  function_call: 'calls',
  tool_use: 'calls',
  content_filter: 'refused',
  refusal: 'refused',
  SAFETY: 'refused',
  PROHIBITED_CONTENT: 'refused',
  BLOCKLIST: 'refused',
  RECITATION: 'refused',
}

const sayEnding =
  (ending: Ending): Fixer =>
  ({ body, place, scene: { dialect } }) => {
    const word = dialect && WORDS[dialect]?.[ending]
    return word && typeof valueAt(body, place) === 'string'
      ? correction(`Say “${word}” as the reason why the answer ends.`, put(body, place, word))
      : undefined
  }

export const sayThatToolsAreCalled = sayEnding('calls')
export const sayThatTheLimitWasMet = sayEnding('limit')

/** The dialect’s own word for the same end, wherever the other’s stands. */
export const sayOwnFinishWord: Fixer = ({ body, place, scene: { dialect } }) => {
  const foreign = valueAt(body, place)
  const meaning =
    typeof foreign === 'string' && Object.hasOwn(MEANING, foreign) ? MEANING[foreign] : undefined
  const word = meaning && dialect ? WORDS[dialect]?.[meaning] : undefined
  if (word === undefined) return undefined
  const respell = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(respell)
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        /^(?:finish_reason|finishReason|stop_reason)$/.test(key) && one === foreign ? word : respell(one),
      ]),
    )
  }
  return correction(`Say “${word}”, the word of this dialect.`, mapAll(body, respell))
}

/** Only the last of a choice’s reasons stays. */
export const endOnce: Fixer = ({ body }) => {
  const { frames } = body
  if (!frames) return undefined
  const last = new Map<unknown, number>()
  for (const [at, { json }] of frames.entries())
    for (const { index, reason } of endsIn(json)) if (reason !== undefined) last.set(index, at)
  let at = -1
  return correction(
    'Say the reason once, where the answer ends.',
    mapFrames(body, (frame) => {
      at++
      return { ...frame, ...(frame.json === undefined ? {} : { json: withoutEnds(frame.json, at, last) }) }
    }),
  )
}

const listOf = (json: Json | undefined): readonly Json[] => {
  const list = isObject(json) ? (json.choices ?? json.candidates) : undefined
  return Array.isArray(list) ? list : []
}

const endsIn = (json: Json | undefined) =>
  listOf(json).map((choice, at) => ({
    index: isObject(choice) ? (choice.index ?? at) : at,
    reason: isObject(choice) ? (choice.finish_reason ?? choice.finishReason ?? undefined) : undefined,
  }))

function withoutEnds(json: Json, at: number, last: ReadonlyMap<unknown, number>): Json {
  if (!isObject(json)) return json
  const ends = endsIn(json)
  const strip = (choice: Json, i: number): Json => {
    if (!isObject(choice) || last.get(ends[i]?.index) === at) return choice
    const { finishReason: _, ...rest } = choice
    return 'finish_reason' in rest ? { ...rest, finish_reason: null } : rest
  }
  const key = 'choices' in json ? 'choices' : 'candidates'
  return { ...json, [key]: listOf(json).map(strip) }
}
