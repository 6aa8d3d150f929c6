import { frameBody } from '../wire/framings.ts'
import { replyFraming } from './reply-framing.ts'
import type { CapturedReply, Exchange, Transcript } from './transcript.ts'

/** What a person made of a body. */
export interface BodyEdit {
  readonly exchange: string
  readonly half: 'request' | 'reply'
  readonly body: string
}

/** The transcript with other bodies. Arrival times belong to frames: where their number is another, none are known. */
export const withBodies = (transcript: Transcript, edits: readonly BodyEdit[]): Transcript => ({
  ...transcript,
  exchanges: transcript.exchanges.map((exchange) =>
    edits.filter((edit) => edit.exchange === exchange.id).reduce(withBody, exchange),
  ),
})

function withBody(exchange: Exchange, { half, body }: BodyEdit): Exchange {
  const { request, reply } = exchange
  if (half === 'request') return request ? { ...exchange, request: { ...request, body } } : exchange
  return reply ? { ...exchange, reply: withReplyBody(reply, body) } : exchange
}

function withReplyBody(reply: CapturedReply, body: string): CapturedReply {
  const { times, ...timeless } = reply
  if (!times || countFrames({ ...timeless, body }) === countFrames(reply)) return { ...reply, body }
  return { ...timeless, body }
}

const countFrames = (reply: CapturedReply): number => frameBody(reply.body, replyFraming(reply)).length
