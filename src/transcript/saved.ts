import { findDialect } from '../hub/dialect.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'
import type { CapturedReply, CapturedRequest, Exchange, Header, Remark, Transcript } from './transcript.ts'

const TRANSCRIPT_VERSION = 1

type Opened = { readonly transcript: Transcript } | { readonly problem: string }

/** From a version to the next, one step each. Version 1 is the first, so nothing leads to it. */
const UPGRADERS: Readonly<Record<number, (old: JsonObject) => JsonObject>> = {}

export const saveTranscript = (transcript: Transcript): string => `${JSON.stringify(transcript, null, 2)}\n`

/** A saved transcript, as text or parsed, of this or an earlier version. */
export function openTranscript(json: string | Json): Opened {
  const parsed = typeof json === 'string' ? parseJson(json) : { value: json }
  if ('problem' in parsed) return { problem: `The transcript is no JSON: ${parsed.problem}.` }
  if (!isObject(parsed.value) || !Array.isArray(parsed.value.exchanges))
    return { problem: 'This is no saved transcript: it has no list of exchanges.' }
  const { version } = parsed.value
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return { problem: 'This is no saved transcript: it has no version.' }
  if (version > TRANSCRIPT_VERSION)
    return {
      problem: `This transcript has version ${version}; this program reads up to version ${TRANSCRIPT_VERSION}. A newer Interlinear saved it.`,
    }
  let saved: JsonObject = parsed.value
  for (let step = version; step < TRANSCRIPT_VERSION; step++) saved = UPGRADERS[step]?.(saved) ?? saved
  return readTranscript(saved)
}

function readTranscript(saved: JsonObject): Opened {
  const exchanges: Exchange[] = []
  for (const [index, item] of (saved.exchanges as readonly Json[]).entries()) {
    const exchange = isObject(item) ? readExchange(item, `x${index + 1}`) : undefined
    if (!exchange)
      return {
        problem: `Exchange ${index + 1} of this transcript has neither a request nor a reply with a body.`,
      }
    exchanges.push(exchange)
  }
  return { transcript: { version: 1, ...text(saved, 'title'), exchanges, ...readRemarks(saved) } }
}

/** A remark that names no place is none. */
function readRemarks({ remarks: list, exchanges }: JsonObject): { remarks?: readonly Remark[] } {
  const ids = new Map<Json, string>()
  for (const [index, item] of (exchanges as readonly Json[]).entries())
    if (isObject(item) && typeof item.id === 'string') ids.set(item.id, `x${index + 1}`)
  const remarks = Array.isArray(list) ? list.flatMap((item: Json) => readRemark(item, ids)) : []
  return remarks.length > 0 ? { remarks } : {}
}

function readRemark(item: Json, ids: ReadonlyMap<Json, string>): Remark[] {
  if (!isObject(item)) return []
  const { half, frame } = item
  const exchange = ids.get(item.exchange ?? null)
  if (exchange === undefined || (half !== 'request' && half !== 'reply')) return []
  const isFrame = typeof frame === 'number' && Number.isSafeInteger(frame) && frame >= 0
  return [
    {
      exchange,
      half,
      ...(isFrame ? { frame } : {}),
      ...text(item, 'pointer'),
      text: typeof item.text === 'string' ? item.text : '',
    },
  ]
}

/** Ids are given anew: a transcript that a person edited must not open with two exchanges of one name. */
function readExchange(item: JsonObject, id: string): Exchange | undefined {
  const request = readRequest(item.request)
  const reply = readReply(item.reply)
  if (!request && !reply) return undefined
  const { side } = item
  const dialect = typeof item.dialect === 'string' ? findDialect(item.dialect) : undefined
  return {
    id,
    ...(side === 'client' || side === 'upstream' ? { side } : {}),
    ...(dialect ? { dialect } : {}),
    ...(request ? { request } : {}),
    ...(reply ? { reply } : {}),
    ...text(item, 'startedAt'),
    ...text(item, 'name'),
    ...text(item, 'sessionId'),
    ...text(item, 'traceId'),
  }
}

function readRequest(value: Json | undefined): CapturedRequest | undefined {
  if (!isObject(value)) return undefined
  const body = bodyOf(value.body)
  return body === undefined
    ? undefined
    : { ...text(value, 'method'), ...text(value, 'url'), ...headersOf(value), body }
}

function readReply(value: Json | undefined): CapturedReply | undefined {
  if (!isObject(value)) return undefined
  const body = bodyOf(value.body)
  if (body === undefined) return undefined
  const { status, times } = value
  const areTimes = Array.isArray(times) && times.every((time) => typeof time === 'number')
  return {
    ...(typeof status === 'number' ? { status } : {}),
    ...headersOf(value),
    body,
    ...(areTimes ? { times: times as readonly number[] } : {}),
  }
}

/** People write transcripts by hand, with bodies as JSON in place of JSON in a string. */
const bodyOf = (body: Json | undefined): string | undefined =>
  typeof body === 'string' ? body : isObject(body) || Array.isArray(body) ? JSON.stringify(body) : undefined

function headersOf(value: JsonObject): { headers?: readonly Header[] } {
  const { headers } = value
  if (!Array.isArray(headers)) return {}
  const pairs = headers.flatMap((pair: Json): Header[] => {
    const [name, text] = Array.isArray(pair) ? pair : []
    return typeof name === 'string' && typeof text === 'string' ? [[name, text]] : []
  })
  return { headers: pairs }
}

function text<K extends string>(object: JsonObject, key: K): { readonly [k in K]?: string } {
  const value = object[key]
  return (typeof value === 'string' ? { [key]: value } : {}) as { readonly [k in K]?: string }
}
