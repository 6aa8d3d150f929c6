import type {
  CapturedReply,
  CapturedRequest,
  Exchange,
  Header,
  Transcript,
} from '../transcript/transcript.ts'
import { isSecretHeader } from './detectors.ts'
import type { Secret } from './named.ts'
import { publicLength } from './named.ts'
import { findSecrets, findUrlParameters } from './secrets.ts'

export type MaskedPlace =
  | 'request-header'
  | 'reply-header'
  | 'url'
  | 'request-body'
  | 'reply-body'
  | 'name'
  | 'remark'

/** One thing that was masked, for the person to look over before sharing. */
export interface Masked {
  /** Empty where it stood in the transcript's own title. */
  readonly exchange: string
  readonly where: MaskedPlace
  readonly what: string
  /** Public prefix and length; never a character of the secret. */
  readonly preview: string
  readonly count: number
}

type Note = (masked: Omit<Masked, 'exchange' | 'count'>) => void

/** Masks keep their length, so that frames, cuts and byte ranges stay where they were. Redacting again changes nothing. */
export function redactTranscript(transcript: Transcript): {
  transcript: Transcript
  masked: readonly Masked[]
} {
  const masked = new Map<string, Masked>()
  const noteFor =
    (exchange: string): Note =>
    ({ where, what, preview }) => {
      const key = [exchange, where, what, preview].join('\n')
      masked.set(key, { exchange, where, what, preview, count: (masked.get(key)?.count ?? 0) + 1 })
    }
  const exchanges = transcript.exchanges.map((exchange) => redactExchange(exchange, noteFor(exchange.id)))
  const title = transcript.title !== undefined && { title: redactText(transcript.title, 'name', noteFor('')) }
  const remarks = transcript.remarks && {
    remarks: transcript.remarks.map((one) => ({
      ...one,
      text: redactText(one.text, 'remark', noteFor(one.exchange)),
    })),
  }
  return { transcript: { ...transcript, ...title, exchanges, ...remarks }, masked: [...masked.values()] }
}

function redactExchange(exchange: Exchange, note: Note): Exchange {
  const { request, reply, name, sessionId, traceId } = exchange
  return {
    ...exchange,
    ...(request && { request: redactRequest(request, note) }),
    ...(reply && { reply: redactReply(reply, note) }),
    ...(name !== undefined && { name: redactText(name, 'name', note) }),
    ...(sessionId !== undefined && { sessionId: redactText(sessionId, 'name', note) }),
    ...(traceId !== undefined && { traceId: redactText(traceId, 'name', note) }),
  }
}

const redactRequest = (request: CapturedRequest, note: Note): CapturedRequest => ({
  ...request,
  ...(request.url !== undefined && { url: redactUrl(request.url, 'url', note) }),
  ...(request.headers && { headers: redactHeaders(request.headers, 'request-header', note) }),
  body: redactText(request.body, 'request-body', note),
})

const redactReply = (reply: CapturedReply, note: Note): CapturedReply => ({
  ...reply,
  ...(reply.headers && { headers: redactHeaders(reply.headers, 'reply-header', note) }),
  body: redactText(reply.body, 'reply-body', note),
})

const redactHeaders = (headers: readonly Header[], where: MaskedPlace, note: Note): Header[] =>
  headers.map(([name, value]) => [name, redactHeader(name, value, where, note)])

function redactHeader(name: string, value: string, where: MaskedPlace, note: Note): string {
  // `location`, `referer` and HTTP/2's `:path` hold URLs, often without a scheme.
  if (!isSecretHeader(name)) return redactUrl(value, where, note)
  const whole: Secret = {
    start: 0,
    end: value.length,
    keep: publicLength(value),
    what: `${name.toLowerCase()} header`,
  }
  return maskSecrets(value, [whole], where, note)
}

/** With its parameters; until nothing more is found, as any text. */
export function redactUrl(url: string, where: MaskedPlace, note: Note = () => {}): string {
  const masked = maskSecrets(redactText(url, where, note), findUrlParameters(url), where, note)
  return masked === url ? url : redactUrl(masked, where, note)
}

/** Until nothing more is found: what a mask cuts off may look like a credential by itself. Each round hides more, so it ends. */
export function redactText(text: string, where: MaskedPlace, note: Note = () => {}): string {
  const masked = maskSecrets(text, findSecrets(text), where, note)
  return masked === text ? text : redactText(masked, where, note)
}

function maskSecrets(text: string, secrets: readonly Secret[], where: MaskedPlace, note: Note): string {
  let out = ''
  let done = 0
  let noted = 0
  for (const secret of secrets.toSorted((a, b) => a.start + a.keep - b.start - b.keep)) {
    const from = Math.max(secret.start + secret.keep, done)
    if (from >= secret.end) continue
    const hidden = text.slice(from, secret.end)
    const mask = secret.isNumber ? '1'.repeat(hidden.length) : hidden.replace(/[^\r\n]/g, '*')
    out += text.slice(done, from) + mask
    done = secret.end
    // What continues one already told is the same thing seen by a second rule.
    if (mask !== hidden && secret.start >= noted)
      note({ where, what: secret.what, preview: previewOf(text, secret) })
    noted = secret.end
  }
  return out + text.slice(done)
}

function previewOf(text: string, { start, end, keep }: Secret): string {
  const prefix = text.slice(start, start + keep)
  const count = end - start - keep
  // Of a JWT or a URL the readable part is long; its beginning is enough to know it by.
  return `${prefix.length > 24 ? `${prefix.slice(0, 24)}…` : prefix}… (${count} characters hidden)`
}
