import type { DialectId } from '../hub/dialect.ts'

/** Where an exchange was captured: between the client and a gateway, or between a gateway and the provider. */
export type Side = 'client' | 'upstream'

/** Name and value as on the wire; names keep their case, repeats keep their order. */
export type Header = readonly [name: string, value: string]

export interface CapturedRequest {
  readonly method?: string
  readonly url?: string
  readonly headers?: readonly Header[]
  /** The body as text, exactly as captured. */
  readonly body: string
}

export interface CapturedReply {
  readonly status?: number
  readonly headers?: readonly Header[]
  /** The body as text, exactly as captured; a stream with its framing. */
  readonly body: string
  /** Milliseconds after the start of the reply at which each frame arrived. Absent where not known: never made up. */
  readonly times?: readonly number[]
}

/** One request with its reply; either may be missing from a capture. */
export interface Exchange {
  /** `x1`, `x2`, … in the order of the transcript: the stable handle that links and findings use. */
  readonly id: string
  readonly side?: Side
  readonly dialect?: DialectId
  readonly request?: CapturedRequest
  readonly reply?: CapturedReply
  /** ISO 8601, as the capture gave it. */
  readonly startedAt?: string
  /** The file or entry it came from. */
  readonly name?: string
  /** The session and the trace that a log filed it under. */
  readonly sessionId?: string
  readonly traceId?: string
}

/** What a person put at a place: a pin, and words where there are some. */
export interface Remark {
  readonly exchange: string
  readonly half: 'request' | 'reply'
  /** Of a stream, from 0. */
  readonly frame?: number
  /** JSON pointer into the frame, or into the whole body. */
  readonly pointer?: string
  /** Empty for a mere pin. */
  readonly text: string
}

/** The unit that is opened, stored and shared. */
export interface Transcript {
  readonly version: 1
  readonly title?: string
  readonly exchanges: readonly Exchange[]
  /** In the order of the transcript. */
  readonly remarks?: readonly Remark[]
}
