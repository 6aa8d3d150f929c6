import type { Leaf } from '../hub/leaf.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Place } from './finding.ts'

/** The place of a leaf in an exchange; the half as a whole where the leaf has no origin. */
export const placeOf = (exchange: Exchange, half: Place['half'], leaf?: Leaf<unknown>): Place =>
  placeAt(exchange, half, leaf?.from[0] ?? {})

/** The place of a pointer, of a frame, or of a pointer in the JSON of a frame. */
export const placeAt = (
  { id, side }: Exchange,
  half: Place['half'],
  { pointer, frame }: { readonly pointer?: string; readonly frame?: number } = {},
): Place => ({
  exchange: id,
  half,
  ...(side ? { side } : {}),
  ...(pointer === undefined ? {} : { pointer }),
  ...(frame === undefined ? {} : { frame }),
})
