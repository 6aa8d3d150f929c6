import * as v from 'valibot'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'
import { packBody } from './pack.ts'
import { INFLATED_LIMIT } from './payload.ts'
import { unpackBody } from './unpack.ts'

/** Where the person looked. Everything is optional: the data opens even if the view does not. */
export type ViewState = v.InferOutput<typeof viewSchema>

/** What a link holds. */
export interface LinkState {
  readonly transcript: Transcript
  readonly view?: ViewState
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const viewEntries = {
  exchange: v.string(),
  tab: v.picklist(['request', 'events', 'assembled', 'client', 'source', 'headers']),
  /** Row of the lanes, from 0. */
  row: count,
  lanes: v.pipe(v.array(v.string()), v.readonly()),
  /** Number of the problem in the list, from 0. */
  problem: count,
  side: v.picklist(['client', 'upstream']),
  panel: v.picklist(['problems', 'sides', 'difference', 'pairing', 'chain', 'bytes', 'notes']),
  /** What is looked for in the rows, and which of them are shown. */
  search: v.string(),
  filter: v.string(),
}

const viewSchema = v.pipe(v.partial(v.object(viewEntries)), v.readonly())

const headers = v.array(v.tuple([v.string(), v.string()]))

const transcriptSchema = v.object({
  version: v.literal(1),
  title: v.exactOptional(v.string()),
  exchanges: v.array(
    v.object({
      id: v.string(),
      side: v.exactOptional(v.picklist(['client', 'upstream'])),
      dialect: v.exactOptional(v.picklist(DIALECT_IDS)),
      request: v.exactOptional(
        v.object({
          method: v.exactOptional(v.string()),
          url: v.exactOptional(v.string()),
          headers: v.exactOptional(headers),
          body: v.string(),
        }),
      ),
      reply: v.exactOptional(
        v.object({
          status: v.exactOptional(v.number()),
          headers: v.exactOptional(headers),
          body: v.string(),
          times: v.exactOptional(v.array(v.number())),
        }),
      ),
      startedAt: v.exactOptional(v.string()),
      name: v.exactOptional(v.string()),
      sessionId: v.exactOptional(v.string()),
      traceId: v.exactOptional(v.string()),
    }),
  ),
  remarks: v.exactOptional(
    v.array(
      v.object({
        exchange: v.string(),
        half: v.picklist(['request', 'reply']),
        frame: v.exactOptional(count),
        pointer: v.exactOptional(v.string()),
        text: v.string(),
      }),
    ),
  ),
})

/** One line of JSON with lengths in place of bodies, then the bodies as they are: escaping them would hide them from the
 * dictionary. A body's length stands bare; a packed one's as `[length packed, length]`; `[["…"]]` is a body that UTF-8
 * cannot carry.
 *
 *     {"transcript":{…"reply":{"body":[512,1302]}…}}⏎␅event: …
 */
export function writeState({ transcript, view }: LinkState): string {
  const bodies: string[] = []
  const exchanges = transcript.exchanges.map((exchange) => {
    const { request, reply } = exchange
    return {
      ...exchange,
      ...(request && { request: { ...request, body: writeBody(request.body, bodies) } }),
      ...(reply && {
        reply: {
          ...reply,
          body: writeBody(reply.body, bodies),
          ...(reply.times && { times: toSteps(reply.times) }),
        },
      }),
    }
  })
  return `${JSON.stringify({ ...(view && { view }), transcript: { ...transcript, exchanges } })}\n${bodies.join('')}`
}

const LONE_SURROGATE = /\p{Surrogate}/u

function writeBody(body: string, bodies: string[]): Json {
  if (LONE_SURROGATE.test(body)) return [[body]]
  const packed = packBody(body)
  bodies.push(packed ?? body)
  return packed === undefined ? body.length : [packed.length, body.length]
}

/** Whole milliseconds as differences, if that is exact: they repeat where moments never do. */
function toSteps(times: readonly number[]): Json {
  const steps = times.map((time, i) => time - (times[i - 1] ?? 0))
  return [...times, ...steps].every(Number.isSafeInteger) ? { steps } : times
}

function fromSteps(times: Json | undefined): Json | undefined {
  if (!isObject(times) || !Array.isArray(times.steps)) return times
  let time = 0
  return (times.steps as Json[]).map((step) => (time += Number(step)))
}

/** The state in a text of {@link writeState}, with notes on what was passed over; or why there is none. */
export function readState(text: string): { state: LinkState; notes: string[] } | { problem: string } {
  const end = text.indexOf('\n')
  const parsed = parseJson(end < 0 ? text : text.slice(0, end))
  if ('problem' in parsed || !isObject(parsed.value)) return { problem: 'its first line is no JSON object' }
  const bodies: Bodies = { text, at: end + 1, budget: INFLATED_LIMIT }
  const transcript = v.safeParse(transcriptSchema, restoreBodies(parsed.value.transcript, bodies))
  if (!transcript.success) {
    const [issue] = transcript.issues
    return { problem: `${v.getDotPath(issue) ?? 'the transcript'} is not as expected (${issue.message})` }
  }
  const notes: string[] = []
  const view = readView(parsed.value.view, notes)
  return { state: { transcript: transcript.output, ...(view && { view }) }, notes }
}

interface Bodies {
  readonly text: string
  at: number
  /** How many characters may still be unpacked: a few packed ones can stand for very many. */
  budget: number
}

function restoreBodies(transcript: Json | undefined, bodies: Bodies): unknown {
  if (!isObject(transcript) || !Array.isArray(transcript.exchanges)) return transcript
  const exchanges = (transcript.exchanges as Json[]).map((exchange) => {
    if (!isObject(exchange)) return exchange
    const { request, reply } = exchange
    return {
      ...exchange,
      ...(request !== undefined && { request: restoreHalf(request, bodies) }),
      ...(reply !== undefined && { reply: restoreHalf(reply, bodies) }),
    }
  })
  return { ...transcript, exchanges }
}

function restoreHalf(half: Json, bodies: Bodies): unknown {
  if (!isObject(half)) return half
  const times = fromSteps(half.times)
  return { ...half, body: readBody(half.body, bodies), ...(times !== undefined && { times }) }
}

function readBody(body: Json | undefined, bodies: Bodies): unknown {
  const take = (length: number) => {
    bodies.at += length
    return bodies.text.slice(bodies.at - length, bodies.at)
  }
  const isLength = (length: unknown): length is number =>
    Number.isSafeInteger(length) && (length as number) >= 0
  if (isLength(body)) return take(body)
  if (!Array.isArray(body)) return body
  const [packed, length] = body as Json[]
  if (Array.isArray(packed)) return packed[0]
  if (!isLength(packed) || !isLength(length) || length > bodies.budget) return undefined
  bodies.budget -= length
  const unpacked = unpackBody(take(packed), length)
  return unpacked?.length === length ? unpacked : undefined
}

function readView(view: Json | undefined, notes: string[]): ViewState | undefined {
  if (view === undefined) return undefined
  if (!isObject(view)) {
    notes.push('The link says where to look in a way this build does not know; it opens at the start.')
    return undefined
  }
  const known: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(view as JsonObject)) {
    const schema = Object.hasOwn(viewEntries, key) ? viewEntries[key as keyof typeof viewEntries] : undefined
    const parsed = schema && v.safeParse(schema, value)
    if (parsed?.success) known[key] = parsed.output
    else
      notes.push(
        `The link's view says "${key}", which this build ${schema ? 'cannot read' : 'does not know'}; it was passed over.`,
      )
  }
  return known as ViewState
}
