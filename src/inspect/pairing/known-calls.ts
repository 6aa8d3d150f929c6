// What is remembered of the calls of one side while its exchanges are read in order.
import type { Leaf } from '../../hub/leaf.ts'
import type { Seal, ToolCallPart } from '../../hub/part.ts'
import type { Side } from '../../transcript/transcript.ts'
import type { Reading } from '../../translate/reading.ts'
import type { Canonical } from '../chains/units.ts'
import type { Place } from '../finding.ts'
import type { IdChange, Reuse, Sighting } from './rail.ts'
import { bareId, readSmuggled } from './smuggled.ts'

/** A rail while it grows. */
export interface GrowingRail {
  readonly name: string
  readonly side?: Side
  /** What the call says, as it was seen last: by this it is known again where its id is not. */
  says: string
  readonly sightings: Sighting[]
  /** By which it was seen last: at some dialects, most sightings have none. */
  lastId?: string
  idChange?: IdChange
  signature?: string
}

/** The calls of one side that are known so far. */
export interface KnownCalls {
  /** Ids start over in each turn at some servers: the latest last. */
  readonly byId: Map<string, GrowingRail[]>
  readonly bySaying: Map<string, GrowingRail[]>
  readonly canonical: Canonical
  readonly open: (rail: GrowingRail) => void
  readonly noteReuse: (reuse: Reuse) => void
}

export function see(rail: GrowingRail | undefined, seen: Sighting): void {
  if (!rail) return
  rail.sightings.push(seen)
  const { lastId: from } = rail
  if (!seen.id) return
  rail.lastId = seen.id
  if (from && from !== seen.id)
    rail.idChange ??= { from, to: seen.id, place: seen.place, isCut: from.startsWith(seen.id) }
}

export const sighting = (
  as: Sighting['as'],
  place: Place,
  id: Leaf<string> | undefined,
  seal?: Seal,
): Sighting => ({
  as,
  place,
  ...(id?.value ? { id: id.value } : {}),
  ...(seal ? { sealedBy: seal.dialect } : {}),
})

const sayingOf = ({ canonical }: KnownCalls, { name, arguments: { value } }: ToolCallPart): string =>
  `${name.value} ${canonical(value)}`

/** The call that had this id last. */
export const latestUnder = ({ byId }: KnownCalls, id: Leaf<string> | undefined): GrowingRail | undefined =>
  byId.get(bareId(id?.value ?? ''))?.at(-1)

/** A reply makes a call: its id may have stood for another. */
export function noteIssued(known: KnownCalls, call: ToolCallPart, place: Place): void {
  const before = latestUnder(known, call.id)
  if (before && before.says !== sayingOf(known, call)) noteReuse(known, before, call, place, 'issued')
}

function noteReuse(
  known: KnownCalls,
  rail: GrowingRail,
  call: ToolCallPart,
  place: Place,
  as: Reuse['as'],
): void {
  const last = rail.sightings.at(-1)
  const id = call.id?.value
  if (!last || !id) return
  known.noteReuse({ id, name: call.name.value, place, as, before: { name: rail.name, place: last.place } })
}

export function startRail(
  known: KnownCalls,
  { exchange: { side } }: Reading,
  call: ToolCallPart,
): GrowingRail {
  const id = call.id?.value
  const signature = id ? readSmuggled(id)?.signature : undefined
  const says = sayingOf(known, call)
  const rail: GrowingRail = {
    name: call.name.value,
    says,
    sightings: [],
    ...(side ? { side } : {}),
    ...(signature ? { signature } : {}),
  }
  if (id) known.byId.set(bareId(id), [...(known.byId.get(bareId(id)) ?? []), rail])
  const same = known.bySaying.get(says)
  if (same) same.push(rail)
  else known.bySaying.set(says, [rail])
  known.open(rail)
  return rail
}

/** The rail that this call goes on with: by its id, else by what it says, if nothing else in this request is that one. */
export function findRail(
  known: KnownCalls,
  call: ToolCallPart,
  present: ReadonlySet<string | undefined>,
  place: Place,
): GrowingRail | undefined {
  const id = call.id?.value
  const says = sayingOf(known, call)
  const owners = known.byId.get(bareId(id ?? '')) ?? []
  if (owners.length > 0) return ownerOf(known, owners, call, place)
  const isHere = ({ sightings }: GrowingRail): boolean => {
    const last = sightings.at(-1)
    return last?.place.exchange === place.exchange || (last?.id !== undefined && present.has(last.id))
  }
  const rail = known.bySaying.get(says)?.find((one) => !isHere(one))
  if (rail && id) known.byId.set(bareId(id), [rail])
  return rail
}

/** Of the calls that had this id, the one that is said again: the same words before the same name, the earliest first. */
function ownerOf(
  known: KnownCalls,
  owners: readonly GrowingRail[],
  call: ToolCallPart,
  place: Place,
): GrowingRail | undefined {
  const says = sayingOf(known, call)
  const isFree = ({ sightings }: GrowingRail): boolean => sightings.at(-1)?.place.exchange !== place.exchange
  const same = owners.filter((one) => one.says === says)
  const found = same.find(isFree) ?? same[0]
  if (found) return found
  const alike = owners.findLast((one) => one.name === call.name.value && isFree(one))
  const before = alike ?? owners.at(-1)
  if (before) noteReuse(known, before, call, place, 'replayed')
  if (alike) alike.says = says
  return alike
}
