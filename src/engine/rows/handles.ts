// Where handles lead, and which handle a call has.
import type { Place } from '../../inspect/finding.ts'
import { pairTranscript } from '../../inspect/pairing/pairing.ts'
import type { Rail } from '../../inspect/pairing/rail.ts'
import type { Handle } from '../../transcript/handle.ts'
import { formatHandle } from '../../transcript/handle.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { readExchange } from '../../translate/reading.ts'
import type { SheetTab } from '../view.ts'

/** The handle of each call. An exchange numbers the calls that its reply makes, then those that its request brings from before. */
export function numberCalls(rails: readonly Rail[]): ReadonlyMap<Rail, string> {
  const handles = new Map<Rail, string>()
  const counts = new Map<string, number>()
  for (const half of ['reply', 'request'] as const)
    for (const rail of rails) {
      const first = rail.sightings[0]?.place
      if (first?.half !== half) continue
      const number = (counts.get(first.exchange) ?? 0) + 1
      counts.set(first.exchange, number)
      handles.set(rail, formatHandle({ kind: 'call', exchange: first.exchange, number }))
    }
  return handles
}

/** Where the call with that handle shows itself first. */
export function placeOfCall({ exchanges }: Transcript, handle: Handle): Place | undefined {
  const { rails } = pairTranscript(exchanges.map(readExchange))
  const wanted = formatHandle(handle)
  return [...numberCalls(rails)].find(([, name]) => name === wanted)?.[0].sightings[0]?.place
}

/** Which tab a row is of, from 0. */
export const rowOfHandle = (
  handle: Extract<Handle, { readonly kind: 'event' | 'entry' }>,
): { readonly tab: SheetTab; readonly row: number } => ({
  tab: handle.kind === 'entry' ? 'request' : 'events',
  row: handle.number - 1,
})
