// The head of an exchange for the screen: both halves as captured, masked, and what each header is elsewhere.
import { headerMeaning, missingHeaders } from '../../dialects/headers.ts'
import { redactTranscript } from '../../share/redact.ts'
import type { Exchange, Header } from '../../transcript/transcript.ts'
import type { HeaderLine, HeadSheet } from '../answers/heads.ts'

export function headSheet(exchange: Exchange): HeadSheet {
  const { dialect, request, reply, startedAt } = exchange
  const masked = maskedHead(exchange)
  const names = request?.headers?.map(([name]) => name) ?? []
  return {
    ...(dialect ? { dialect } : {}),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(request && {
      request: {
        ...(request.method === undefined ? {} : { method: request.method }),
        ...(request.url === undefined
          ? {}
          : { url: { shown: masked.request?.url ?? '', whole: request.url } }),
        ...(request.headers && {
          headers: linesOf(request.headers, masked.request?.headers ?? [], 'request'),
          missing: missingHeaders(names),
        }),
      },
    }),
    ...(reply && {
      reply: {
        ...(reply.status === undefined ? {} : { status: reply.status }),
        ...(reply.headers && { headers: linesOf(reply.headers, masked.reply?.headers ?? [], 'reply') }),
        ...(reply.times?.length ? { firstMs: reply.times[0] ?? 0, lastMs: reply.times.at(-1) ?? 0 } : {}),
      },
    }),
  }
}

/** Bodies need no masking here, and may be long. */
function maskedHead({ request, reply, ...exchange }: Exchange): Exchange {
  const head: Exchange = {
    ...exchange,
    ...(request && { request: { ...request, body: '' } }),
    ...(reply && { reply: { ...reply, body: '' } }),
  }
  return redactTranscript({ version: 1, exchanges: [head] }).transcript.exchanges[0] ?? head
}

const linesOf = (
  headers: readonly Header[],
  masked: readonly Header[],
  half: 'request' | 'reply',
): readonly HeaderLine[] =>
  headers.map(([name, whole], i) => {
    const meaning = headerMeaning(name, half)
    return { name, value: { shown: masked[i]?.[1] ?? '', whole }, ...(meaning ? { meaning } : {}) }
  })
