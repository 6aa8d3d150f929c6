import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectId } from '../hub/dialect.ts'
import { frameText } from '../hub/template.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
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
}

/** What a server says that tells no status: the client libraries decide by it whether to throw. */
const FAILED = 500

/**
 * Streams go out as server-sent events, whatever a logger kept them as: no client library takes lines or arrays. Where no status
 * was captured, an error body is given one.
 */
export function deliveryOf(reply: CapturedReply, dialect: DialectId): Delivery {
  const framing = replyFraming(reply)
  if (framing === 'json') {
    const parsed = parseJson(reply.body)
    const hasFailed = 'value' in parsed && isErrorBody(parsed.value, undefined)
    return { body: reply.body, isStream: false, status: reply.status ?? (hasFailed ? FAILED : 200) }
  }
  const body = framing === 'sse' ? endLast(reply.body) : asEvents(reply.body, framing, dialect)
  return { body, isStream: true, status: reply.status ?? 200 }
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
export const responseOf = ({ body, isStream, status }: Delivery): Response =>
  new Response(body, {
    status,
    headers: { 'content-type': isStream && status < 400 ? 'text/event-stream' : 'application/json' },
  })
