import type { DialectId } from '../../hub/dialect.ts'
import type { Leaf } from '../../hub/leaf.ts'
import type { Seal, ToolCallPart } from '../../hub/part.ts'
import type { Side } from '../../transcript/transcript.ts'
import type { Reading } from '../../translate/reading.ts'
import type { Canonical } from '../chains/units.ts'
import { canonicalJson } from '../chains/units.ts'
import type { Place } from '../finding.ts'
import { placeOf } from '../places.ts'
import type { RequestPairs } from './request-pairs.ts'
import { pairRequest } from './request-pairs.ts'
import { bareId, readSmuggled } from './smuggled.ts'

/** One time that a call shows itself: in the reply that made it, again in a later request, or by its result. */
export interface Sighting {
  readonly as: 'issued' | 'replayed' | 'answered'
  readonly place: Place
  /** As it is written there; absent where the dialect gives none. */
  readonly id?: string
  /** Whose signature it carries there. */
  readonly sealedBy?: DialectId
}

/** The same call has another id later on. `isCut`: the later one is the beginning of the earlier, so somebody shortened it. */
export interface IdChange {
  readonly from: string
  readonly to: string
  readonly place: Place
  readonly isCut: boolean
}

/** One call over all turns of one side, from where it was made to where it was last seen: a rail to draw. */
export interface Rail {
  readonly name: string
  readonly side?: Side
  readonly sightings: readonly Sighting[]
  readonly idChange?: IdChange
  /** The signature that its id carries. */
  readonly signature?: string
}

/** A rail where it passes through a request. */
export interface Passage {
  readonly rail: Rail
  readonly at: Sighting
}

/** An id under which something else was said before. */
export interface Reuse {
  readonly id: string
  readonly name: string
  readonly place: Place
  /** `issued`: a reply hands the id out again. `replayed`: a request says it with another name or other arguments. */
  readonly as: 'issued' | 'replayed'
  readonly before: { readonly name: string; readonly place: Place }
}

export interface Pairing {
  readonly rails: readonly Rail[]
  /** By exchange: the calls that its request says again, and where. */
  readonly railsThrough: ReadonlyMap<string, readonly Passage[]>
  /** By exchange: what its own request pairs, and what does not fit there. */
  readonly requests: ReadonlyMap<string, RequestPairs>
  /** By exchange: the ids in it that stood for another call before. */
  readonly reuses: ReadonlyMap<string, readonly Reuse[]>
}

/** A rail while it grows. */
interface Growing {
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
interface Known {
  /** Ids start over in each turn at some servers: the latest last. */
  readonly byId: Map<string, Growing[]>
  readonly bySaying: Map<string, Growing[]>
  readonly canonical: Canonical
  readonly noteReuse: (reuse: Reuse) => void
}

/** Every call of a transcript with all its sightings, each side for itself: ids may differ between the two. */
export function pairTranscript(readings: readonly Reading[]): Pairing {
  const rails: Growing[] = []
  const requests = new Map<string, RequestPairs>()
  const sides = new Map<Side | undefined, Known>()
  const reuses = new Map<string, readonly Reuse[]>()
  const canonical = canonicalJson()
  const noteReuse = (reuse: Reuse): void =>
    void reuses.set(reuse.place.exchange, [...(reuses.get(reuse.place.exchange) ?? []), reuse])
  for (const reading of readings) {
    const { side } = reading.exchange
    const known = sides.get(side) ?? { byId: new Map(), bySaying: new Map(), canonical, noteReuse }
    sides.set(side, known)
    const open = (growing: Growing): Growing => {
      rails.push(growing)
      return growing
    }
    if (reading.request) requests.set(reading.exchange.id, takeRequest(reading, known, open))
    takeReply(reading, known, open)
  }
  const finished = rails.map(({ says: _, lastId: __, ...rail }): Rail => rail)
  return { rails: finished, railsThrough: byRequest(finished), requests, reuses }
}

function byRequest(rails: readonly Rail[]): ReadonlyMap<string, readonly Passage[]> {
  const through = new Map<string, Passage[]>()
  for (const rail of rails)
    for (const at of rail.sightings) {
      if (at.as !== 'replayed') continue
      const list = through.get(at.place.exchange)
      if (list) list.push({ rail, at })
      else through.set(at.place.exchange, [{ rail, at }])
    }
  return through
}

/** Where a call was made; undefined where the capture begins later. It is always the first that is seen of it. */
export const issueOf = ({ sightings: [first] }: Rail): Sighting | undefined =>
  first?.as === 'issued' ? first : undefined

type Open = (growing: Growing) => Growing

function takeRequest(reading: Reading, known: Known, open: Open): RequestPairs {
  const { exchange, request } = reading
  const pairs = pairRequest(request?.hub ?? { dialect: 'openai-chat', messages: [], tools: [], settings: {} })
  const present = new Set(pairs.calls.map(({ part }) => part.id?.value))
  const railOf = new Map<unknown, Growing>()
  for (const call of pairs.calls) {
    const place = placeOf(exchange, 'request', call.part.id ?? call.part.name)
    const rail = findRail(known, call.part, present, place) ?? open(startRail(known, reading, call.part))
    railOf.set(call, rail)
    see(rail, sighting('replayed', place, call.part.id, call.part.seal))
  }
  for (const { call, result } of pairs.pairs) {
    const { callId, name } = result.part
    see(railOf.get(call), sighting('answered', placeOf(exchange, 'request', callId ?? name), callId))
  }
  for (const trouble of pairs.troubles) {
    // The call may stand in an earlier turn, which the server keeps.
    if (trouble.kind !== 'orphan') continue
    const { callId } = trouble.result.part
    const rail = known.byId.get(bareId(callId?.value ?? ''))?.at(-1)
    see(rail, sighting('answered', placeOf(exchange, 'request', callId), callId))
  }
  return pairs
}

function takeReply(reading: Reading, known: Known, open: Open): void {
  const texts = new Map<number, string>()
  const heads = new Map<number, ToolCallPart>()
  const seals = new Map<number, Seal>()
  for (const event of reading.reply?.events ?? []) {
    if (event.kind === 'part-start' && event.head.kind === 'tool-call')
      heads.set(event.part, { ...event.head, arguments: { value: '', from: [] } })
    else if (event.kind === 'part-delta' && heads.has(event.part))
      texts.set(event.part, (texts.get(event.part) ?? '') + event.text.value)
    else if (event.kind === 'part-seal') seals.set(event.part, event.seal)
  }
  for (const [part, head] of heads) {
    const call: ToolCallPart = { ...head, arguments: { value: texts.get(part) ?? '', from: [] } }
    const place = placeOf(reading.exchange, 'reply', call.id ?? call.name)
    const before = known.byId.get(bareId(call.id?.value ?? ''))?.at(-1)
    if (before && before.says !== sayingOf(known, call)) noteReuse(known, before, call, place, 'issued')
    const rail = open(startRail(known, reading, call))
    see(rail, sighting('issued', place, call.id, seals.get(part)))
  }
}

function see(rail: Growing | undefined, seen: Sighting): void {
  if (!rail) return
  rail.sightings.push(seen)
  const { lastId: from } = rail
  if (!seen.id) return
  rail.lastId = seen.id
  if (from && from !== seen.id)
    rail.idChange ??= { from, to: seen.id, place: seen.place, isCut: from.startsWith(seen.id) }
}

const sighting = (as: Sighting['as'], place: Place, id: Leaf<string> | undefined, seal?: Seal): Sighting => ({
  as,
  place,
  ...(id?.value ? { id: id.value } : {}),
  ...(seal ? { sealedBy: seal.dialect } : {}),
})

const sayingOf = ({ canonical }: Known, { name, arguments: { value } }: ToolCallPart): string =>
  `${name.value} ${canonical(value)}`

function noteReuse(known: Known, rail: Growing, call: ToolCallPart, place: Place, as: Reuse['as']): void {
  const last = rail.sightings.at(-1)
  const id = call.id?.value
  if (!last || !id) return
  known.noteReuse({ id, name: call.name.value, place, as, before: { name: rail.name, place: last.place } })
}

function startRail(known: Known, { exchange: { side } }: Reading, call: ToolCallPart): Growing {
  const id = call.id?.value
  const signature = id ? readSmuggled(id)?.signature : undefined
  const says = sayingOf(known, call)
  const rail: Growing = {
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
  return rail
}

/** The rail that this call goes on with: by its id, else by what it says, if nothing else in this request is that one. */
function findRail(
  known: Known,
  call: ToolCallPart,
  present: ReadonlySet<string | undefined>,
  place: Place,
): Growing | undefined {
  const id = call.id?.value
  const says = sayingOf(known, call)
  const owners = known.byId.get(bareId(id ?? '')) ?? []
  if (owners.length > 0) return ownerOf(known, owners, call, place)
  const isHere = ({ sightings }: Growing): boolean => {
    const last = sightings.at(-1)
    return last?.place.exchange === place.exchange || (last?.id !== undefined && present.has(last.id))
  }
  const rail = known.bySaying.get(says)?.find((one) => !isHere(one))
  if (rail && id) known.byId.set(bareId(id), [rail])
  return rail
}

/** Of the calls that had this id, the one that is said again: the same words before the same name, the earliest first. */
function ownerOf(
  known: Known,
  owners: readonly Growing[],
  call: ToolCallPart,
  place: Place,
): Growing | undefined {
  const says = sayingOf(known, call)
  const isFree = ({ sightings }: Growing): boolean => sightings.at(-1)?.place.exchange !== place.exchange
  const same = owners.filter((one) => one.says === says)
  const found = same.find(isFree) ?? same[0]
  if (found) return found
  const alike = owners.findLast((one) => one.name === call.name.value && isFree(one))
  const before = alike ?? owners.at(-1)
  if (before) noteReuse(known, before, call, place, 'replayed')
  if (alike) alike.says = says
  return alike
}
