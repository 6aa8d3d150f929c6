import type { DialectId } from '../hub/dialect.ts'
import type { Exchange, Transcript } from '../transcript/transcript.ts'
import type { Turn } from './history.ts'
import { readExchange, turnOf } from './reading.ts'

/** Earlier exchanges as the turns of a history, oldest first. A capture of both sides tells each turn twice: only the asking dialect's are taken. */
export const turnsOf = (exchanges: readonly Exchange[], dialect: DialectId): Turn[] =>
  exchanges.flatMap((exchange) => {
    const turn =
      exchange.dialect === undefined || exchange.dialect === dialect
        ? turnOf(readExchange({ ...exchange, dialect }))
        : undefined
    return turn ? [turn] : []
  })

/** Earlier turns of the same side: what a chain is rebuilt from. */
export function historyOf({ exchanges }: Transcript, { id, side, dialect }: Exchange): readonly Turn[] {
  const earlier = exchanges.slice(
    0,
    exchanges.findIndex((other) => other.id === id),
  )
  return dialect
    ? turnsOf(
        earlier.filter((other) => other.side === side),
        dialect,
      )
    : []
}
