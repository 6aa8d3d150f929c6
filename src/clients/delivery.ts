import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectId } from '../hub/dialect.ts'
import { frameText } from '../hub/template.ts'
import { findHeader, replyFraming } from '../transcript/reply-framing.ts'
import type { CapturedReply } from '../transcript/transcript.ts'
import { isErrorBody } from '../translate/reading.ts'
import { frameBody } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'

/** A captured reply as it is handed to a client library again. */
export interface Delivery {
  readonly body: string
  readonly isStream: boolean
  readonly status: number
  readonly type: string
}

/** What a server says that tells no status: the client libraries decide by it whether to throw. */
const FAILED = 500

/**
 * Streams go out as server-sent events, whatever a logger kept them as: no client library takes lines or arrays. Where no status
 * was captured, an error body is given one. `asked`: whether the program asked for a stream, where its request was captured.
 */
export function deliveryOf(reply: CapturedReply, dialect: DialectId, asked: boolean | undefined): Delivery {
  const framing = replyFraming(reply)
  const type = findHeader(reply.headers, 'content-type')
  if (framing === 'json') {
    const parsed = parseJson(reply.body)
    const hasFailed = 'value' in parsed && isErrorBody(parsed.value, undefined)
    const seen =
      'value' in parsed ? 'application/json' : reply.body.startsWith('<') ? 'text/html' : 'text/plain'
    return {
      body: reply.body,
      isStream: asked ?? false,
      status: reply.status ?? (hasFailed ? FAILED : 200),
      type: type ?? seen,
    }
  }
  const body = framing === 'sse' ? endLast(reply.body) : asEvents(reply.body, framing, dialect)
  return { body, isStream: asked ?? true, status: reply.status ?? 200, type: 'text/event-stream' }
}

/** A copied stream has lost the blank line behind its last event, without which no client library takes it. */
function endLast(body: string): string {
  const last = frameBody(body, 'sse').at(-1)?.data ?? ''
  const isWhole = last === '[DONE]' || 'value' in parseJson(last)
  return isWhole ? `${body.trimEnd()}\n\n` : body
}

function asEvents(body: string, framing: 'ndjson' | 'json-array', dialect: DialectId): string {
  const { namesEvents } = dialectOf(dialect)
  return frameBody(body, framing)
    .map(({ data, event }) => {
      const name = event ?? (namesEvents ? typeOf(parseJson(data)) : undefined)
      return frameText({ ...(name === undefined ? {} : { name }), data })
    })
    .join('')
}

const typeOf = (parsed: { readonly value: Json } | { readonly problem: string }): string | undefined =>
  'value' in parsed && isObject(parsed.value) && typeof parsed.value.type === 'string'
    ? parsed.value.type
    : undefined

/** The delivery as the answer of a server. */
export const responseOf = ({ body, status, type }: Delivery): Response =>
  new Response(body, { status, headers: { 'content-type': type } })
