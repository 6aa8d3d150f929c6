import type { Leaf } from '../hub/leaf.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Place } from './finding.ts'

/** The place of a leaf in an exchange; the half as a whole where the leaf has no origin. */
export function placeOf(exchange: Exchange, half: Place['half'], leaf?: Leaf<unknown>): Place {
  const origin = leaf?.from[0]
  return {
    exchange: exchange.id,
    half,
    ...(exchange.side ? { side: exchange.side } : {}),
    ...(origin ? { pointer: origin.pointer } : {}),
    ...(origin?.frame === undefined ? {} : { frame: origin.frame }),
  }
}
