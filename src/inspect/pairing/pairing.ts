// Finds every call of a transcript, from where it was made to where it was last seen.
import type { Seal, ToolCallPart } from '../../hub/part.ts'
import type { Side } from '../../transcript/transcript.ts'
import type { Reading } from '../../translate/reading.ts'
import { canonicalJson } from '../chains/units.ts'
import { placeOf } from '../places.ts'
import type { GrowingRail, KnownCalls } from './known-calls.ts'
import { findRail, latestUnder, noteIssued, see, sighting, startRail } from './known-calls.ts'
import type { Pairing, Passage, Rail, Reuse } from './rail.ts'
import type { RequestPairs } from './request-pairs.ts'
import { pairRequest } from './request-pairs.ts'

/** Every call of a transcript with all its sightings, each side for itself: ids may differ between the two. */
export function pairTranscript(readings: readonly Reading[]): Pairing {
  const rails: GrowingRail[] = []
  const requests = new Map<string, RequestPairs>()
  const sides = new Map<Side | undefined, KnownCalls>()
  const reuses = new Map<string, readonly Reuse[]>()
  const canonical = canonicalJson()
  const open = (rail: GrowingRail): void => void rails.push(rail)
  const noteReuse = (reuse: Reuse): void =>
    void reuses.set(reuse.place.exchange, [...(reuses.get(reuse.place.exchange) ?? []), reuse])
  for (const reading of readings) {
    const { side } = reading.exchange
    const known = sides.get(side) ?? { byId: new Map(), bySaying: new Map(), canonical, open, noteReuse }
    sides.set(side, known)
    if (reading.request) requests.set(reading.exchange.id, takeRequest(reading, known))
    takeReply(reading, known)
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

function takeRequest(reading: Reading, known: KnownCalls): RequestPairs {
  const { exchange, request } = reading
  const pairs = pairRequest(request?.hub ?? { dialect: 'openai-chat', messages: [], tools: [], settings: {} })
  const present = new Set(pairs.calls.map(({ part }) => part.id?.value))
  const railOf = new Map<unknown, GrowingRail>()
  for (const call of pairs.calls) {
    const place = placeOf(exchange, 'request', call.part.id ?? call.part.name)
    const rail = findRail(known, call.part, present, place) ?? startRail(known, reading, call.part)
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
    see(latestUnder(known, callId), sighting('answered', placeOf(exchange, 'request', callId), callId))
  }
  return pairs
}

function takeReply(reading: Reading, known: KnownCalls): void {
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
    noteIssued(known, call, place)
    const rail = startRail(known, reading, call)
    see(rail, sighting('issued', place, call.id, seals.get(part)))
  }
}
