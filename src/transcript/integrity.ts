import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Exchange, Transcript } from './transcript.ts'

/** What does not hold in a transcript, as sentences. Empty for a sound one. */
export function checkIntegrity(transcript: Transcript): string[] {
  const seen = new Set<string>()
  return transcript.exchanges.flatMap((exchange, index) => {
    const found = problemsOf(exchange, index)
    if (seen.has(exchange.id)) found.push(`Exchange ${index + 1} repeats the id ${exchange.id}.`)
    seen.add(exchange.id)
    return found
  })
}

function problemsOf(exchange: Exchange, index: number): string[] {
  const { id, reply, request, dialect, side } = exchange
  const found: string[] = []
  if (id !== `x${index + 1}`) found.push(`Exchange ${index + 1} is called ${id}, not x${index + 1}.`)
  if (!request && !reply) found.push(`Exchange ${id} has neither request nor reply.`)
  if (dialect !== undefined && !DIALECT_IDS.includes(dialect))
    found.push(`Exchange ${id} speaks an unknown dialect, ${dialect}.`)
  if (side !== undefined && side !== 'client' && side !== 'upstream')
    found.push(`Exchange ${id} has an unknown side, ${side as string}.`)
  const status = reply?.status
  if (status !== undefined && !(Number.isInteger(status) && status >= 100 && status <= 599))
    found.push(`Exchange ${id} has the status ${status}.`)
  const times = reply?.times ?? []
  if (times.some((time, i) => !Number.isFinite(time) || time < (times[i - 1] ?? 0)))
    found.push(`The arrival times of exchange ${id} run backwards.`)
  return found
}
