import { check } from '../../inspect/check.ts'
import type { Finding } from '../../inspect/finding.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { sameIn } from './same-finding.ts'

/** Exchanges of a transcript are called x1, x2, … in its order; with some gone, they have other names, and what is said of them, too. */
export function renumbered(
  transcript: Transcript,
  finding: Finding,
): { readonly transcript: Transcript; readonly finding: Finding } {
  const names = new Map(transcript.exchanges.map(({ id }, index) => [id, `x${index + 1}`]))
  const nameOf = (id: string): string => names.get(id) ?? id
  const made: Transcript = {
    ...transcript,
    exchanges: transcript.exchanges.map((exchange) => ({ ...exchange, id: nameOf(exchange.id) })),
  }
  const places = finding.places.map((place) => ({ ...place, exchange: nameOf(place.exchange) }))
  return { transcript: made, finding: sameIn(check(made), { ...finding, places }) ?? { ...finding, places } }
}
