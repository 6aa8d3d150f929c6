import type { Capabilities } from '../dialects/dialect.ts'
import type { DialectId, Target } from '../hub/dialect.ts'
import type { Losses } from '../hub/losses.ts'
import type { Failure, ReplyEvent } from '../hub/reply.ts'
import type { Request } from '../hub/request.ts'
import type { Json } from '../wire/json.ts'
import type { Turn } from './history.ts'

export interface StepContext {
  readonly target: Target
  readonly capabilities: Capabilities
  /** What the source can say: its customs tell what its silence means. */
  readonly source: Capabilities
  readonly losses: Losses
  /** Earlier turns of the same transcript, oldest first. */
  readonly history: readonly Turn[]
  /** When the request was sent, ISO 8601, where the capture knows it. */
  readonly startedAt?: string
}

/** One named transformation of a request between reading and writing. Returns the very request where it changed nothing. */
export interface RequestStep {
  readonly name: string
  /** One sentence for the screen: why is this so? */
  readonly why: string
  run(request: Request, context: StepContext): Request
}

/** What a fault throws where the real gateway answered the client with an error instead of going on. */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message.value)
    this.failure = failure
  }
}

/** One source frame's worth of events, with the frame's own JSON for steps that copy a gateway's view of it. */
export interface Batch {
  readonly events: readonly ReplyEvent[]
  readonly frame?: Json
}

/** One named transformation of a reply's events. The state is plain cloneable data. */
export interface ReplyStep<S = unknown> {
  readonly name: string
  readonly why: string
  start(): S
  run(state: S, batch: Batch): readonly ReplyEvent[]
  end(state: S): readonly ReplyEvent[]
}

/** Which steps a translation needs. The same dialect needs none: it is only read and written. */
export interface Route {
  readonly from: DialectId
  readonly target: Target
}
