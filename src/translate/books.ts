import type { Phrasing } from '../dialects/dialect.ts'
import type { Origin, Reason, Written } from '../hub/leaf.ts'
import type { Losses } from '../hub/losses.ts'
import type { Json } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'

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
  /** How its numbers are spelled, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers
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
  /** Where the books hold only a part of a stream: what must be known of the rest. */
  readonly rest?: Rest
}

/** What is known of the parts of a stream that are not in the books. */
export interface Rest {
  /** Places of the sources that were written there. */
  readonly kept: readonly Origin[]
  /** Places of the sources that the reader understood there. */
  readonly understood?: readonly Origin[]
  /** The last frame that holds a count, by `countAt`. */
  readonly lastCounts: ReadonlyMap<string, number>
  /** What stood at a pointer when it was last written before the frames in the books. `above`: the pointer and those above. */
  valueBefore?(pointer: string, above: readonly string[]): Json | undefined
}

export const placeOf = ({ frame, pointer }: Origin): Place =>
  frame === undefined ? pointer : { frame, pointer }

/** A run of frames taken apart, as far as they are among the sources. */
export function onePerFrame(
  origin: Origin,
  sources: Pick<ReadonlyMap<number | undefined, unknown>, 'has'>,
): readonly Origin[] {
  const { frame, until, pointer } = origin
  if (frame === undefined || until === undefined) return [origin]
  const found: Origin[] = []
  for (let at = frame; at <= until; at++) if (sources.has(at)) found.push({ frame: at, pointer })
  return found
}

/** What is known of places: by frame, then by pointer, for a key that joins both would be built millions of times. */
export class PlaceMap<T> {
  private readonly frames = new Map<number | undefined, Map<string, T>>()

  set(frame: number | undefined, pointer: string, value: T): void {
    const known = this.frames.get(frame)
    if (known) known.set(pointer, value)
    else this.frames.set(frame, new Map([[pointer, value]]))
  }

  /** All that is known of one frame. */
  of(frame: number | undefined): ReadonlyMap<string, T> {
    return this.frames.get(frame) ?? EMPTY
  }

  has(frame: number | undefined, pointer: string): boolean {
    return this.of(frame).has(pointer)
  }
}

const EMPTY: ReadonlyMap<string, never> = new Map<string, never>()

/** The pointer and all above it but the root. */
export type Ancestry = (pointer: string) => readonly string[]

/** Frames repeat their pointers: each is taken apart once. */
export function startAncestry(): Ancestry {
  const known = new Map<string, readonly string[]>()
  return (pointer) => {
    const before = known.get(pointer)
    if (before) return before
    const found: string[] = []
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1))
      found.push(pointer.slice(0, end))
    known.set(pointer, found)
    return found
  }
}
