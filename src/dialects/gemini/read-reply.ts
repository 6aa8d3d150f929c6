import type { Cursor } from '../../hub/cursor.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { end, read } from './read-event.ts'
import { start } from './reader-state.ts'

/** A whole response is one chunk that holds everything: the same reader, in one burst. */
export function readReply(body: Cursor): readonly ReplyEvent[] {
  const state = start()
  return [...read(state, body), ...end(state)]
}
