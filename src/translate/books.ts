import type { Phrasing } from '../dialects/dialect.ts'
import type { Reason, Written } from '../hub/leaf.ts'
import type { Losses } from '../hub/losses.ts'
import type { Json } from '../wire/json.ts'

/** A place in a body, or in one frame of a stream: what `--accounting` prints. */
export type Place = string | { readonly frame: number; readonly pointer: string }

/** What became of every leaf of a source, and where every leaf of the output came from (law 3). */
export interface Accounting {
  /** Deep-equal at both ends. */
  readonly carried: readonly { readonly from: Place; readonly to: Place }[]
  readonly changed: readonly { readonly from: Place; readonly to: Place; readonly step: string }[]
  readonly lost: readonly ({ readonly from: Place } & Reason)[]
  readonly added: readonly ({ readonly to: Place } & Reason)[]
}

/** One body, or one frame of a stream, of the source. */
export interface SourceBody {
  readonly frame?: number
  readonly json: Json
}

/** One body, or one event of a stream, as it was written. */
export interface WrittenBody {
  readonly frame?: number
  readonly tree: Written
}

/** All that one translation leaves behind, to be accounted for. */
export interface Books {
  readonly sources: readonly SourceBody[]
  readonly outputs: readonly WrittenBody[]
  /** What the reader made of the sources: tells what was understood from what was not read at all. */
  readonly hub: unknown
  /** What steps and writers said of their losses. */
  readonly losses: Losses
  /** How the source's dialect frames and repeats itself. */
  readonly phrasing: Phrasing
}

export const placeAt = (frame: number | undefined, pointer: string): Place =>
  frame === undefined ? pointer : { frame, pointer }

/** One string for a place, for maps and sets. */
export const keyOf = (frame: number | undefined, pointer: string): string => `${frame ?? ''}${pointer}`

/** The pointer and all above it but the root. */
export function ancestors(pointer: string): string[] {
  const found: string[] = []
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1))
    found.push(pointer.slice(0, end))
  return found
}
