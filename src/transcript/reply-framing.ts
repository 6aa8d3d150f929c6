import type { BodyFraming } from '../wire/frame.ts'
import { recogniseFraming } from '../wire/framings.ts'
import type { CapturedReply, Header } from './transcript.ts'

/** The first header of that name, whatever its case. */
export const findHeader = (headers: readonly Header[] | undefined, name: string): string | undefined =>
  headers?.find(([key]) => key.toLowerCase() === name)?.[1]

/**
 * How the body of a reply is framed. The content type is believed as far as the body allows: gateways send errors as
 * plain JSON under `text/event-stream`, and streams under `application/json`.
 */
export function replyFraming(reply: CapturedReply): BodyFraming {
  const type = findHeader(reply.headers, 'content-type')?.toLowerCase() ?? ''
  const seen = recogniseFraming(reply.body).framing
  const isJsonText = /^[\s\ufeff]*[[{]/.test(reply.body)
  if (type.includes('event-stream') && !isJsonText) return 'sse'
  if (/ndjson|jsonl|json-seq|stream\+json/.test(type) && isJsonText && seen === 'json') return 'ndjson'
  return seen
}
