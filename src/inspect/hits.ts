import type { Leaf } from '../hub/leaf.ts'
import type { Reading } from '../translate/reading.ts'
import type { Place, Severity } from './finding.ts'
import { placeAt, placeOf } from './places.ts'
import type { Hit } from './rule.ts'

const spoken = (message: string, place: Place, severity: Severity | undefined): Hit => ({
  message,
  places: [place],
  ...(severity ? { severity } : {}),
})

/** A hit at a pointer, a frame, or a pointer in a frame. */
export const hitAt = (
  { exchange }: Reading,
  half: Place['half'],
  at: { readonly pointer?: string; readonly frame?: number },
  message: string,
  severity?: Severity,
): Hit => spoken(message, placeAt(exchange, half, at), severity)

/** A hit where a leaf came from. */
export const hitOf = (
  { exchange }: Reading,
  half: Place['half'],
  leaf: Leaf<unknown> | undefined,
  message: string,
  severity?: Severity,
): Hit => spoken(message, placeOf(exchange, half, leaf), severity)
