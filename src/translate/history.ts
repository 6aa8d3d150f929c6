import type { ReplyEvent } from '../hub/reply.ts'
import type { Message, Request } from '../hub/request.ts'

/** An earlier exchange, read: what a chain is rebuilt from. */
export interface Turn {
  /** The exchange's handle, for words to a person. */
  readonly exchange: string
  /** ISO 8601, where the capture knows it. */
  readonly startedAt?: string
  readonly request: Request
  /** The events of its reply, whole or streamed. */
  readonly events: readonly ReplyEvent[]
  /** The reply as a message of the history; undefined where it holds no parts. */
  readonly reply?: Message
  /** All ids under which the reply announced itself (created and completed may differ). */
  readonly ids: readonly string[]
}
