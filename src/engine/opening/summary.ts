import type { Finding } from '../../inspect/finding.ts'
import type { CapturedReply, Exchange, Side, Transcript } from '../../transcript/transcript.ts'
import { recogniseFraming } from '../../wire/framings.ts'
import type { ExchangeSummary } from '../answers/opened.ts'

/** Enough of a body to tell how it is framed. */
const SAMPLE = 65_536

export const summarise = (exchange: Exchange, findings: readonly Finding[]): ExchangeSummary => ({
  id: exchange.id,
  ...(exchange.side ? { side: exchange.side } : {}),
  ...(exchange.dialect ? { dialect: exchange.dialect } : {}),
  ...(exchange.name === undefined ? {} : { name: exchange.name }),
  ...(exchange.reply?.status === undefined ? {} : { status: exchange.reply.status }),
  ...(exchange.reply ? { reply: kindOf(exchange.reply) } : {}),
  ...(exchange.reply?.times && exchange.reply.times.length > 0 ? { isTimed: true as const } : {}),
  hasRequest: exchange.request !== undefined,
  problems: findings.filter(
    ({ severity, places }) => severity !== 'info' && places.some((place) => place.exchange === exchange.id),
  ).length,
})

function kindOf({ status, body }: CapturedReply): 'whole' | 'stream' | 'error' {
  if (status !== undefined && status >= 400) return 'error'
  return recogniseFraming(body.slice(0, SAMPLE)).framing === 'json' ? 'whole' : 'stream'
}

/** Two 32-bit sums of everything captured: a name for the content, no safeguard. FNV-1a and its mirror. */
export function keyOf(transcript: Transcript): string {
  let sums: Sums = [0x811c9dc5, 0x01000193]
  for (const { id, side, dialect, request, reply } of transcript.exchanges) {
    sums = added(sums, `${id} ${side} ${dialect} ${request?.url} ${reply?.status}\n`)
    sums = added(sums, request?.body ?? '')
    sums = added(sums, reply?.body ?? '')
  }
  return sums.map((sum) => (sum >>> 0).toString(36)).join('')
}

type Sums = readonly [number, number]

/** Sums stay in variables of the loop: browsers box each 32-bit number that is shared with a closure, at ten times the cost. */
function added([first, second]: Sums, text: string): Sums {
  let [left, right] = [first, second]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    left = Math.imul(left ^ code, 0x01000193)
    right = Math.imul(right ^ code, 0x5bd1e995) ^ (right >>> 15)
  }
  return [left, right]
}

/** Several captures opened together are one transcript, numbered through. */
export const merge = (transcripts: readonly Transcript[]): Transcript => {
  const [only, ...others] = transcripts
  if (only && others.length === 0) return only
  let count = 0
  const all = transcripts.map(({ exchanges, remarks = [] }) => {
    const ids = new Map(exchanges.map(({ id }) => [id, `x${++count}`]))
    const rename = (id: string): string => ids.get(id) ?? id
    return {
      exchanges: exchanges.map((exchange) => ({ ...exchange, id: rename(exchange.id) })),
      remarks: remarks.map((remark) => ({ ...remark, exchange: rename(remark.exchange) })),
    }
  })
  const remarks = all.flatMap((one) => one.remarks)
  return {
    version: 1,
    exchanges: all.flatMap((one) => one.exchanges),
    ...(remarks.length > 0 ? { remarks } : {}),
  }
}

const SIDE_NAMES: readonly (readonly [pattern: RegExp, side: Side])[] = [
  [/(?:^|[^a-z])(?:upstream|provider)(?:[^a-z]|$)/i, 'upstream'],
  [/(?:^|[^a-z])(?:client|downstream)(?:[^a-z]|$)/i, 'client'],
]

/** A file that is named after its side is of that side, where the capture itself does not say. */
export function takeSide(transcript: Transcript, name: string | undefined): Transcript {
  const side = SIDE_NAMES.find(([pattern]) => name !== undefined && pattern.test(name))?.[1]
  if (!side || transcript.exchanges.some((exchange) => exchange.side)) return transcript
  return { ...transcript, exchanges: transcript.exchanges.map((exchange) => ({ ...exchange, side })) }
}
