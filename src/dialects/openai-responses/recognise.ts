import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import type { BodyKind, Claim, Sample } from '../dialect.ts'

/** What one sign is worth, and how a person would say it. Weights add up; 1 is certain. */
type Sign = readonly [weight: number, reason: string]

export function recognise(sample: Sample): Claim | undefined {
  const url = /\/responses(?:[/?#]|$)/.test(sample.url ?? '')
  const hint: Sign[] = url ? [[0.4, 'the URL ends in /responses']] : []
  const claims = [claimStream(sample), claimBody(sample.json, url)]
  const best = claims.filter((claim) => claim !== undefined).sort((a, b) => b.score - a.score)[0]
  return best && weigh(best.kind, [[best.score, ''], ...hint], best.reasons)
}

function weigh(kind: BodyKind, signs: readonly Sign[], known: readonly string[] = []): Claim | undefined {
  const score = Math.min(
    1,
    signs.reduce((sum, [weight]) => sum + weight, 0),
  )
  const reasons = [...known, ...signs.map(([, reason]) => reason).filter((reason) => reason !== '')]
  return score > 0 ? { kind, score, reasons } : undefined
}

function claimBody(json: Json | undefined, isOurUrl: boolean): Claim | undefined {
  if (Array.isArray(json)) return claimEvents(json.slice(0, 8))
  if (!isObject(json)) return undefined
  return claimEvents([json]) ?? claimReply(json) ?? claimRequest(json) ?? claimError(json, isOurUrl)
}

/** Event types are named after their dialect: nothing else on any wire begins so. */
function claimEvents(events: readonly Json[]): Claim | undefined {
  const types = events.map((event) => (isObject(event) ? event.type : undefined))
  const found = types.find((type) => typeof type === 'string' && /^response\.[a-z_]+/.test(type))
  return found === undefined
    ? undefined
    : { kind: 'stream', score: 1, reasons: [`an event of type ${String(found)}`] }
}

function claimStream({ frames }: Sample): Claim | undefined {
  const first = frames?.slice(0, 8) ?? []
  const named = first.find((frame) => frame.event?.startsWith('response.'))
  if (named) return { kind: 'stream', score: 1, reasons: [`an SSE event named ${named.event}`] }
  return claimEvents(
    first.flatMap((frame) => {
      const parsed = parseJson(frame.data)
      return 'value' in parsed ? [parsed.value] : []
    }),
  )
}

const OBJECTS: ReadonlySet<unknown> = new Set(['response', 'response.compaction'])

function claimReply(json: JsonObject): Claim | undefined {
  // Compatible servers spell ids and models as they like; the object's own name they keep.
  const isNamed = OBJECTS.has(json.object)
  if (!isNamed && !(Array.isArray(json.output) && typeof json.id === 'string')) return undefined
  return weigh('reply', [
    ...when(isNamed, 0.7, `"object" is "${String(json.object)}"`),
    ...when(Array.isArray(json.output), 0.3, 'a list "output" of items'),
    ...when(typeof json.id === 'string' && json.id.startsWith('resp_'), 0.2, 'an id that begins with resp_'),
  ])
}

const when = (is: boolean, weight: number, reason: string): Sign[] => (is ? [[weight, reason]] : [])

/** Lists that only the other dialects' requests have. */
const FOREIGN = ['messages', 'contents'] as const

/** Fields of this request alone. */
const OWN_FIELDS: Readonly<Record<string, string>> = {
  previous_response_id: 'it continues a stored response',
  max_output_tokens: 'max_output_tokens is the limit here',
  instructions: 'top-level instructions',
  include: 'a list of what to include',
  reasoning: 'an object for reasoning',
}

/** Embeddings and audio requests have an `input` too. */
const OTHER_ENDPOINTS = ['encoding_format', 'dimensions', 'voice'] as const

function claimRequest(json: JsonObject): Claim | undefined {
  if (FOREIGN.some((key) => key in json) || OTHER_ENDPOINTS.some((key) => key in json)) return undefined
  const { input } = json
  const isList = Array.isArray(input)
  if (!isList && typeof input !== 'string' && !(isObject(json.prompt) && typeof json.prompt.id === 'string'))
    return undefined
  return weigh('request', [
    ...when(typeof input === 'string', 0.4, 'a bare string "input"'),
    ...when(isList, 0.5, 'a list "input" in place of messages'),
    ...when(isList && input.some(isItem), 0.3, 'input items with a role or a type of their own'),
    ...when(typeof json.model === 'string', 0.1, 'a model'),
    ...when(isList && hasFlatTool(json.tools), 0.2, 'tools with their name beside the type'),
    ...when(isObject(json.text), 0.2, 'an object "text" for the output format'),
    ...Object.entries(OWN_FIELDS).flatMap(([key, reason]) => when(json[key] !== undefined, 0.1, reason)),
  ])
}

const isItem = (item: Json): boolean =>
  isObject(item) && (typeof item.role === 'string' || typeof item.type === 'string')

const hasFlatTool = (tools: Json | undefined): boolean =>
  Array.isArray(tools) &&
  tools.some((tool) => isObject(tool) && tool.type === 'function' && typeof tool.name === 'string')

/** OpenAI's error body is that of Chat too: only the URL tells them apart. */
function claimError(json: JsonObject, isOurUrl: boolean): Claim | undefined {
  const { error } = json
  if (!isObject(error) || typeof error.message !== 'string' || json.type === 'error') return undefined
  const isOpenai = 'param' in error || ('code' in error && typeof error.code !== 'number')
  return weigh(
    'error',
    when(isOpenai, isOurUrl ? 0.5 : 0.4, 'an error with param and code, as OpenAI sends it'),
  )
}
