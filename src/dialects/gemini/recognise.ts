import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import type { BodyKind, Claim, Sample } from '../dialect.ts'

/** One thing to look for, what it weighs (0 to 1, summed), and what to tell a person. */
type Evidence = readonly [weight: number, why: string, isThere: (body: JsonObject) => boolean]

const hasList = (body: JsonObject, key: string, test: (one: JsonObject) => boolean): boolean => {
  const list = body[key]
  return Array.isArray(list) && list.some((one) => isObject(one) && test(one))
}

const hasAny = (body: JsonObject, ...keys: readonly string[]): boolean =>
  keys.some((key) => body[key] !== undefined)

const REQUEST: readonly Evidence[] = [
  [0.8, '`contents` hold `parts`', (body) => hasList(body, 'contents', (one) => Array.isArray(one.parts))],
  [0.3, '`generationConfig`', (body) => hasAny(body, 'generationConfig', 'generation_config')],
  [0.2, '`systemInstruction`', (body) => hasAny(body, 'systemInstruction', 'system_instruction')],
  [0.2, '`safetySettings`', (body) => hasAny(body, 'safetySettings', 'safety_settings')],
  [0.2, '`toolConfig`', (body) => hasAny(body, 'toolConfig', 'tool_config')],
  [
    0.3,
    'tools are `functionDeclarations`',
    (body) => hasList(body, 'tools', (one) => hasAny(one, 'functionDeclarations', 'function_declarations')),
  ],
]

const isCandidate = (one: JsonObject): boolean => hasAny(one, 'content', 'finishReason')

const REPLY: readonly Evidence[] = [
  [0.8, '`candidates` with content or a finishReason', (body) => hasList(body, 'candidates', isCandidate)],
  [0.5, '`usageMetadata`', (body) => isObject(body.usageMetadata)],
  [0.5, '`promptFeedback`', (body) => isObject(body.promptFeedback)],
  [0.3, '`modelVersion`', (body) => typeof body.modelVersion === 'string'],
  [0.1, '`responseId`', (body) => typeof body.responseId === 'string'],
]

const ERROR: readonly Evidence[] = [
  [0.4, 'a numeric error code', ({ error }) => isObject(error) && typeof error.code === 'number'],
  [
    0.5,
    'a status in capitals',
    ({ error }) => isObject(error) && typeof error.status === 'string' && /^[A-Z_]+$/.test(error.status),
  ],
  [
    0.2,
    'details of google.rpc',
    ({ error }) => isObject(error) && JSON.stringify(error.details ?? '').includes('google.rpc'),
  ],
]

const KINDS: readonly (readonly [BodyKind, readonly Evidence[]])[] = [
  ['request', REQUEST],
  ['reply', REPLY],
  ['error', ERROR],
]

/** Frames looked at: the first ones say all that there is to know. */
const FRAMES = 3

export function recognise(sample: Sample): Claim | undefined {
  const claims = [...bodiesOf(sample.json).map(weigh), ...framesOf(sample).map(weighFrame)]
  const best = claims.reduce<Claim | undefined>((a, b) => (b && b.score > (a?.score ?? 0) ? b : a), undefined)
  const place = weighPlace(sample)
  if (!best) return place && !sample.json && !sample.frames ? place : undefined
  return place
    ? { ...best, score: Math.min(1, best.score + place.score), reasons: [...best.reasons, ...place.reasons] }
    : best
}

/** A list is a stream without SSE, or an error wrapped in one. */
const bodiesOf = (json: Json | undefined): (readonly [JsonObject, isListed: boolean])[] => {
  if (isObject(json)) return [[json, false]]
  return Array.isArray(json)
    ? (json as readonly Json[])
        .slice(0, FRAMES)
        .filter(isObject)
        .map((one) => [one, true] as const)
    : []
}

const framesOf = ({ frames }: Sample): JsonObject[] =>
  (frames ?? []).slice(0, FRAMES).flatMap(({ data }) => {
    const parsed = parseJson(data)
    return 'value' in parsed && isObject(parsed.value) ? [parsed.value] : []
  })

function weigh([body, isListed]: readonly [JsonObject, boolean]): Claim | undefined {
  const claims = KINDS.map(([kind, evidence]) =>
    weighAs(isListed && kind === 'reply' ? 'stream' : kind, evidence, body),
  )
  return claims.reduce((a, b) => (b.score > a.score ? b : a)).score > 0
    ? claims.reduce((a, b) => (b.score > a.score ? b : a))
    : undefined
}

function weighFrame(body: JsonObject): Claim | undefined {
  const claim = weighAs('stream', REPLY, body)
  const error = weighAs('error', ERROR, body)
  const best = error.score > claim.score ? error : claim
  return best.score > 0 ? best : undefined
}

function weighAs(kind: BodyKind, evidence: readonly Evidence[], body: JsonObject): Claim {
  const found = evidence.filter(([, , isThere]) => isThere(body))
  const score = found.reduce((sum, [weight]) => sum + weight, 0)
  return { kind, score: Math.min(1, score), reasons: found.map(([, why]) => why) }
}

const PLACES: readonly (readonly [test: RegExp, kind: BodyKind, why: string])[] = [
  [/:streamGenerateContent\b/, 'stream', 'the URL says streamGenerateContent'],
  [/:(?:generateContent|countTokens)\b/, 'request', 'the URL says generateContent'],
  [/generativelanguage\.googleapis\.com(?!.*\/openai\/)/, 'request', 'the host is Google’s'],
]

/** What the URL and the headers say; never enough against the body. */
function weighPlace({ url, headers }: Sample): Claim | undefined {
  const place = PLACES.find(([test]) => url !== undefined && test.test(url))
  if (place) return { kind: place[1], score: 0.3, reasons: [place[2]] }
  const hasKey = headers?.some(([name]) => name.toLowerCase() === 'x-goog-api-key')
  return hasKey ? { kind: 'request', score: 0.2, reasons: ['the key is in x-goog-api-key'] } : undefined
}
