import type { Origin } from '../../hub/leaf.ts'

/** Bytes of a body in UTF-8. */
export interface ByteWindow {
  readonly total: number
  /** First byte given, from 0. */
  readonly from: number
  readonly bytes: Uint8Array
  /** By byte: how its character is drawn; empty for all but the first byte of one. */
  readonly signs: readonly string[]
}

/** What a byte belongs to, and all bytes of that; nothing between frames. */
export interface ByteSpot {
  readonly origin?: Origin
  readonly range?: ByteRange
}

/** From 0, end exclusive. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}
