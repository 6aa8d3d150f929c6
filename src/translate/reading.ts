import { dialectOf } from '../dialects/catalogue.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import { foldReply, partOfReply } from '../hub/fold.ts'
import { added, isLeaf } from '../hub/leaf.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { Message, Request } from '../hub/request.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { CapturedReply, Exchange } from '../transcript/transcript.ts'
import type { Frame } from '../wire/frame.ts'
import { frameBody } from '../wire/framings.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { numbersAsWritten } from '../wire/json-numbers.ts'
import { FrameReader, startReading } from './frame-reader.ts'
import type { Turn } from './history.ts'
import type { Options } from './translate.ts'

/** One frame of a captured stream, read. */
export interface ReadFrame {
  readonly frame: Frame
  readonly json?: Json
  readonly events: readonly ReplyEvent[]
  /** It says what the last frame without this said, letter by letter, but for a piece of text, counts and padding. */
  readonly repeats?: true
}

/** A body that is one JSON. */
interface ReadBody {
  readonly json: Json
  /** How its numbers are spelled, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers
}

export type ReplyReading =
  | ({ readonly kind: 'whole'; readonly events: readonly ReplyEvent[] } & ReadBody)
  | { readonly kind: 'stream'; readonly frames: readonly ReadFrame[]; readonly events: readonly ReplyEvent[] }
  | ({ readonly kind: 'error'; readonly events: readonly ReplyEvent[] } & ReadBody)
  | { readonly kind: 'unreadable'; readonly problem: string; readonly events: readonly ReplyEvent[] }

export interface RequestReading extends ReadBody {
  readonly hub: Request
}

/** What an exchange says, in the hub's terms: what rules and screens look at. */
export interface Reading {
  readonly exchange: Exchange
  readonly dialect: DialectId | undefined
  readonly request?: RequestReading
  readonly requestProblem?: string
  readonly reply?: ReplyReading
}

export function readExchange(exchange: Exchange): Reading {
  const { dialect } = exchange
  if (!dialect) return { exchange, dialect }
  const parsed =
    exchange.request && exchange.request.body.trim() !== '' ? readBody(exchange.request.body) : undefined
  const request =
    parsed && 'json' in parsed
      ? { ...parsed, hub: dialectOf(dialect).readRequest(rootOf(parsed)) }
      : undefined
  return {
    exchange,
    dialect,
    ...(request ? { request } : {}),
    ...(parsed && 'problem' in parsed ? { requestProblem: parsed.problem } : {}),
    ...(exchange.reply ? { reply: readReply(exchange.reply, dialect) } : {}),
  }
}

function readBody(text: string): ReadBody | { readonly problem: string } {
  const parsed = parseJson(text)
  if ('problem' in parsed) return parsed
  const numbers = numbersAsWritten(text)
  return { json: parsed.value, ...(numbers ? { numbers } : {}) }
}

const rootOf = ({ json, numbers }: ReadBody): Cursor => Cursor.root(json, true, undefined, numbers)

export function readReply(reply: CapturedReply, dialect: DialectId): ReplyReading {
  const framing = replyFraming(reply)
  if (framing === 'json') return readWhole(reply, dialect)
  return { kind: 'stream', ...readFrames(frameBody(reply.body, framing), dialect) }
}

/** `mayRepeat`: a frame of known form is read without being parsed, and says the same. */
export function readFrames(
  body: readonly Frame[],
  dialect: DialectId,
  mayRepeat = true,
): { readonly frames: readonly ReadFrame[]; readonly events: readonly ReplyEvent[] } {
  const reader = new FrameReader({ from: dialect, record: true }, startReading(dialect, {}), mayRepeat)
  const events: ReplyEvent[] = []
  const frames = body.map((frame): ReadFrame => {
    // Captures may hold several answers in a row: what follows the end of one is looked at, too.
    if (frame.data === '[DONE]') return { frame, events: [] }
    const said = reader.read(frame)
    for (const event of said.events) events.push(event)
    if (said.values) return new RepeatedFrame(frame, said.events)
    return said.problem === undefined
      ? { frame, json: said.json as Json, events: said.events }
      : { frame, events: [] }
  })
  for (const event of reader.end().events) events.push(event)
  return { frames, events }
}

/** A frame whose form was known: it is parsed for whoever asks for its JSON. */
class RepeatedFrame implements ReadFrame {
  readonly frame: Frame
  /** A list of one is made when asked for: there are hundreds of thousands of them. */
  private readonly said: ReplyEvent | readonly ReplyEvent[]

  constructor(frame: Frame, events: readonly ReplyEvent[]) {
    const [first, ...more] = events
    this.frame = frame
    this.said = first && more.length === 0 ? first : events
  }

  get repeats(): true {
    return true
  }

  get events(): readonly ReplyEvent[] {
    return 'kind' in this.said ? [this.said] : this.said
  }

  get json(): Json {
    return JSON.parse(this.frame.data) as Json
  }
}

/** A reply that is no stream. */
export function readWhole(
  reply: CapturedReply,
  dialect: DialectId,
): Exclude<ReplyReading, { readonly kind: 'stream' }> {
  const read = readBody(reply.body)
  if ('problem' in read) return { kind: 'unreadable', problem: read.problem, events: [] }
  const body = rootOf(read)
  if (!isErrorBody(read.json, reply.status))
    return { kind: 'whole', ...read, events: dialectOf(dialect).readReply(body) }
  return { kind: 'error', ...read, events: [{ kind: 'error', failure: dialectOf(dialect).readError(body) }] }
}

/** An error by its status, or by its shape where no status is known. Responses gives `error: null` in every whole reply. */
export function isErrorBody(json: Json, status: number | undefined): boolean {
  if (status !== undefined && status >= 400) return true
  const body = Array.isArray(json) && json.length === 1 ? (json[0] as Json) : json
  if (!isObject(body) || REPLY_KEYS.some((key) => key in body)) return false
  if ('error' in body) return body.error !== null
  return isForeignError(body)
}

const REPLY_KEYS = ['output', 'choices', 'candidates', 'content', 'promptFeedback', 'usage', 'usageMetadata']

/** What stands before a provider has errors of its own: FastAPI `detail`, AWS `__type` and `message`, Cloudflare `errors`. */
const isForeignError = ({ detail, errors, message, __type: type, role }: JsonObject): boolean =>
  typeof type === 'string' ||
  (typeof detail === 'object' && detail !== null) ||
  typeof detail === 'string' ||
  (Array.isArray(errors) && errors.length > 0) ||
  (typeof message === 'string' && role === undefined)

/** An exchange as an earlier turn of a history; undefined where it cannot be read. */
export function turnOf({ exchange, request, reply }: Reading): Turn | undefined {
  const events = reply?.events ?? []
  if (!request && events.length === 0) return undefined
  const folded = foldReply(events)
  const parts = folded.parts.filter((part) => part !== undefined && part.choice === 0).map(partOfReply)
  const answer: Message = { role: added('assistant', 'history', 'A reply is the assistant’s.'), parts }
  return {
    exchange: exchange.id,
    ...(exchange.startedAt === undefined ? {} : { startedAt: exchange.startedAt }),
    request: request?.hub ?? {
      dialect: exchange.dialect ?? 'openai-responses',
      messages: [],
      tools: [],
      settings: {},
    },
    events,
    ...(parts.length > 0 ? { reply: answer } : {}),
    ids: replyIds(reply),
  }
}

/** Every id under which a reply announced itself: in a stream, created and completed may differ (bugs.md §1.3 S4). */
export function replyIds(reply: ReplyReading | undefined): readonly string[] {
  if (!reply) return []
  const ids = new Set<string>()
  const note = (json: Json | undefined): void => {
    if (!isObject(json)) return
    if (typeof json.id === 'string' && json.id !== '') ids.add(json.id)
    if (isObject(json.response) && typeof json.response.id === 'string') ids.add(json.response.id)
  }
  if (reply.kind === 'whole') note(reply.json)
  if (reply.kind === 'stream') for (const frame of reply.frames) if (!frame.repeats) note(frame.json)
  for (const event of reply.events)
    if (event.kind === 'reply-start' && event.id && isLeaf(event.id)) ids.add(event.id.value)
  return [...ids]
}

/** What is known of a captured request beside its body, for its translation. */
export const sentAs = ({ request, startedAt }: Exchange): Pick<Options, 'url' | 'startedAt'> => ({
  ...(request?.url === undefined ? {} : { url: request.url }),
  ...(startedAt === undefined ? {} : { startedAt }),
})
