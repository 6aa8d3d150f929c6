import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { bodySheet } from './body-sheet.ts'
import type { Turn } from './history.ts'
import type { Sheet } from './lanes.ts'
import { readExchange, readWhole, sentAs } from './reading.ts'
import { StreamSheet } from './stream-sheet.ts'
import { runError, runReply, runRequest } from './translate.ts'

export interface NoSheet {
  readonly problem: string
}

export const UNKNOWN_DIALECT: NoSheet = {
  problem: 'No dialect was recognised here, so there is nothing to set beside it.',
}

/** A request in all lanes: a row for each entry of the source. `history` rebuilds chains. */
export function requestSheet(exchange: Exchange, history: readonly Turn[] = []): Sheet | NoSheet {
  const { dialect, request, requestProblem } = readExchange(exchange)
  if (requestProblem) return { problem: `The request is no whole JSON: ${requestProblem}` }
  if (!request)
    return exchange.request && !dialect ? UNKNOWN_DIALECT : { problem: 'This exchange holds no request.' }
  const from = request.hub.dialect
  const sent = sentAs(exchange)
  const { json, numbers } = request
  return bodySheet(exchange.request?.body ?? '', from, request, (to) =>
    runRequest(json, { from, to, numbers, record: true, history, ...sent }),
  )
}

/** A reply in all lanes: a row a frame of a stream, or a row for each entry of a whole reply or error. */
export function eventsSheet({ reply: captured, dialect }: Exchange): Sheet | StreamSheet | NoSheet {
  if (!captured) return { problem: 'This exchange holds no reply.' }
  if (!dialect) return UNKNOWN_DIALECT
  if (replyFraming(captured) !== 'json') return new StreamSheet(captured, dialect)
  const reply = readWhole(captured, dialect)
  if (reply.kind === 'unreadable') return { problem: `The reply is no whole JSON: ${reply.problem}` }
  const run = reply.kind === 'error' ? runError : runReply
  const { json, numbers } = reply
  return bodySheet(captured.body, dialect, reply, (to) =>
    run(json, { from: dialect, to, numbers, record: true }),
  )
}
