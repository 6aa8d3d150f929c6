import type { Link as ChainLink } from '../../inspect/chains/links.ts'
import type { Hop, Unpaired } from '../../inspect/compare/sides.ts'
import type { Place as FindingPlace } from '../../inspect/finding.ts'
import type { Rail } from '../../inspect/pairing/rail.ts'
import type { Trouble } from '../../inspect/pairing/request-pairs.ts'

/** What gateways made of the exchanges that were captured on two sides. */
export interface SidesDigest {
  readonly hops: readonly (Hop & { readonly sentence: string })[]
  readonly unpaired: readonly Unpaired[]
}

/** Every call from where it was made to where it was last seen, and what does not fit. */
export interface PairingDigest {
  readonly rails: readonly (Rail & { readonly handle: string })[]
  readonly troubles: readonly {
    readonly kind: Trouble['kind']
    readonly sentence: string
    readonly place: FindingPlace
  }[]
}

export interface ChainDigest {
  readonly links: readonly (ChainLink & { readonly sentence: string })[]
}
