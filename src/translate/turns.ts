import type { DialectId } from '../hub/dialect.ts'
import type { Exchange } from '../transcript/transcript.ts'
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
