// What one half of an exchange is in one dialect, whole or at one frame, as it would be sent.
import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { frameBody } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import { Checkpoints } from './checkpoints.ts'
import type { Turn } from './history.ts'
import { readExchange, sentAs } from './reading.ts'
import type { NoSheet } from './sheet.ts'
import { runError, runReply, runRequest } from './translate.ts'

/** The request as it would go to a provider of that dialect; at home, as it was read. */
export function writtenRequest(
  exchange: Exchange,
  to: DialectId,
  history: readonly Turn[] = [],
): { readonly body: Json } | NoSheet {
  const { request, requestProblem } = readExchange(exchange)
  if (!request) return { problem: requestProblem ?? 'No request was captured here whose dialect is known.' }
  const from = request.hub.dialect
  if (from === to) return { body: request.json }
  return { body: bare(runRequest(request.json, { from, to, history, ...sentAs(exchange) }).written) }
}

/** A whole reply or error as a provider of that dialect would give it. */
export function writtenReply(exchange: Exchange, to: DialectId): { readonly body: Json } | NoSheet {
  const { dialect, reply } = readExchange(exchange)
  if (!dialect || !reply || (reply.kind !== 'whole' && reply.kind !== 'error'))
    return { problem: 'No whole reply was captured here whose dialect is known.' }
  const run = reply.kind === 'error' ? runError : runReply
  return { body: dialect === to ? reply.json : bare(run(reply.json, { from: dialect, to }).written) }
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
