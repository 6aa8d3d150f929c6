import type { Side } from '../../transcript/transcript.ts'
import type { Place } from '../finding.ts'
import type { Pair } from './align.ts'

/** One thing that did not come through as it should have. */
export interface Difference {
  readonly kind: Exclude<Pair['kind'], 'same'>
  /** What the gateway did, as the end of a sentence: `lost the call add`. */
  readonly deed: string
  /** Where it was said, and where it was given on. */
  readonly said?: Place
  readonly given?: Place
}

/** What a gateway made of one half of an exchange, between two captures. */
export interface Hop {
  readonly half: Place['half']
  /** Exchanges: where the body came from, and where it went. */
  readonly from: string
  readonly to: string
  /** The worst first. */
  readonly differences: readonly Difference[]
  /** The stage that did it, where a known fault gives exactly what was seen. */
  readonly stage?: {
    readonly name: string
    readonly fault: string
    /** Other known faults that give the same of this capture. */
    readonly alike: readonly string[]
  }
  /** One of the two captures ends early: only what lies before was set against the other. */
  readonly cut?: { readonly exchange: string; readonly where: string }
  /** What was given on has no end of its own: what is missing there may be the capture's. */
  readonly isOpen?: boolean
}

/** An exchange of which one side only was captured. */
export interface Unpaired {
  readonly exchange: string
  readonly side: Side | undefined
  /** What the other side would prove. */
  readonly sentence: string
}

export interface Sides {
  readonly hops: readonly Hop[]
  readonly unpaired: readonly Unpaired[]
}
