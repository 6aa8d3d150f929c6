// What is found of the calls of a transcript.
import type { DialectId } from '../../hub/dialect.ts'
import type { Side } from '../../transcript/transcript.ts'
import type { Place } from '../finding.ts'
import type { RequestPairs } from './request-pairs.ts'

/** One time that a call shows itself: in the reply that made it, again in a later request, or by its result. */
export interface Sighting {
  readonly as: 'issued' | 'replayed' | 'answered'
  readonly place: Place
  /** As it is written there; absent where the dialect gives none. */
  readonly id?: string
  /** Whose signature it carries there. */
  readonly sealedBy?: DialectId
}

/** The same call has another id later on. `isCut`: the later one is the beginning of the earlier, so somebody shortened it. */
export interface IdChange {
  readonly from: string
  readonly to: string
  readonly place: Place
  readonly isCut: boolean
}

/** One call over all turns of one side, from where it was made to where it was last seen: a rail to draw. */
export interface Rail {
  readonly name: string
  readonly side?: Side
  readonly sightings: readonly Sighting[]
  readonly idChange?: IdChange
  /** The signature that its id carries. */
  readonly signature?: string
}

/** A rail where it passes through a request. */
export interface Passage {
  readonly rail: Rail
  readonly at: Sighting
}

/** An id under which something else was said before. */
export interface Reuse {
  readonly id: string
  readonly name: string
  readonly place: Place
  /** `issued`: a reply hands the id out again. `replayed`: a request says it with another name or other arguments. */
  readonly as: 'issued' | 'replayed'
  readonly before: { readonly name: string; readonly place: Place }
}

export interface Pairing {
  readonly rails: readonly Rail[]
  /** By exchange: the calls that its request says again, and where. */
  readonly railsThrough: ReadonlyMap<string, readonly Passage[]>
  /** By exchange: what its own request pairs, and what does not fit there. */
  readonly requests: ReadonlyMap<string, RequestPairs>
  /** By exchange: the ids in it that stood for another call before. */
  readonly reuses: ReadonlyMap<string, readonly Reuse[]>
}

/** Where a call was made; undefined where the capture begins later. It is always the first that is seen of it. */
export const issueOf = ({ sightings: [first] }: Rail): Sighting | undefined =>
  first?.as === 'issued' ? first : undefined
