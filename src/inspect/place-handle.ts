import { rowHandle } from '../transcript/handle.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { jsonEntries } from '../wire/json-entries.ts'
import type { Place } from './finding.ts'

/** The handle of the row at which a place stands; of its exchange, where it is of none. */
export function placeHandle(
  { exchange, half, frame, pointer }: Place,
  captured: Exchange | undefined,
): string {
  if (frame !== undefined) return rowHandle(exchange, half, frame)
  const body = captured?.[half]?.body
  if (pointer === undefined || body === undefined) return exchange
  const entry = jsonEntries(body).findIndex(
    (one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`),
  )
  return entry < 0 ? exchange : rowHandle(exchange, half, entry)
}
