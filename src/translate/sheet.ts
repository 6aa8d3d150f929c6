import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectId } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Frame } from '../wire/frame.ts'
import { frameBody } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import { bodySheet } from './body-sheet.ts'
import type { Turn } from './history.ts'
import { mapLanes } from './lane-cells.ts'
import type { Sheet } from './lanes.ts'
import { readExchange, readWhole, sentAs } from './reading.ts'
import type { Step } from './stream.ts'
import { StreamTranslation } from './stream.ts'
import { StreamSheet } from './stream-sheet.ts'
import { runError, runReply, runRequest } from './translate.ts'

export interface NoSheet {
  readonly problem: string
}

const UNKNOWN_DIALECT: NoSheet = {
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
  return bodySheet(exchange.request?.body ?? '', from, request.json, (to) =>
    runRequest(request.json, { from, to, record: true, history, ...sent }),
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
  return bodySheet(captured.body, dialect, reply.json, (to) =>
    run(reply.json, { from: dialect, to, record: true }),
  )
}

export interface AssembledReplies {
  readonly dialect: DialectId
  /** The reply as each dialect would give it whole. */
  readonly lanes: Readonly<Record<DialectId, Json>>
  /** Of a stream: how many frames it has. */
  readonly frames?: number
}

/** The accumulated reply in each dialect; after `frames` frames of a stream where given. */
export function assembledReplies(exchange: Exchange, frames?: number): AssembledReplies | NoSheet {
  const { dialect, reply: captured } = exchange
  if (!dialect || !captured) return captured ? UNKNOWN_DIALECT : { problem: 'This exchange holds no reply.' }
  const framing = replyFraming(captured)
  if (framing !== 'json') return assembledStream(frameBody(captured.body, framing), dialect, frames)
  const reply = readWhole(captured, dialect)
  if (reply.kind === 'unreadable') return { problem: `The reply is no whole JSON: ${reply.problem}` }
  const run = reply.kind === 'error' ? runError : runReply
  return { dialect, lanes: mapLanes((to) => bare(run(reply.json, { from: dialect, to }).written)) }
}

function assembledStream(all: readonly Frame[], dialect: DialectId, frames = all.length): AssembledReplies {
  const taken = all.slice(0, frames)
  const lanes = mapLanes((to) => {
    const { assembler } = dialectOf(to)
    const translation = new StreamTranslation({ from: dialect, to })
    const state = assembler.start()
    const assemble = ({ written }: Step) => {
      for (const event of written) assembler.take(state, event)
    }
    for (const frame of taken) assemble(translation.take(frame))
    if (taken.length === all.length) assemble(translation.end())
    return bare(assembler.result(state))
  })
  return { dialect, lanes, frames: all.length }
}
