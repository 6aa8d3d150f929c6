import type { ToolCallPart, ToolResultPart } from '../hub/part.ts'
import type { Message, Request } from '../hub/request.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Turn } from '../translate/history.ts'
import type { Reading } from '../translate/reading.ts'
import { readExchange, turnOf } from '../translate/reading.ts'

/** One exchange of a transcript, read, with what came before it and what the other side of the gateway saw. */
export interface Scene extends Reading {
  /** Earlier turns of the same side, oldest first. */
  readonly history: readonly Turn[]
  /** What the gateway made of this client exchange: the upstream exchange that belongs to it, where it was captured. */
  readonly upstream?: Reading
}

/** Reads a whole transcript once, for all rules. */
export function gatherScenes(transcript: Transcript): readonly Scene[] {
  const readings = transcript.exchanges.map(readExchange)
  const turns = readings.map(turnOf)
  return readings.map((reading, index): Scene => {
    const { side } = reading.exchange
    const history = turns
      .slice(0, index)
      .filter((turn, at): turn is Turn => turn !== undefined && readings[at]?.exchange.side === side)
    const upstream = side === 'client' ? upstreamOf(readings, index) : undefined
    return { ...reading, history, ...(upstream ? { upstream } : {}) }
  })
}

/** The upstream exchange that shares call ids with this one, else the one captured next to it. Two client turns never share one. */
function upstreamOf(readings: readonly Reading[], index: number): Reading | undefined {
  const here = readings[index] as Reading
  const ids = idsOf(here.request?.hub)
  const isUpstream = ({ exchange }: Reading): boolean => exchange.side === 'upstream'
  const shared = readings.filter(
    (other) => isUpstream(other) && idsOf(other.request?.hub).some((id) => ids.includes(id)),
  )
  const others = readings.filter(isUpstream)
  const clients = readings.filter(({ exchange }) => exchange.side === 'client')
  if (ids.length > 0 && shared.length > 0) return shared.at(-1)
  if (clients.length === 1 && others.length === 1) return others[0]
  const next = readings[index + 1]
  if (next && isUpstream(next)) return next
  const before = readings[index - 1]
  return before && isUpstream(before) && clients.length === others.length ? before : undefined
}

export const callsOf = (messages: readonly Message[]): ToolCallPart[] =>
  messages.flatMap(({ parts }) => parts.filter((part) => part.kind === 'tool-call'))

export const resultsOf = (messages: readonly Message[]): ToolResultPart[] =>
  messages.flatMap(({ parts }) => parts.filter((part) => part.kind === 'tool-result'))

function idsOf(request: Request | undefined): string[] {
  const messages = request?.messages ?? []
  const ids = [...callsOf(messages).map(({ id }) => id), ...resultsOf(messages).map(({ callId }) => callId)]
  return ids.flatMap((id) => (id?.value ? [id.value] : []))
}

/** All visible text of messages of one role. */
export const textsOf = (messages: readonly Message[], role: string): string[] =>
  messages
    .filter((message) => message.role.value === role)
    .flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'text' ? [part.text.value] : [])))
