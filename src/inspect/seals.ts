import type { DialectId } from '../hub/dialect.ts'
import type { Seal } from '../hub/part.ts'
import type { Request } from '../hub/request.ts'
import type { Reading } from '../translate/reading.ts'

/** Which reply handed a signature out first. */
export interface Issuer {
  readonly exchange: string
  readonly dialect: DialectId
}

/** All signatures and encrypted thoughts of the replies of a transcript, by their value. */
export function sealIssuers(readings: readonly Reading[]): ReadonlyMap<string, Issuer> {
  const issuers = new Map<string, Issuer>()
  for (const { exchange, dialect, reply } of readings)
    for (const event of reply?.events ?? [])
      if (event.kind === 'part-seal' && dialect && !issuers.has(event.seal.value.value))
        issuers.set(event.seal.value.value, { exchange: exchange.id, dialect })
  return issuers
}

/** The signatures that a request sends back. */
export const sealsIn = (request: Request | undefined): Seal[] =>
  (request?.messages ?? []).flatMap(({ parts }) =>
    parts.flatMap((part) => ('seal' in part && part.seal ? [part.seal] : [])),
  )
