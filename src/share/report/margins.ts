import type { Exchange } from '../../transcript/transcript.ts'

/** What stands around the bodies of an exchange: each gives the exchange without it, or the very one where it has none. */
export const MARGINS: readonly ((exchange: Exchange) => Exchange)[] = [
  (exchange) => without(exchange, 'name'),
  (exchange) => without(exchange, 'sessionId'),
  (exchange) => without(exchange, 'traceId'),
  (exchange) => without(exchange, 'startedAt'),
  (exchange) =>
    exchange.request?.headers ? { ...exchange, request: without(exchange.request, 'headers') } : exchange,
  (exchange) => (exchange.reply?.times ? { ...exchange, reply: without(exchange.reply, 'times') } : exchange),
  (exchange) => {
    const { reply } = exchange
    // The content type says how a body is framed.
    const headers = reply?.headers?.filter(([name]) => name.toLowerCase() === 'content-type')
    return headers && headers.length < (reply?.headers?.length ?? 0)
      ? { ...exchange, reply: { ...reply, body: reply?.body ?? '', headers } }
      : exchange
  },
]

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  if (!(key in value)) return value
  const { [key]: _, ...rest } = value
  return rest
}
