import type { PairingDigest } from '../../engine/answers/digests.ts'
import type { Place } from '../../inspect/finding.ts'

type Rail = PairingDigest['rails'][number]
type Trouble = PairingDigest['troubles'][number]

/** A call in one exchange: each time that it shows itself there, with what does not fit. */
export interface RailCell {
  readonly exchange: string
  readonly seen: readonly (Rail['sightings'][number] & { readonly trouble?: Trouble })[]
  /** The rail goes on from an earlier exchange, and to a later one. */
  readonly isFrom: boolean
  readonly isTo: boolean
}

export interface RailRow {
  readonly rail: Rail
  readonly cells: readonly RailCell[]
  readonly isAnswered: boolean
}

export interface Rails {
  /** The exchanges in which any call shows itself, in their order. */
  readonly columns: readonly string[]
  readonly rows: readonly RailRow[]
  /** What belongs to no call: results whose call is nowhere, mostly. */
  readonly strays: readonly Trouble[]
}

const isSame = (a: Place, b: Place): boolean =>
  a.exchange === b.exchange && a.half === b.half && a.pointer === b.pointer && a.frame === b.frame

/** One row a call, one column a turn. */
export function railRows(exchanges: readonly string[], { rails, troubles }: PairingDigest): Rails {
  const used = new Set([
    ...rails.flatMap(({ sightings }) => sightings.map(({ place }) => place.exchange)),
    ...troubles.map(({ place }) => place.exchange),
  ])
  const columns = exchanges.filter((id) => used.has(id))
  const placed = new Set<Trouble>()
  const troublesAt = byExchange(troubles)
  const rows = rails.map((rail): RailRow => {
    const at = rail.sightings.map(({ place }) => columns.indexOf(place.exchange))
    const [first, last] = [Math.min(...at), Math.max(...at)]
    const cells = columns.map((exchange, column): RailCell => {
      const seen = rail.sightings
        .filter(({ place }) => place.exchange === exchange)
        .map((sighting) => {
          const trouble = troublesAt.get(exchange)?.find(({ place }) => isSame(place, sighting.place))
          if (trouble) placed.add(trouble)
          return trouble ? { ...sighting, trouble } : sighting
        })
      return {
        exchange,
        seen,
        isFrom: column > first && column <= last,
        isTo: column >= first && column < last,
      }
    })
    return { rail, cells, isAnswered: rail.sightings.some(({ as }) => as === 'answered') }
  })
  return { columns, rows, strays: troubles.filter((trouble) => !placed.has(trouble)) }
}

function byExchange(troubles: readonly Trouble[]): ReadonlyMap<string, readonly Trouble[]> {
  const groups = new Map<string, Trouble[]>()
  for (const trouble of troubles) {
    const group = groups.get(trouble.place.exchange)
    if (group) group.push(trouble)
    else groups.set(trouble.place.exchange, [trouble])
  }
  return groups
}
