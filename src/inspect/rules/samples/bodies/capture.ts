import type { DialectId } from '../../../../hub/dialect.ts'
import type { Exchange } from '../../../../transcript/transcript.ts'
import type { JsonObject } from '../../../../wire/json.ts'

/** An exchange before it is numbered. */
export type Captured = Omit<Exchange, 'id'>
/** An object is a whole reply, a list the events of a stream, a string the very bytes. */
type Body = JsonObject | readonly JsonObject[] | string

const framed = (events: readonly JsonObject[], hasNames: boolean): string =>
  events
    .map((event) => `${hasNames ? `event: ${String(event.type)}\n` : ''}data: ${JSON.stringify(event)}\n\n`)
    .join('')

function bodyOf(dialect: DialectId, body: Body): string {
  if (typeof body === 'string') return body
  if (!Array.isArray(body)) return JSON.stringify(body)
  const events = body as readonly JsonObject[]
  if (dialect === 'openai-chat') return `${framed(events, false)}data: [DONE]\n\n`
  return framed(events, dialect !== 'gemini')
}

const captured =
  (dialect: DialectId) =>
  (request?: JsonObject, reply?: Body, status = 200): Captured => ({
    dialect,
    ...(request ? { request: { body: JSON.stringify(request) } } : {}),
    ...(reply === undefined ? {} : { reply: { status, body: bodyOf(dialect, reply) } }),
  })

export const chat = captured('openai-chat')
export const responses = captured('openai-responses')
export const anthropic = captured('anthropic-messages')
export const gemini = captured('gemini')

export const client = (one: Captured): Captured => ({ ...one, side: 'client' })
export const upstream = (one: Captured): Captured => ({ ...one, side: 'upstream' })
/** Sent to this address. */
export const to = (url: string, one: Captured): Captured => ({
  ...one,
  request: { body: '', ...one.request, url },
})

/** The same exchange with its reply as far as a mark in it; what stands behind the mark is left out. */
export const cutAt = (mark: string, one: Captured, rest = ''): Captured => {
  const body = one.reply?.body ?? ''
  const at = body.indexOf(mark)
  return { ...one, reply: { ...one.reply, body: `${at < 0 ? body : body.slice(0, at)}${rest}` } }
}
/** Captured at this moment, with the arrival times of its frames. */
export const dated = (startedAt: string, one: Captured, ...times: number[]): Captured => ({
  ...one,
  startedAt,
  ...(times.length > 0 && one.reply ? { reply: { ...one.reply, times } } : {}),
})
