import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { Written } from '../hub/leaf.ts'
import { bare } from '../hub/leaf.ts'
import { numbersIn } from '../hub/text.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Frame } from '../wire/frame.ts'
import { frameBody } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { brokenSentence } from './broken-lanes.ts'
import { mapLanes } from './lane-cells.ts'
import { readWhole } from './reading.ts'
import type { NoSheet } from './sheet.ts'
import { UNKNOWN_DIALECT } from './sheet.ts'
import type { Step } from './stream.ts'
import { StreamTranslation } from './stream.ts'
import { runError, runReply } from './translate.ts'

/** A reply put together, or why this lane alone has none. */
export type AssembledLane = AssembledReply | { readonly problem: string }

export interface AssembledReply {
  readonly json: Json
  /** How its numbers are spelled, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers
}

export interface AssembledReplies {
  readonly dialect: DialectId
  /** The reply as each dialect would give it whole. */
  readonly lanes: Readonly<Record<DialectId, AssembledLane>>
  /** Of a stream: how many frames it has. */
  readonly frames?: number
}

/** The accumulated reply in each dialect; after `frames` frames of a stream where given. */
export function assembledReplies(exchange: Exchange, frames?: number): AssembledReplies | NoSheet {
  const { dialect, reply: captured } = exchange
  if (!dialect || !captured) return captured ? UNKNOWN_DIALECT : { problem: 'This exchange holds no reply.' }
  const framing = replyFraming(captured)
  if (framing !== 'json') {
    const all = frameBody(captured.body, framing)
    const lanes = mapLanes((to) => attempt(() => assembledStream(all, dialect, to, frames)))
    return { dialect, lanes, frames: all.length }
  }
  const reply = readWhole(captured, dialect)
  if (reply.kind === 'unreadable') return { problem: `The reply is no whole JSON: ${reply.problem}` }
  const run = reply.kind === 'error' ? runError : runReply
  const { json, numbers } = reply
  return {
    dialect,
    lanes: mapLanes((to) => attempt(() => run(json, { from: dialect, to, numbers }).written)),
  }
}

function assembledStream(
  all: readonly Frame[],
  from: DialectId,
  to: DialectId,
  frames: number | undefined,
): Written {
  const { assembler } = dialectOf(to)
  const translation = new StreamTranslation({ from, to })
  const state = assembler.start()
  const assemble = ({ written }: Step) => {
    for (const event of written) assembler.take(state, event)
  }
  const taken = all.slice(0, frames)
  for (const frame of taken) assemble(translation.take(frame))
  if (taken.length === all.length) assemble(translation.end())
  return assembler.result(state)
}

/** A lane that throws takes no other with it. */
function attempt(assemble: () => Written): AssembledLane {
  try {
    const written = assemble()
    const numbers = numbersIn(written)
    return { json: bare(written), ...(numbers ? { numbers } : {}) }
  } catch (error) {
    return { problem: brokenSentence(error) }
  }
}
