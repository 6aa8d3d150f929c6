import { dialectOf } from '../dialects/catalogue.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import { foldReply } from '../hub/fold.ts'
import { bare, isLeaf } from '../hub/leaf.ts'
import type { Fault } from '../translate/fault.ts'
import { FAULTS } from '../translate/faults/catalogue.ts'
import type { Reading, ReplyReading } from '../translate/reading.ts'
import { readReply, replyIds, sentAs } from '../translate/reading.ts'
import { createStreamTranslator } from '../translate/stream.ts'
import { runRequest } from '../translate/translate.ts'
import type { Json } from '../wire/json.ts'
import { deepEqual } from '../wire/json.ts'
import { unwrapped } from './compare/units.ts'
import type { Scene } from './evidence.ts'
import { callsOf, resultsOf } from './evidence.ts'

/** The known fault that gives exactly what the client saw, where both sides are at hand and the right translation does not. */
export function matchFault(scene: Scene): string | undefined {
  const { upstream, dialect } = scene
  if (!dialect) return undefined
  return (
    (upstream?.dialect && (matchReply(scene, upstream) ?? matchRequest(scene, upstream.dialect, upstream))) ||
    matchRefusal(scene)
  )
}

const applies = (fault: Fault, half: Fault['half'], from: DialectId, to: DialectId): boolean =>
  fault.half === half && (fault.from?.includes(from) ?? true) && (fault.to?.includes(to) ?? true)

function matchReply({ dialect, reply }: Scene, upstream: Reading): string | undefined {
  const body = upstream.exchange.reply?.body
  if (!dialect || !upstream.dialect || !body || reply?.kind !== 'stream' || upstream.reply?.kind !== 'stream')
    return undefined
  const from = upstream.dialect
  const seen = meaningOf(reply)
  const replay = (fault?: Fault): Json => {
    const translator = createStreamTranslator({ from, to: dialect, ...(fault ? { fault } : {}) })
    return meaningOf(readReply({ body: translator.push(body) + translator.end() }, dialect))
  }
  if (deepEqual(replay(), seen)) return undefined
  return FAULTS.find((fault) => applies(fault, 'reply', from, dialect) && deepEqual(replay(fault), seen))?.id
}

/** What a reply says, without ids, models, times, padding and the cuts between pieces of text. */
function meaningOf(reply: ReplyReading): Json {
  const { parts, finish, failure } = foldReply(reply.events)
  return {
    // Ids differ from run to run; that one reply has two of them does not.
    hasOneId: replyIds(reply).length < 2,
    parts: parts.map(({ head, text }) => ({
      kind: head.kind,
      name: head.kind === 'tool-call' ? head.name.value : null,
      text: text?.value ?? '',
    })),
    finish: finish?.value ?? null,
    failure: failure?.message.value ?? null,
  }
}

function matchRequest(
  { dialect, request, history, exchange }: Scene,
  to: DialectId,
  upstream: Reading,
): string | undefined {
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
  if (deepEqual(replay(), seen)) return undefined
  return FAULTS.find((fault) => applies(fault, 'request', dialect, to) && deepEqual(replay(fault), seen))?.id
}

/** Roles and parts of a request, and which result answers which call; without ids, origins and what is kept raw. */
function messagesOf(json: Json, dialect: DialectId): Json {
  const { messages } = dialectOf(dialect).readRequest(Cursor.root(json, false))
  const calls = callsOf(messages).map(({ id }) => id?.value)
  return messages.map((message) => ({
    role: roleAsWritten(message.role.value, json, messages.indexOf(message)),
    parts: message.parts.map(valuesOf),
    answers: resultsOf([message]).map(({ callId }) => (callId ? calls.indexOf(callId.value) : -1)),
  }))
}

/** A reader takes a missing role for `user`; the fault is just that it is missing. */
function roleAsWritten(role: string, json: Json, index: number): string {
  const contents = (json as { contents?: readonly { role?: Json }[] }).contents
  return Array.isArray(contents) && contents[index]?.role === undefined ? '' : role
}

const NO_MEANING = ['tag', 'extras', 'id', 'callId']

function valuesOf(node: unknown): Json {
  if (isLeaf(node)) return node.value as Json
  if (Array.isArray(node)) return node.map(valuesOf)
  if (typeof node !== 'object' || node === null) return (node ?? null) as Json
  const entries = Object.entries(node).filter(([key]) => !NO_MEANING.includes(key))
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'payload' ? unwrapped(valuesOf(value)) : valuesOf(value)]),
  )
}

/** The client was given an error that a fault raises from this very request. Whoever stood upstream was never called. */
function matchRefusal({ dialect, request, reply, history, exchange }: Scene): string | undefined {
  const seen = reply?.events.find((event) => event.kind === 'error')?.failure.message.value
  if (!dialect || !request || seen === undefined) return undefined
  return FAULTS.find((fault) =>
    (fault.to ?? []).some((to) => {
      if (!applies(fault, 'request', dialect, to)) return false
      const { written, isRefused } = runRequest(request.json, {
        from: dialect,
        to,
        history,
        ...sentAs(exchange),
        fault,
      })
      if (!isRefused) return false
      const { message } = dialectOf(dialect).readError(Cursor.root(bare(written), false))
      return message.value === seen
    }),
  )?.id
}
