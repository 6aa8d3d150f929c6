import type { ReplyEvent } from '../../hub/reply.ts'
import type { Reading } from '../../translate/reading.ts'

/** A frame, from 0, and when it came: milliseconds after the start of the reply. */
export interface Instant {
  readonly frame: number
  readonly at: number
}

/** A frame with what it says of the reply. */
export interface Beat extends Instant {
  readonly events: readonly ReplyEvent[]
}

/** Undefined where it is no stream, or nobody knows when each of its frames came. */
export function beatsOf({ exchange, reply }: Reading): readonly Beat[] | undefined {
  const times = exchange.reply?.times
  if (reply?.kind !== 'stream' || !times || times.length === 0) return undefined
  return reply.frames.flatMap(({ events }, frame) => {
    const at = times[frame]
    return at === undefined ? [] : [{ frame, at, events }]
  })
}
