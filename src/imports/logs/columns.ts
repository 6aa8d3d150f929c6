import { momentOf } from '../../inspect/captures/clock.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'

/** The names under which logs of gateways and tracers keep one thing, the likeliest first. import-formats.md 6, 7, 13, 20 */
export const REQUEST = [
  'proxy_server_request',
  'request_body',
  'raw_request',
  'request',
  'input',
  'inputs',
  'messages',
]
export const REPLY = ['response_body', 'raw_response', 'response', 'output', 'outputs']
const SESSION = [
  'session_id',
  'sessionId',
  'conversation_id',
  'litellm_session_id',
  'Helicone-Session-Id',
  'session.id',
]
const TRACE = ['trace_id', 'traceId', 'litellm_trace_id', 'litellm_call_id']
const START = [
  'startTime',
  'start_time',
  'started_at',
  'request_created_at',
  'timestamp',
  'created_at',
  'createdAt',
  'logged_at',
]
const STATUS = ['status_code', 'response_status', 'statusCode', 'http_status', 'status']
/** Not LiteLLM's `api_base`: its rows hold what the client sent and was given. */
const URLS = ['request_path', 'target_url', 'url']
/** Where logs keep what has no column of its own. */
const BAGS = ['metadata', 'properties', 'request_properties', 'attributes']

export const has = (row: JsonObject, names: readonly string[]): boolean =>
  names.some((name) => Object.hasOwn(row, name))

/** A row of a log: it names a session, a trace or a kind of call, says when, and holds a body. No dialect does all three. */
export function isRow(json: Json | undefined): json is JsonObject {
  if (!isObject(json)) return false
  const isBody = has(json, REQUEST) || has(json, REPLY)
  const isFiled = has(json, [...SESSION, ...TRACE, 'call_type', 'request_id'])
  const isHelicone = isObject(json.request_body) && Object.hasOwn(json, 'response_body')
  return isHelicone || (isBody && isFiled && has(json, START))
}

/** The first of the columns that is a text with something in it, in the row or in what it keeps beside. */
function textIn(row: JsonObject, names: readonly string[]): string | undefined {
  for (const from of [row, ...BAGS.map((bag) => opened(row[bag]))]) {
    if (!isObject(from)) continue
    for (const name of names) {
      const value = from[name]
      if (typeof value === 'string' && value !== '') return value
    }
  }
  return undefined
}

export const sessionOf = (row: JsonObject): string | undefined => textIn(row, SESSION)
export const traceOf = (row: JsonObject): string | undefined => textIn(row, TRACE)
export const urlOf = (row: JsonObject): string | undefined => textIn(row, URLS)

/** As the log gave it; a count of seconds or milliseconds as ISO 8601. */
export function startOf(row: JsonObject): string | undefined {
  const value = START.map((name) => row[name]).find(
    (one) => typeof one === 'string' || typeof one === 'number',
  )
  if (typeof value !== 'number') return value as string | undefined
  const moment = momentOf(String(value))
  return moment && Math.abs(moment.at) < 8.64e15 ? new Date(moment.at).toISOString() : undefined
}

export function statusOf(row: JsonObject): number | undefined {
  const value = STATUS.map((name) => row[name]).find(
    (one) => typeof one === 'number' || /^[1-5]\d\d$/.test(String(one)),
  )
  const status = Number(value)
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined
}

/** Databases keep JSON as text: the value in it. */
export function opened(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  const parsed = parseJson(value)
  return 'value' in parsed ? parsed.value : value
}

/** Nothing that could be a body: LiteLLM writes `{}` where it does not keep prompts. */
export const isBlank = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0)
