import { isErrorBody } from '../../translate/reading.ts'
import type { Json } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import { endOfValue } from '../../wire/json-scan.ts'
import type { Scene } from '../evidence.ts'
import type { Place } from '../finding.ts'
import { placeAt, placeOf } from '../places.ts'
import { once } from '../reading-facts.ts'
import { tellingFrames } from '../reply-facts.ts'

/** What a failed exchange says, out of the envelopes that gateways, proxies and loggers put around it. */
export interface ErrorWords {
  /** Each once, the outermost first. */
  readonly texts: readonly string[]
  readonly place: Place
}

/** The error of an exchange in words; undefined where nothing failed. */
export const errorWordsOf = once((scene: Scene): ErrorWords | undefined => {
  const { exchange, failure, reply } = scene
  if (failure) {
    const { message, code, param } = failure
    const frame = message.from[0]?.frame
    const raw =
      reply?.kind === 'stream' && frame !== undefined ? reply.frames[frame]?.frame.data : exchange.reply?.body
    const said = [message.value, code?.value ?? '', param?.value ?? '', raw ?? '']
    return {
      texts: [...new Set(said.filter(Boolean).flatMap(openEnvelopes))],
      place: placeOf(exchange, 'reply', message),
    }
  }
  const body = pageOrLog(scene)
  return body === undefined ? undefined : { texts: openEnvelopes(body), place: placeAt(exchange, 'reply') }
})

/** What answered instead of the API: a proxy's page, the lines of a log, an error in a form of its own. */
function pageOrLog(scene: Scene): string | undefined {
  const { exchange, dialect, reply } = scene
  const { body = '', status } = exchange.reply ?? {}
  // An event that only a gateway knows as an error, between events of the dialect's own.
  if (reply?.kind === 'stream') {
    const event = tellingFrames(scene).find(({ value }) => isErrorBody(value, undefined))
    return event && reply.frames[event.frame]?.frame.data
  }
  const isReply =
    dialect && (reply?.kind !== 'whole' || LIKE_A_REPLY.test(body)) && reply?.kind !== 'unreadable'
  if (body.trim() === '' || isReply) return undefined
  // A reply of the API that was cut short may quote an error.
  if (!/^\s*[{[]/.test(body) || (status ?? 0) >= 400) return body
  // A line of a log, which no dialect knows.
  if (reply?.kind !== 'unreadable' && !LIKE_A_REPLY.test(body)) return body
  const parsed = parseJson(body)
  return 'value' in parsed && isErrorBody(parsed.value, status) ? body : undefined
}

const LIKE_A_REPLY = /"(?:choices|candidates|output|content|parts|text)"\s*:/

/** Enough of a page or a log to find the error in. Characters. */
const LONGEST = 65_536
/** LiteLLM in front of OpenRouter in front of a provider nests three. */
const DEEPEST = 6
const MOST = 200

/** A text, and what stands in it: JSON, Python's and JavaScript's prints of it, escaped or not, HTML. */
function openEnvelopes(text: string): string[] {
  const found = new Set<string>()
  const open = (one: string, depth: number): void => {
    if (found.has(one) || found.size >= MOST) return
    found.add(one)
    if (depth < DEEPEST) for (const inner of textsWithin(one)) open(inner, depth + 1)
  }
  open(text.slice(0, LONGEST), 0)
  return [...found]
}

function textsWithin(text: string): string[] {
  const values = jsonWithin(text)
  const printed = [...text.matchAll(PRINTED)].flatMap(([, double, single]) => double ?? single ?? [])
  const bare = withoutEscapes(withoutMarkup(text))
  return [...values.flatMap(stringsOf), ...printed.map(withoutEscapes), ...(bare === text ? [] : [bare])]
}

/** `'message': "…"`, as Python prints an error body. */
const PRINTED = /'(?:message|error|detail|msg)': ?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/g

/** JSON values in the midst of other words, at most twenty. */
function jsonWithin(text: string): Json[] {
  const found: Json[] = []
  let tries = 0
  for (let at = text.search(/[{[]/); at >= 0 && tries < 20; tries++) {
    const { end, isWhole } = endOfValue(text, at)
    const parsed = isWhole ? parseJson(text.slice(at, end)) : undefined
    const isRead = parsed !== undefined && 'value' in parsed
    if (isRead) found.push(parsed.value)
    const next = text.slice(isRead ? end : at + 1).search(/[{[]/)
    at = next < 0 ? -1 : next + (isRead ? end : at + 1)
  }
  return found
}

function stringsOf(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((one: Json) => stringsOf(one))
  if (!isObject(value)) return []
  const { loc, msg } = value
  // FastAPI names the place as a list of steps.
  const placed = Array.isArray(loc) && typeof msg === 'string' ? [`${loc.join('.')}: ${msg}`] : []
  return [...placed, ...Object.values(value).flatMap((one) => stringsOf(one as Json))]
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&#96;': '`',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
}

const withoutMarkup = (text: string): string =>
  text
    .replace(
      /<\/?(?:html|head|body|title|h\d|p|pre|code|div|span|br|hr|center|style|script|!doctype)\b[^>]*>/gi,
      '\n',
    )
    .replace(/&(?:quot|apos|lt|gt|amp|#34|#39|#x27|#96);/g, (entity) => ENTITIES[entity] ?? entity)

const withoutEscapes = (text: string): string =>
  text.replace(/\\(["'`\\/n])/g, (_, mark: string) => (mark === 'n' ? '\n' : mark))

/** The plainest form in which a pattern is found, cut to the line that holds it. */
export function quoteOf(texts: readonly string[], patterns: readonly RegExp[]): string | undefined {
  const holding = texts.filter((text) => patterns.some((pattern) => pattern.test(text)))
  const [shortest] = holding.toSorted((left, right) => left.length - right.length)
  const line = shortest?.split('\n').find((one) => patterns.some((pattern) => pattern.test(one)))
  return (line ?? shortest)?.trim()
}
