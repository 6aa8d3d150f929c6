import type { RecognisedDialect } from '../dialects/catalogue.ts'
import { DIALECT_NAMES } from '../hub/dialect.ts'
import type { Header } from '../transcript/transcript.ts'
import type { BodyFraming } from '../wire/frame.ts'
import { frameBody, recogniseFraming } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'
import { describeJsonProblem, partialJson } from '../wire/json-problem.ts'
import type { RecogniseDialect } from './format.ts'
import type { Note } from './report.ts'

/** Where a body was found, as far as known. */
export interface Surroundings {
  readonly url?: string | undefined
  readonly headers?: readonly Header[] | undefined
  /** UTF-16 offset of the body in what was pasted: notes are about ranges there. */
  readonly start?: number
  readonly role?: 'request' | 'reply'
}

export interface BodyReading {
  readonly role: 'request' | 'reply'
  readonly framing: BodyFraming
  readonly claim?: RecognisedDialect
  /** "a Chat Completions request", for the sentence of the report. */
  readonly what: string
  readonly notes: readonly Note[]
}

/** As much of a stream as tells its dialect; the rest is framed where it is shown. */
const STREAM_SAMPLE = 131_072

/** What a body is: which half of an exchange, how framed, in which dialect. */
export function readBody(
  body: string,
  recogniseDialect: RecogniseDialect,
  around: Surroundings = {},
): BodyReading {
  const { framing } = recogniseFraming(body)
  const place = {
    ...(around.url === undefined ? {} : { url: around.url }),
    ...(around.headers ? { headers: around.headers } : {}),
  }
  if (framing === 'json') return readWhole(body, recogniseDialect, around, place)
  const sample = body.slice(0, STREAM_SAMPLE)
  const frames = frameBody(sample, framing)
  // The last frame of a sample is cut by us, not by the capture.
  if (sample.length < body.length) frames.pop()
  const claim = recogniseDialect({ frames, ...place }) ?? errorOf(body, framing, recogniseDialect, place)
  const stray =
    framing === 'sse' ? frames.filter((frame) => frame.problem?.startsWith('No blank line')).length : 0
  const notes: Note[] =
    stray === 0
      ? []
      : [
          spot(
            around,
            body,
            'info',
            'Blank lines between events are missing: each event was taken by itself.',
          ),
        ]
  const isRequest = claim?.kind === 'request'
  return {
    role: isRequest ? 'request' : 'reply',
    framing,
    ...(claim ? { claim } : {}),
    what: phrase(claim, framing),
    notes,
  }
}

type Place = Pick<Surroundings, 'url' | 'headers'>
type KnownPlace = { readonly url?: string; readonly headers?: readonly Header[] }

/** Gemini wraps an error in an array where a stream was asked for. */
function errorOf(
  body: string,
  framing: BodyFraming,
  recognise: RecogniseDialect,
  place: KnownPlace,
): RecognisedDialect | undefined {
  if (framing !== 'json-array' || body.length > STREAM_SAMPLE) return undefined
  const parsed = parseJson(body)
  return 'value' in parsed ? recognise({ json: parsed.value, ...place }) : undefined
}

function readWhole(
  body: string,
  recognise: RecogniseDialect,
  around: Surroundings,
  place: KnownPlace,
): BodyReading {
  const text = body.startsWith('\ufeff') ? body.slice(1) : body
  const parsed = parseJson(text)
  const json = 'value' in parsed ? parsed.value : partialJson(text)
  const claim = json === undefined ? undefined : recognise({ json, ...place })
  const role = roleOf(claim, json, around)
  const what = phrase(claim, 'json', role)
  if ('value' in parsed || text.trim() === '')
    return { role, framing: 'json', ...(claim ? { claim } : {}), what, notes: [] }
  const fault = describeJsonProblem(text)
  const kind = fault?.isTruncated ? 'is cut short' : 'is no valid JSON'
  const likeness = claim ? `It looks like ${what}, but it ${kind}` : `The JSON ${kind}`
  const offset = (around.start ?? 0) + (body.length - text.length) + (fault?.offset ?? 0)
  const note: Note = {
    severity: fault?.isTruncated ? 'warning' : 'error',
    sentence: fault ? `${likeness}. ${fault.sentence}` : `${likeness}.`,
    ...(around.start === undefined ? {} : { start: offset, end: around.start + body.length }),
  }
  return { role, framing: 'json', ...(claim ? { claim } : {}), what: `${what} that ${kind}`, notes: [note] }
}

const REQUEST_KEYS = ['messages', 'input', 'contents', 'max_tokens', 'tools', 'prompt']

/** A guess for bodies that no dialect claims: compatible servers have dialects of their own. */
export const looksLikeRequest = (json: Json): boolean =>
  isObject(json) && REQUEST_KEYS.some((key) => Object.hasOwn(json, key))

function roleOf(
  claim: RecognisedDialect | undefined,
  json: Json | undefined,
  around: Surroundings,
): 'request' | 'reply' {
  if (around.role) return around.role
  if (claim) return claim.kind === 'request' ? 'request' : 'reply'
  return !isObject(json) || looksLikeRequest(json) ? 'request' : 'reply'
}

function spot(
  around: Place & { readonly start?: number },
  body: string,
  severity: Note['severity'],
  sentence: string,
): Note {
  return {
    severity,
    sentence,
    ...(around.start === undefined ? {} : { start: around.start, end: around.start + body.length }),
  }
}

const FRAMING_WORDS: Readonly<Record<BodyFraming, string>> = {
  sse: 'a stream of server-sent events',
  ndjson: 'JSON lines',
  'json-array': 'a JSON array',
  json: 'JSON',
}

const KIND_WORDS = { request: 'request', reply: 'reply', stream: 'stream', error: 'error' } as const

function phrase(
  claim: RecognisedDialect | undefined,
  framing: BodyFraming,
  role?: 'request' | 'reply',
): string {
  if (!claim)
    return role
      ? `${FRAMING_WORDS[framing]} of no known dialect`
      : `${FRAMING_WORDS[framing]} in no known dialect`
  const title = DIALECT_NAMES[claim.dialect].title
  return `${/^[AEIOU]/.test(title) ? 'an' : 'a'} ${title} ${KIND_WORDS[claim.kind]}`
}
