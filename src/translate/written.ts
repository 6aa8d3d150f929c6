// What one half of an exchange is in one dialect, whole or at one frame, as it would be sent.
import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { textOf } from '../hub/text.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { frameBody } from '../wire/framings.ts'
import { Checkpoints } from './checkpoints.ts'
import type { Turn } from './history.ts'
import { readExchange, sentAs } from './reading.ts'
import type { NoSheet } from './sheet.ts'
import { runError, runReply, runRequest } from './translate.ts'

/** The request as it would go to a provider of that dialect, as JSON text; at home, as it was captured. */
export function writtenRequest(
  exchange: Exchange,
  to: DialectId,
  history: readonly Turn[] = [],
): { readonly text: string } | NoSheet {
  const { request, requestProblem } = readExchange(exchange)
  if (!request) return { problem: requestProblem ?? 'No request was captured here whose dialect is known.' }
  const { json, numbers, hub } = request
  if (hub.dialect === to) return { text: exchange.request?.body ?? '' }
  const options = { from: hub.dialect, to, numbers, history, ...sentAs(exchange) }
  return { text: textOf(runRequest(json, options).written) }
}

/** A whole reply or error as a provider of that dialect would give it, as JSON text. */
export function writtenReply(exchange: Exchange, to: DialectId): { readonly text: string } | NoSheet {
  const { dialect, reply } = readExchange(exchange)
  if (!dialect || !reply || (reply.kind !== 'whole' && reply.kind !== 'error'))
    return { problem: 'No whole reply was captured here whose dialect is known.' }
  if (dialect === to) return { text: exchange.reply?.body ?? '' }
  const run = reply.kind === 'error' ? runError : runReply
  return { text: textOf(run(reply.json, { from: dialect, to, numbers: reply.numbers }).written) }
}

/** What one frame of a stream becomes in that dialect. What comes after the last frame belongs to it. */
export function writtenFrame(
  { dialect, reply }: Exchange,
  to: DialectId,
  frame: number,
): readonly DialectEvent[] {
  if (!dialect || !reply) return []
  const frames = frameBody(reply.body, replyFraming(reply))
  return new Checkpoints({ from: dialect, to }).window(frames, frame, frame + 1)[0] ?? []
}
