// What a capture is cut into, counted and left out.
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import { countEntries } from './entries.ts'
import { countFrames, withFrames } from './frames.ts'

export interface FrameName {
  readonly exchange: string
  readonly frame: number
  /** How far into its stream it stands, from 0 to 1: what both sides say of one thing stands about as far. */
  readonly depth: number
}

export const framesIn = ({ exchanges }: Transcript): number =>
  exchanges.reduce((sum, { reply }) => sum + countFrames(reply), 0)

export const entriesIn = ({ exchanges }: Transcript): number =>
  exchanges.reduce(
    (sum, { request, reply }) =>
      sum +
      countEntries(request?.body, 'request') +
      (countFrames(reply) > 0 ? 0 : countEntries(reply?.body, 'reply')),
    0,
  )

/**
 * Of all streams, those that stand equally far into theirs beside each other. The one that opens a stream stays: libraries
 * throw without it, and no rule says so.
 */
export const framesOf = ({ exchanges }: Transcript): readonly FrameName[] =>
  exchanges
    .flatMap(({ id, reply }) => {
      const count = countFrames(reply)
      return Array.from({ length: count }, (_, frame) => ({
        exchange: id,
        frame,
        depth: frame / count,
      })).slice(1)
    })
    .sort((a, b) => a.depth - b.depth)

export function withKept(exchange: Exchange, kept: readonly FrameName[]): Exchange {
  const { reply } = exchange
  if (!reply) return exchange
  const count = countFrames(reply)
  const own = new Set([0, ...kept.filter((one) => one.exchange === exchange.id).map(({ frame }) => frame)])
  return own.size === count ? exchange : { ...exchange, reply: withFrames(reply, own) }
}

export const withBody = (exchange: Exchange, half: 'request' | 'reply', body: string): Exchange =>
  half === 'request'
    ? { ...exchange, ...(exchange.request ? { request: { ...exchange.request, body } } : {}) }
    : { ...exchange, ...(exchange.reply ? { reply: { ...exchange.reply, body } } : {}) }
