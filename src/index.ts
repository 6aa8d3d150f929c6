import type { DialectId, Target } from './hub/dialect.ts'
import { findDialect } from './hub/dialect.ts'
import type { Exchange } from './transcript/transcript.ts'
import type { LaneTranslator } from './translate/lane-translator.ts'
import { createLaneTranslator as startLanes } from './translate/lane-translator.ts'
import type { OpenedStream } from './translate/opened-stream.ts'
import { openStream as open } from './translate/opened-stream.ts'
import { isErrorBody } from './translate/reading.ts'
import type { StreamTranslator } from './translate/stream.ts'
import { createStreamTranslator as startTranslator } from './translate/stream.ts'
import type { Options, Translated } from './translate/translate.ts'
import * as translation from './translate/translate.ts'
import { turnsOf } from './translate/turns.ts'
import type { Json } from './wire/json.ts'
import { isObject } from './wire/json.ts'
import { numbersAsWritten } from './wire/json-numbers.ts'

export type { DialectId, Target } from './hub/dialect.ts'
export { importTranscript } from './imports/import-transcript.ts'
export type { Imported } from './imports/read-input.ts'
export type { Note, Report } from './imports/report.ts'
export { check } from './inspect/check.ts'
export { compareSides } from './inspect/compare/compare.ts'
export { sayHop } from './inspect/compare/sentence.ts'
export type { Difference, Hop, Sides } from './inspect/compare/sides.ts'
export type { Finding, Place, Severity } from './inspect/finding.ts'
export type { DecodedLink, EncodedLink, LinkOptions, LinkState, ViewState } from './share/link.ts'
export { decodeLink, encodeLink } from './share/link.ts'
export type { Case, Mended } from './share/report/case.ts'
export { reportCase } from './share/report/case.ts'
export type { Smallest } from './share/report/minimise.ts'
export { issueOf } from './share/report/write.ts'
export type {
  CapturedReply,
  CapturedRequest,
  Exchange,
  Header,
  Side,
  Transcript,
} from './transcript/transcript.ts'
export type { Accounting, Place as AccountedPlace } from './translate/books.ts'
export type { LaneText, LaneTranslator, Mark } from './translate/lane-translator.ts'
export type { OpenedStream } from './translate/opened-stream.ts'
export type { StreamTranslator } from './translate/stream.ts'
export type { Translated } from './translate/translate.ts'
export type { Json, JsonObject } from './wire/json.ts'

/** A dialect by its full name, or by the short one that the terminal uses. */
export type DialectName = DialectId | 'chat' | 'responses' | 'anthropic'

interface Route {
  readonly from: DialectName
  readonly to: DialectName
  /** What is known of the target beyond its dialect: model, version, surface. */
  readonly target?: Omit<Target, 'dialect'>
}

/** What is known of a body beyond its value. */
interface Source {
  /** The text that it was parsed from: `text` of the translation then writes numbers as they stand there (`1.0`, ids of 64 bits). */
  readonly source?: string
}

export interface RequestOptions extends Route, Source {
  /** Where the request was sent: Gemini, Vertex, Bedrock and Azure name the model there. */
  readonly url?: string
  /** Earlier exchanges, oldest first: a `previous_response_id` is resolved among them. */
  readonly history?: readonly Exchange[]
}

export interface ReplyOptions extends Route, Source {
  /** The request that the reply answers, in the dialect of the reply's reader: its model is the target's where none is said. */
  readonly request?: Json
}

/** A request in another dialect, with what became of each of its leaves. */
export function translateRequest(body: Json, options: RequestOptions): Translated {
  const route = routeOf(options)
  return translation.translateRequest(body, {
    ...route,
    ...(options.url === undefined ? {} : { url: options.url }),
    history: turnsOf(options.history ?? [], route.from),
  })
}

/** A whole reply in another dialect; an error body is known by its shape, and stays an error. */
export function translateReply(body: Json, options: ReplyOptions): Translated {
  const route = replyRoute(options)
  return isErrorBody(body, undefined)
    ? translation.translateError(body, route)
    : translation.translateReply(body, route)
}

/** Framed text in, framed text out, synchronous; the pieces may be cut anywhere. */
export const createStreamTranslator = (options: ReplyOptions): StreamTranslator =>
  startTranslator(replyRoute(options))

/** A recorded stream of any length: any window of it in another dialect, and the reply as it stood at any frame. */
export const openStream = (body: string, options: ReplyOptions): OpenedStream =>
  open(body, replyRoute(options))

/** One stream into several dialects at once, each piece with the number of the source frame that it came from. */
export const createLaneTranslator = (options: {
  readonly from: DialectName
  readonly to: readonly DialectName[]
}): LaneTranslator => startLanes({ from: expectDialect(options.from), to: options.to.map(expectDialect) })

function replyRoute(options: ReplyOptions): Options {
  const route = routeOf(options)
  const model = isObject(options.request) ? options.request.model : undefined
  return typeof model === 'string' ? { ...route, target: { model, ...route.target } } : route
}

function routeOf({ from, to, target, source }: Route & Source): Options {
  return {
    from: expectDialect(from),
    to: expectDialect(to),
    ...(target ? { target } : {}),
    ...(source === undefined ? {} : { numbers: numbersAsWritten(source) }),
  }
}

function expectDialect(name: string): DialectId {
  const found = findDialect(name)
  if (!found) throw new TypeError(`There is no dialect “${name}”.`)
  return found
}
