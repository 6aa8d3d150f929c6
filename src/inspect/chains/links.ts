import type { Message } from '../../hub/request.ts'
import type { Side } from '../../transcript/transcript.ts'
import type { LiteLlmId } from '../../translate/litellm-id.ts'
import { readLiteLlmId } from '../../translate/litellm-id.ts'
import type { Reading } from '../../translate/reading.ts'
import { replyIds } from '../../translate/reading.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { identifiersOf } from './identifiers.ts'
import type { Prefix } from './prefix.ts'
import { comparePrefix, isInstruction } from './prefix.ts'
import { PrefixTree } from './prefix-tree.ts'
import type { Unit } from './units.ts'
import { canonicalJson, unitsOf } from './units.ts'

/** One reason why an exchange belongs behind an earlier one of its side. */
export interface Link {
  /** The exchange that goes on. */
  readonly from: string
  /** The one that it goes on with; absent where the chain breaks. */
  readonly to?: string
  readonly by: 'previous-response-id' | 'conversation' | 'session' | 'trace' | 'history'
  readonly id?: string
  /** What LiteLLM packed into that id. */
  readonly packed?: LiteLlmId
  /** Where a session or a trace is named. */
  readonly source?: string
  /** Where the chain breaks: what would be needed, as a sentence. */
  readonly missing?: string
  /** Earlier replies are here, and announced other ids. */
  readonly hasOthers?: boolean
  /** The earlier exchange that went on from the same reply already: a fork, or another try. */
  readonly forksFrom?: string
  /** The other replies that announced the same id: which of them is meant is not known, the latest is taken. */
  readonly rivals?: readonly string[]
  /** How much of the earlier turn is sent again. */
  readonly prefix?: Prefix
}

/** What is known of one side so far. */
interface Known {
  readonly byReplyId: Map<string, readonly string[]>
  /** By the id that a request goes on with: the first that did. */
  readonly byPrevious: Map<string, string>
  readonly byConversation: Map<string, string>
  readonly byIdentifier: Map<string, string>
  readonly byHistory: PrefixTree
  /** By the first thing that it says: the latest. */
  readonly byOpening: Map<string, string>
  readonly turns: Map<string, { readonly reading: Reading; readonly units: readonly Unit[] }>
}

/** For each exchange that continues another, why, the surest reason first. */
export function linkTranscript(readings: readonly Reading[]): ReadonlyMap<string, readonly Link[]> {
  const sides = new Map<Side | undefined, Known>()
  const links = new Map<string, readonly Link[]>()
  const canonical = canonicalJson()
  const isAlone = (side: Side | undefined): boolean =>
    readings.filter(({ exchange }) => exchange.side === side).length < 2
  const alone = new Set([...new Set(readings.map(({ exchange }) => exchange.side))].filter(isAlone))
  for (const reading of readings) {
    const { side, id } = reading.exchange
    const known = sides.get(side) ?? startKnown()
    sides.set(side, known)
    // Nobody to compare it with.
    const units = alone.has(side) ? [] : unitsOf(conversationIn(reading), canonical)
    const kept = [...byPrevious(reading, known), ...byConversation(reading, known)]
    // What the server keeps is not sent again: that two such turns say the same proves nothing.
    const again = byHistory(reading, units, known).filter(
      ({ prefix }) => kept.length === 0 || prefix?.isLonger,
    )
    const found = [...kept, ...again, ...byIdentifiers(reading, known)]
    if (found.length > 0) links.set(id, found)
    remember(reading, units, known)
  }
  const sideOf = new Map(readings.map(({ exchange }) => [exchange.id, exchange.side]))
  for (const [from, list] of links)
    links.set(
      from,
      list.map((link) => outOfOrder(link, sides.get(sideOf.get(from)))),
    )
  return links
}

/** The reply that is missing stands behind the request: the captures were put together in another order. */
function outOfOrder(link: Link, known: Known | undefined): Link {
  if (link.by !== 'previous-response-id' || link.to !== undefined) return link
  const later = announcersOf(known, link.id ?? '').find((id) => id !== link.from)
  return later === undefined
    ? link
    : {
        ...link,
        missing: `The reply that announced this id, ${later}, stands later in this transcript: the captures are not in the order in which they were made.`,
      }
}

/** Chat has its instructions at the head of the messages, where other dialects have a field: they are compared as such. */
const conversationIn = ({ request }: Reading): readonly Message[] => {
  const messages = request?.hub.messages ?? []
  const first = messages.findIndex(({ role }) => !isInstruction(role.value))
  return first < 0 ? messages : messages.slice(first)
}

const startKnown = (): Known => ({
  byReplyId: new Map(),
  byPrevious: new Map(),
  byConversation: new Map(),
  byIdentifier: new Map(),
  byHistory: new PrefixTree(),
  byOpening: new Map(),
  turns: new Map(),
})

function byPrevious({ exchange, request }: Reading, known: Known): Link[] {
  const id = request?.hub.chain?.previousResponseId?.value
  if (!id) return []
  const packed = readLiteLlmId(id)
  const key = namesOf(id).at(-1) ?? id
  const [to, ...rivals] = announcersOf(known, id).toReversed()
  const before = known.byPrevious.get(key)
  if (before === undefined) known.byPrevious.set(key, exchange.id)
  return [
    {
      from: exchange.id,
      by: 'previous-response-id',
      id,
      ...(packed ? { packed } : {}),
      ...(before === undefined ? {} : { forksFrom: before }),
      ...(rivals.length > 0 ? { rivals } : {}),
      ...(to === undefined
        ? {
            missing: 'The turn whose reply announced this id is not in this transcript.',
            ...(known.byReplyId.size > 0 ? { hasOthers: true } : {}),
          }
        : { to }),
    },
  ]
}

/** Responses names it by a string or an object with its id. */
const conversationId = ({ request }: Reading): string | undefined => {
  const value: Json | undefined = request?.hub.chain?.conversation?.value
  const id = isObject(value) ? value.id : value
  return typeof id === 'string' ? id : undefined
}

function byConversation(reading: Reading, known: Known): Link[] {
  const id = conversationId(reading)
  const to = id === undefined ? undefined : known.byConversation.get(id)
  if (id === undefined) return []
  const from = reading.exchange.id
  return [
    to === undefined
      ? {
          from,
          by: 'conversation',
          id,
          missing:
            'No earlier turn of it is here: what it held before, if it did not begin here, is on the server alone.',
        }
      : { from, by: 'conversation', id, to },
  ]
}

function byIdentifiers({ exchange, request }: Reading, known: Known): Link[] {
  return identifiersOf(exchange, request?.json).flatMap(({ kind, id, source }): Link[] => {
    const to = known.byIdentifier.get(`${kind} ${id}`)
    return to === undefined ? [] : [{ from: exchange.id, to, by: kind, id, source }]
  })
}

/** The longest earlier request that this one begins with; else the latest that opens alike, with where they part. */
function byHistory(reading: Reading, units: readonly Unit[], known: Known): Link[] {
  const to = known.byHistory.longest(units) ?? known.byOpening.get(units[0]?.says ?? '')
  const earlier = known.turns.get(to ?? '')
  if (to === undefined || !earlier) return []
  const prefix = comparePrefix(earlier.reading, earlier.units, reading, units)
  return [{ from: reading.exchange.id, to, by: 'history', prefix }]
}

/** An id, and the ids that gateways packed into it, one behind the other. */
function namesOf(id: string): readonly string[] {
  const names = [id]
  for (
    let inner = readLiteLlmId(id);
    inner && !names.includes(inner.responseId);
    inner = readLiteLlmId(inner.responseId)
  )
    names.push(inner.responseId)
  return names
}

const announcersOf = (known: Known | undefined, id: string): readonly string[] =>
  namesOf(id)
    .map((name) => known?.byReplyId.get(name))
    .find((found) => found !== undefined) ?? []

function announce(known: Known, replyId: string, exchange: string): void {
  for (const key of namesOf(replyId)) {
    const before = known.byReplyId.get(key) ?? []
    if (!before.includes(exchange)) known.byReplyId.set(key, [...before, exchange])
  }
}

function remember(reading: Reading, units: readonly Unit[], known: Known): void {
  const { id } = reading.exchange
  for (const replyId of replyIds(reading.reply)) announce(known, replyId, id)
  const conversation = conversationId(reading)
  if (conversation !== undefined) known.byConversation.set(conversation, id)
  for (const identifier of identifiersOf(reading.exchange, reading.request?.json))
    known.byIdentifier.set(`${identifier.kind} ${identifier.id}`, id)
  const [opening] = units
  if (!opening) return
  known.byHistory.add(units, id)
  known.byOpening.set(opening.says, id)
  known.turns.set(id, { reading, units })
}
