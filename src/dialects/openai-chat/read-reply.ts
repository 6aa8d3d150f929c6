import type { Cursor } from '../../hub/cursor.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { endReader, readEvent, startReader } from './read-event.ts'

/** A whole response says in one chunk's form what a stream says in many: it is read by the same code. */
export function readReply(body: Cursor): ReplyEvent[] {
  const state = startReader()
  return [...readEvent(state, body, undefined), ...endReader(state)]
}
