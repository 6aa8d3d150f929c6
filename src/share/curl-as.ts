import type { DialectId } from '../hub/dialect.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Turn } from '../translate/history.ts'
import { writtenRequest } from '../translate/written.ts'
import { layOutJson } from '../wire/json-layout.ts'
import { toCurl } from './curl.ts'

/** The request as a command: as captured, or as it would go to a provider of another dialect. Keys are variables. */
export function curlAs(
  exchange: Exchange,
  history: readonly Turn[],
  to: DialectId,
): { readonly text: string } | { readonly problem: string } {
  if (!exchange.request) return { problem: `No request was captured in ${exchange.id}.` }
  if (exchange.dialect === to) return { text: toCurl(exchange) }
  const written = writtenRequest(exchange, to, history)
  if ('problem' in written) return written
  const isStream = /"stream"\s*:\s*true|:streamGenerateContent/.test(
    `${exchange.request.body}${exchange.request.url ?? ''}`,
  )
  const request = {
    body: layOutJson(written.text)?.trimEnd() ?? written.text,
    ...(to === 'gemini' && isStream ? { url: GEMINI_STREAM_URL } : {}),
  }
  return { text: toCurl({ id: exchange.id, dialect: to, request }) }
}

/** Gemini says in the address that it is to stream. */
const GEMINI_STREAM_URL =
  'https://generativelanguage.googleapis.com/v1beta/models/MODEL:streamGenerateContent?alt=sse'
