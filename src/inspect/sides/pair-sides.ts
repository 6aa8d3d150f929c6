import type { Request } from '../../hub/request.ts'
import type { Reading } from '../../translate/reading.ts'
import { canonicalJson } from '../chains/units.ts'
import { visibleText } from '../reading-facts.ts'
import type { Relation } from './relation.ts'
import { relationOf } from './relation.ts'

/** What stands beside a client's exchange on the other side of the gateway. */
export interface OtherSide {
  readonly upstream?: Reading
  /** The upstream exchange that would be taken for it, and why it cannot be. */
  readonly stranger?: Stranger
}

export interface Stranger {
  readonly reading: Reading
  readonly why: readonly string[]
}

/** By the index of each client's exchange: the upstream exchange that was made for it. */
export function pairSides(readings: readonly Reading[]): ReadonlyMap<number, OtherSide> {
  const found = new Map<number, OtherSide>()
  const candidates = candidateFinder(readings)
  const canonical = canonicalJson()
  for (const [index, client] of readings.entries()) {
    if (client.exchange.side !== 'client') continue
    const [side] = sidesOf(candidates(index), (upstream) => relationOf(client, upstream, canonical))
    if (side) found.set(index, side)
  }
  return eachOnce(found, readings)
}

/** A request upstream was made for one client: of several that it would fit, for the last that asked before it. */
function eachOnce(
  found: ReadonlyMap<number, OtherSide>,
  readings: readonly Reading[],
): ReadonlyMap<number, OtherSide> {
  const places = new Map(readings.map((reading, index) => [reading, index]))
  const claimant = new Map<Reading, number>()
  for (const [client, { upstream }] of found) {
    if (!upstream) continue
    const isBefore = client < (places.get(upstream) ?? 0)
    if (isBefore || !claimant.has(upstream)) claimant.set(upstream, client)
  }
  return new Map(
    [...found].filter(([client, { upstream }]) => !upstream || claimant.get(upstream) === client),
  )
}

/** The first candidate that is no stranger; else why the first is one. */
function sidesOf(candidates: readonly Reading[], relationTo: (one: Reading) => Relation): OtherSide[] {
  const strangers: Stranger[] = []
  for (const reading of candidates) {
    const relation = relationTo(reading)
    if (relation.kind !== 'strangers') return [{ upstream: reading }]
    strangers.push({ reading, why: relation.why })
  }
  const [stranger] = strangers
  return stranger ? [{ stranger }] : []
}

/** The likeliest first: by shared call ids, by the same question, by the same answer, by its place in the capture. */
function candidateFinder(readings: readonly Reading[]): (client: number) => readonly Reading[] {
  const isUpstream = (reading: Reading | undefined): reading is Reading =>
    reading?.exchange.side === 'upstream'
  const clients = readings.filter(({ exchange }) => exchange.side === 'client').length
  const upstreams = readings.flatMap((reading, at) => (isUpstream(reading) ? [{ reading, at }] : []))
  const lastWithId = new Map<string, number>()
  const bySaying = new Map<string, number[]>()
  for (const { reading, at } of upstreams) {
    for (const id of idsOf(reading.request?.hub)) lastWithId.set(id, at)
    for (const key of sayingsOf(reading)) bySaying.set(key, [...(bySaying.get(key) ?? []), at])
  }
  const neighbour = (client: number): number[] => {
    const [only] = upstreams
    if (clients === 1 && upstreams.length === 1 && only) return [only.at]
    if (isUpstream(readings[client + 1])) return lastTry(readings, client + 1)
    return isUpstream(readings[client - 1]) && clients === upstreams.length ? [client - 1] : []
  }
  return (client) => {
    const reading = readings[client]
    const latest = Math.max(-1, ...idsOf(reading?.request?.hub).map((id) => lastWithId.get(id) ?? -1))
    if (latest >= 0) return at(readings, [latest])
    const near = neighbour(client)
    const alike = (reading ? sayingsOf(reading) : []).map((key) => bySaying.get(key) ?? [])
    const own = alike.flatMap((list) =>
      list.some((one) => near.includes(one)) ? near : nearest(list, client),
    )
    return at(readings, [...new Set([...own, ...near])])
  }
}

/** A gateway that is refused asks again, or asks somebody else: the client is answered from the last try. */
function lastTry(readings: readonly Reading[], first: number): number[] {
  let last = first
  while (hasFailed(readings[last]) && readings[last + 1]?.exchange.side === 'upstream') last++
  return last === first ? [first] : [last, first]
}

const hasFailed = (reading: Reading | undefined): boolean =>
  reading?.reply?.events.some(({ kind }) => kind === 'error') ?? false

const at = (readings: readonly Reading[], indexes: readonly number[]): Reading[] =>
  indexes.flatMap((index) => readings[index] ?? [])

const nearest = (list: readonly number[], client: number): number[] =>
  list.toSorted((left, right) => Math.abs(left - client) - Math.abs(right - client)).slice(0, 1)

/** What an exchange is known again by on the other side: the last thing that was asked, and what was answered. */
function sayingsOf(reading: Reading): string[] {
  const last = reading.request?.hub.messages.findLast(({ role }) => role.value === 'user')
  const asked = (last?.parts ?? []).flatMap((part) => (part.kind === 'text' ? [part.text.value.trim()] : []))
  const answered = visibleText(reading).trim()
  return [
    ...(asked.length > 0 ? [`asked ${asked.join('\n')}`] : []),
    ...(answered === '' ? [] : [`answered ${answered}`]),
  ]
}

function idsOf(request: Request | undefined): string[] {
  return (request?.messages ?? []).flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (part.kind === 'tool-call') return part.id?.value ? [part.id.value] : []
      return part.kind === 'tool-result' && part.callId?.value ? [part.callId.value] : []
    }),
  )
}
