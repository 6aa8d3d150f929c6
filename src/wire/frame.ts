/** One piece of a framed body: an SSE event, an NDJSON line, an element of a streamed JSON array. */
export interface Frame {
  /** From 0, in the order of the body. */
  readonly index: number
  readonly event?: string
  readonly id?: string
  readonly data: string
  /** First UTF-8 byte in the body, from 0. */
  readonly start: number
  /** Byte after the last one of the last field line; its line end and the blank line are not counted in. */
  readonly end: number
  /** What is wrong with the framing here, as a sentence. `data` is then still the best reading of it. */
  readonly problem?: string
}

export type Framing = 'sse' | 'ndjson' | 'json-array'

/** `json`: one value, no framing at all. */
export type BodyFraming = Framing | 'json'

/**
 * Cuts a text that comes in pieces into frames. The state is plain data (it survives structuredClone) and is changed
 * in place. Where the pieces are cut makes no difference to the frames.
 */
export interface Framer<S> {
  /** `isUnmeasured`: nobody will read the byte ranges, so they need not be counted in bytes. */
  start(isUnmeasured?: boolean): S
  push(state: S, text: string): Frame[]
  /** What the end of the body completes. The state is used up afterwards. */
  end(state: S): Frame[]
}
