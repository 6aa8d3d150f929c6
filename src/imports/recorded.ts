import type { Header } from '../transcript/transcript.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { isObject } from '../wire/json.ts'
import { locate } from '../wire/json-index.ts'
import type { RecogniseDialect } from './format.ts'
import type { Half, Part } from './parts.ts'
import { readPart } from './parts.ts'

const REPLY_KEYS = ['response', 'reply', 'output'] as const

/** One object that holds both halves: `{"request": …, "response": …}`, as test fixtures and tracing tools write it. */
export const isRecorded = (json: Json | undefined): json is JsonObject =>
  isObject(json) &&
  (isObject(json.request) || typeof json.request === 'string') &&
  REPLY_KEYS.some((key) => Object.hasOwn(json, key))

/** Both halves. Bodies are cut out of the text, not written anew: numbers and key order stay as they were. */
export function readRecorded(text: string, json: JsonObject, recogniseDialect: RecogniseDialect): Part[] {
  const replyKey = REPLY_KEYS.find((key) => Object.hasOwn(json, key)) ?? 'response'
  const request = readHalf(text, json.request, '/request')
  const reply = readHalf(text, json[replyKey], `/${replyKey}`)
  return [
    ...(request ? [readPart(request.body, request.half, recogniseDialect, { role: 'request' })] : []),
    ...(reply
      ? [
          readPart(reply.body, { ...reply.half, ...urlOf(request?.half) }, recogniseDialect, {
            role: 'reply',
          }),
        ]
      : []),
  ]
}

const urlOf = (half: Half | undefined): Half => (half?.url === undefined ? {} : { url: half.url })

function readHalf(
  text: string,
  value: Json | undefined,
  pointer: string,
): { body: string; half: Half } | undefined {
  if (value === undefined || value === null) return undefined
  if (!isObject(value) || !isEnvelope(value)) return { body: bodyText(text, value, pointer), half: {} }
  const status = value.status ?? value.status_code ?? value.statusCode
  const half: Half = {
    ...(typeof value.method === 'string' ? { method: value.method } : {}),
    ...(typeof value.url === 'string' ? { url: value.url } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...headersOf(value.headers),
  }
  for (const key of ['body_raw', 'body', 'json', 'content', 'data']) {
    if (value[key] !== undefined && value[key] !== null)
      return { body: bodyText(text, value[key], `${pointer}/${key}`), half }
  }
  const { events } = value
  return { body: Array.isArray(events) ? eventsText(events as readonly Json[]) : '', half }
}

/** What carries a body, as opposed to a body. No dialect has these keys at its top. */
const isEnvelope = (value: JsonObject): boolean =>
  ['body', 'body_raw', 'headers', 'status_code', 'statusCode'].some((key) => Object.hasOwn(value, key)) ||
  (typeof value.url === 'string' && typeof value.method === 'string') ||
  Array.isArray(value.events) ||
  typeof value.status === 'number'

function bodyText(text: string, value: Json | undefined, pointer: string): string {
  if (typeof value === 'string') return value
  const range = locate(text, pointer)
  return range ? text.slice(range.start, range.end) : ''
}

/** Events that a tracer took apart, as the stream they were: `[{event, data}]`. */
const eventsText = (events: readonly Json[]): string =>
  events
    .filter(isObject)
    .map(({ event, data }) => {
      const lines = (typeof data === 'string' ? data : JSON.stringify(data ?? '')).split('\n')
      return `${typeof event === 'string' ? `event: ${event}\n` : ''}${lines.map((line) => `data: ${line}\n`).join('')}\n`
    })
    .join('')

/** Headers as an object, as pairs, or as HAR has them. */
export function headersOf(value: Json | undefined): { headers?: readonly Header[] } {
  if (Array.isArray(value)) return { headers: (value as readonly Json[]).flatMap(headerOf) }
  if (!isObject(value)) return {}
  return {
    headers: Object.entries(value).flatMap(([name, given]) =>
      (Array.isArray(given) ? (given as readonly Json[]) : [given]).map((one): Header => [name, String(one)]),
    ),
  }
}

function headerOf(item: Json): Header[] {
  if (Array.isArray(item)) return item.length >= 2 ? [[String(item[0]), String(item[1])]] : []
  return isObject(item) && typeof item.name === 'string' ? [[item.name, String(item.value ?? '')]] : []
}
