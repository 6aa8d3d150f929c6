import { dialectOf } from '../../dialects/catalogue.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import type { Fault } from '../../translate/fault.ts'
import { FAULTS } from '../../translate/faults/catalogue.ts'
import type { Reading } from '../../translate/reading.ts'
import { readReply, replyIds, sentAs } from '../../translate/reading.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { runRequest } from '../../translate/translate.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual } from '../../wire/json.ts'
import type { Scene } from '../evidence.ts'
import { streamBody } from './at-once.ts'
import type { ReplyMeaning } from './meaning.ts'
import { meaningOf, messagesOf } from './meaning.ts'

/** A known fault that gives exactly what was seen, where the right translation does not. */
export interface FaultMatch {
  /** The narrowest that does. */
  readonly fault: Fault
  /** Those that give the same of this capture. */
  readonly alike: readonly Fault[]
  /** Those that give the same in versions of the gateway which had other defects as well. */
  readonly mixed: readonly Fault[]
  /** What it was replayed on: the provider's reply, or the client's request, which may prove it alone. */
  readonly proof: 'upstream-reply' | 'client-request' | 'client-request-alone' | 'streams'
}

/** The known fault that explains a client's exchange, with what the gateway's other side saw where that was captured. */
export function matchFault(scene: Scene): FaultMatch | undefined {
  const { upstream, dialect } = scene
  if (!dialect) return undefined
  return (
    (upstream?.dialect && (matchReply(scene, upstream) ?? matchRequest(scene, upstream.dialect, upstream))) ||
    matchRefusal(scene)
  )
}

const applying = (half: Fault['half'], from: DialectId, to: DialectId): readonly Fault[] =>
  FAULTS.filter(
    (fault) =>
      fault.half === half &&
      !fault.isAcrossStreams &&
      (fault.from?.includes(from) ?? true) &&
      (fault.to?.includes(to) ?? true),
  )

interface Trial {
  readonly faults: readonly Fault[]
  /** It gives exactly what was seen. */
  readonly explains: (fault: Fault) => boolean
  /** What it does shows on this capture at all. */
  readonly shows: (fault: Fault) => boolean
  readonly proof: FaultMatch['proof']
}

/** Faults as their own version has them; then those that other versions had mixed with more. */
function findMatch({ faults, explains, shows, proof }: Trial): FaultMatch | undefined {
  const exact = faults.filter(explains)
  const mixed = faults.filter(
    (fault) =>
      !exact.includes(fault) &&
      fault.otherForms?.some((form) => explains({ ...fault, ...form })) === true &&
      shows(fault),
  )
  const [fault, ...others] = [...exact, ...mixed]
  if (!fault) return undefined
  return {
    fault,
    alike: others.filter((other) => exact.includes(other)),
    mixed: others.filter((other) => mixed.includes(other)),
    proof,
  }
}

export function matchReply({ dialect, reply }: Reading, upstream: Reading): FaultMatch | undefined {
  const body = streamBody(upstream)
  if (!dialect || !upstream.dialect || !body || reply?.kind !== 'stream' || !upstream.reply) return undefined
  const from = upstream.dialect
  const seen = meaningOf(reply, dialect)
  const [id] = replyIds(reply)
  if (isPassedOn(meaningOf(upstream.reply, dialect), seen) && !isConstant(id)) return undefined
  const replay = (fault?: Fault): ReplyMeaning => {
    const translator = createStreamTranslator({ from, to: dialect, ...(fault ? { fault } : {}) })
    return meaningOf(readReply({ body: translator.push(body) + translator.end() }, dialect), dialect)
  }
  const right = replay()
  const isRight = isSame(right, seen)
  return findMatch({
    faults: applying('reply', from, dialect),
    proof: 'upstream-reply',
    shows: (fault) => !isRight && !isSame(replay(fault), right),
    explains(fault) {
      // Of a reply that came through only an id can tell that the gateway gives all of them the same.
      if (isRight) return fault.constantId !== undefined && fault.constantId === id
      const faulty = replay(fault)
      return !isSame(faulty, right) && isSame(...atStake(right, faulty, seen), fault)
    },
  })
}

/** Both sides of a stream say the same, without a translation to tell. */
export function cameThrough({ reply, dialect }: Reading, upstream: Reading): boolean {
  if (!reply || !upstream.reply || !dialect) return false
  return isPassedOn(meaningOf(upstream.reply, dialect), meaningOf(reply, dialect))
}

const isConstant = (id: string | undefined): boolean =>
  id !== undefined && FAULTS.some(({ constantId }) => constantId === id)

/** The same was said on both sides, and none of it needs a translation to see that. */
const isPassedOn = (said: ReplyMeaning, seen: ReplyMeaning): boolean =>
  isSame({ ...said, finish: latched(said) }, seen)

const latched = ({ finish, parts }: ReplyMeaning): ReplyMeaning['finish'] =>
  finish === 'stop' && parts.some(({ kind }) => kind === 'tool-call') ? 'tool-calls' : finish

function isSame(left: ReplyMeaning, right: ReplyMeaning, fault?: Fault): boolean {
  const excused = fault?.mayEndInError ? { failure: null } : {}
  return deepEqual({ ...left, ...excused }, { ...right, ...excused })
}

/** Gateways show thinking to some clients and hide it from others: it counts where the fault is about it. */
function atStake(
  right: ReplyMeaning,
  faulty: ReplyMeaning,
  seen: ReplyMeaning,
): readonly [ReplyMeaning, ReplyMeaning] {
  const thinkingOf = ({ parts }: ReplyMeaning): Json =>
    parts.filter(({ kind }) => kind === 'reasoning').map(({ value }) => value)
  if (!deepEqual(thinkingOf(right), thinkingOf(faulty))) return [faulty, seen]
  const spoken = (meaning: ReplyMeaning): ReplyMeaning => ({
    ...meaning,
    parts: meaning.parts.filter(({ kind }) => kind !== 'reasoning'),
  })
  return [spoken(faulty), spoken(seen)]
}

function matchRequest(
  { dialect, request, history, exchange }: Scene,
  to: DialectId,
  upstream: Reading,
): FaultMatch | undefined {
  if (!dialect || !request || !upstream.request) return undefined
  const seen = messagesOf(upstream.request.json, to)
  const replay = (fault?: Fault): Json => {
    const { written } = runRequest(request.json, {
      from: dialect,
      to,
      history,
      ...sentAs(exchange),
      ...(fault ? { fault } : {}),
    })
    return messagesOf(bare(written), to)
  }
  const right = replay()
  if (deepEqual(right, seen)) return undefined
  return findMatch({
    faults: applying('request', dialect, to),
    proof: 'client-request',
    shows: (fault) => !deepEqual(replay(fault), right),
    explains: (fault) => deepEqual(replay(fault), seen),
  })
}

/** The client was given an error that a fault raises from this very request. Whoever stood upstream was never called. */
function matchRefusal({ dialect, request, reply, history, exchange }: Scene): FaultMatch | undefined {
  const seen = reply?.events.find((event) => event.kind === 'error')?.failure.message.value
  if (!dialect || !request || seen === undefined) return undefined
  const refuses = (fault: Fault, to: DialectId): boolean => {
    const { written, isRefused } = runRequest(request.json, {
      from: dialect,
      to,
      history,
      ...sentAs(exchange),
      fault,
    })
    if (!isRefused) return false
    return dialectOf(dialect).readError(Cursor.root(bare(written), false)).message.value === seen
  }
  return findMatch({
    faults: FAULTS,
    proof: 'client-request-alone',
    shows: () => true,
    explains: (fault) =>
      (fault.to ?? []).some((to) => applying('request', dialect, to).includes(fault) && refuses(fault, to)),
  })
}
