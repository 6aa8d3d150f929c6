import type { Reply } from '../hub/fold.ts'
import { foldReply } from '../hub/fold.ts'
import type { ToolCallPart, ToolResultPart } from '../hub/part.ts'
import type { Failure } from '../hub/reply.ts'
import type { Message } from '../hub/request.ts'
import type { Side, Transcript } from '../transcript/transcript.ts'
import type { Turn } from '../translate/history.ts'
import type { Reading } from '../translate/reading.ts'
import { readExchange, replyIds, turnOf } from '../translate/reading.ts'
import { comparable } from './captures/cut.ts'
import type { Link } from './chains/links.ts'
import { linkTranscript } from './chains/links.ts'
import { pairTranscript } from './pairing/pairing.ts'
import type { Pairing } from './pairing/rail.ts'
import type { RequestPairs } from './pairing/request-pairs.ts'
import { once } from './reading-facts.ts'
import type { Issuer } from './seals.ts'
import { sealIssuers } from './seals.ts'
import type { Stranger } from './sides/pair-sides.ts'
import { pairSides } from './sides/pair-sides.ts'

/** One exchange of a transcript, read, with what came before it and what the other side of the gateway saw. */
export interface Scene extends Reading {
  /** Earlier turns of the same side, oldest first. */
  readonly history: readonly Turn[]
  /**
   * What the gateway made of this client exchange: the upstream exchange that belongs to it, where it was captured; without
   * its reply, where one of the two replies is cut short and proves nothing of the other.
   */
  readonly upstream?: Reading
  /** The exchange on the other side of the gateway, as captured. */
  readonly otherSide?: Reading
  /** What stands where that exchange should, and tells of another one. */
  readonly stranger?: Stranger
  /** The other way round: what the client asked, for which this upstream exchange was made. */
  readonly client?: Reading
  /** Who answers whom in the request. */
  readonly pairs: RequestPairs
  /** Every call over all turns. */
  readonly pairing: Pairing
  /** Why this exchange belongs behind an earlier one, the surest reason first. */
  readonly links: readonly Link[]
  /** The earlier exchange of this side that it goes on with. */
  readonly continues?: Reading
  /** Which reply of the transcript handed a signature out. */
  readonly sealIssuers: ReadonlyMap<string, Issuer>
  /** An earlier reply of this side that announced itself by the same id. */
  readonly sameId?: Reading
  /** The reply, put together. */
  readonly folded: Reply
  /** The error that the reply is, or ends in. */
  readonly failure?: Failure
}

const NO_PAIRS: RequestPairs = { calls: [], results: [], pairs: [], troubles: [] }

/**
 * People ask the same first question twice: a beginning alone, which then goes another way, proves nothing. What says no more
 * than the earlier one is another try of it.
 */
const isSure = ({ to, prefix }: Link): boolean =>
  to !== undefined && (!prefix || (prefix.isLonger && (prefix.kept === prefix.of || prefix.kept > 1)))

/** Reads a whole transcript once, for all rules. */
export function gatherScenes(transcript: Transcript): readonly Scene[] {
  const scenes = scenesOf(transcript.exchanges.map(readExchange))
  knownLinks.set(
    transcript,
    scenes.flatMap(({ links }) => links),
  )
  return scenes
}

/** Links are small, and readings are not: who judged a transcript need not read it again to tell what goes on with what. */
const knownLinks = new WeakMap<Transcript, readonly Link[]>()

/** Why each exchange belongs behind an earlier one, in the order of the transcript. */
export const linksIn = (transcript: Transcript): readonly Link[] =>
  knownLinks.get(transcript) ?? gatherScenes(transcript).flatMap(({ links }) => links)

/** The readings of a transcript, in its order, each with what the others say of it. */
export function scenesOf(readings: readonly Reading[]): readonly Scene[] {
  const otherSides = pairSides(readings)
  const pairing = pairTranscript(readings)
  const links = linkTranscript(readings)
  const issuers = sealIssuers(readings)
  const findSameId = replyIdFinder()
  const byId = new Map(readings.map((reading) => [reading.exchange.id, reading]))
  const earlierBySide = new Map<Side | undefined, Reading[]>()
  const clientOf = new Map<Reading, Reading>()
  for (const [index, client] of readings.entries()) {
    const found = otherSides.get(index)?.upstream
    if (found) clientOf.set(found, client)
  }
  return readings.map((reading, index): Scene => {
    const { side } = reading.exchange
    const earlier = earlierBySide.get(side) ?? []
    earlierBySide.set(side, earlier)
    const before = earlier.length
    earlier.push(reading)
    const { upstream, stranger } = otherSides.get(index) ?? {}
    const client = clientOf.get(reading)
    const otherSide = upstream ?? client
    const own = links.get(reading.exchange.id) ?? []
    const continues = byId.get(own.find(isSure)?.to ?? '')
    const sameId = findSameId(reading)
    const folded = foldReply(reading.reply?.events ?? [])
    return {
      ...reading,
      pairing,
      links: own,
      sealIssuers: issuers,
      ...(sameId ? { sameId } : {}),
      ...(continues ? { continues } : {}),
      pairs: pairing.requests.get(reading.exchange.id) ?? NO_PAIRS,
      folded,
      ...(folded.failure ? { failure: folded.failure } : {}),
      // Made when asked for: few rules look back, and a list for each of 10,000 turns would be the square of them.
      get history() {
        return earlier.slice(0, before).flatMap((one) => turnIn(one) ?? [])
      },
      ...(upstream ? { upstream: comparable(reading, upstream) } : {}),
      ...(otherSide ? { otherSide } : {}),
      ...(stranger ? { stranger } : {}),
      ...(client ? { client } : {}),
    }
  })
}

/** An exchange is an earlier turn of all that follow: it is made one once. */
const turnIn = once(turnOf)

/** Remembers replies by side and id, and finds the one that had this id first. */
function replyIdFinder(): (reading: Reading) => Reading | undefined {
  const first = new Map<string, Reading>()
  return (reading) => {
    const [id] = replyIds(reading.reply)
    if (id === undefined) return undefined
    const key = `${reading.exchange.side ?? ''} ${id}`
    const before = first.get(key)
    if (!before) first.set(key, reading)
    return before
  }
}

export const callsOf = (messages: readonly Message[]): ToolCallPart[] =>
  messages.flatMap(({ parts }) => parts.filter((part) => part.kind === 'tool-call'))

export const resultsOf = (messages: readonly Message[]): ToolResultPart[] =>
  messages.flatMap(({ parts }) => parts.filter((part) => part.kind === 'tool-result'))

/** All visible text of messages of one role. */
export const textsOf = (messages: readonly Message[], role: string): string[] =>
  messages
    .filter((message) => message.role.value === role)
    .flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'text' ? [part.text.value] : [])))
