// Which lines of a request speak of the same call: what a stream's lines know by themselves.
import { pairTranscript } from '../inspect/pairing/pairing.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { mapLanes } from '../translate/lane-cells.ts'
import type { Atom, Cell, Sheet } from '../translate/lanes.ts'
import { readExchange } from '../translate/reading.ts'

/** A place in a request, with all below it, that makes a call or answers it. */
interface Stretch {
  readonly pointer: string
  readonly call: string
}

const known = new WeakMap<Transcript, ReadonlyMap<string, readonly Stretch[]>>()

/** Calls and their results in a request sheet, each pair under one key in all lanes. */
export function withCalls(sheet: Sheet, transcript: Transcript, exchange: string): Sheet {
  const stretches = stretchesOf(transcript).get(exchange) ?? []
  if (stretches.length === 0) return sheet
  const keyed = (cell: Cell): Cell => ({ ...cell, atoms: cell.atoms.map((atom) => keyAtom(atom, stretches)) })
  return {
    ...sheet,
    rows: sheet.rows.map((row) => ({
      ...row,
      source: keyed(row.source),
      lanes: mapLanes((id) => keyed(row.lanes[id])),
    })),
  }
}

function keyAtom(atom: Atom, stretches: readonly Stretch[]): Atom {
  if (atom.hue !== 'call' || atom.call !== undefined) return atom
  const stretch = stretches.find(({ pointer }) =>
    atom.from.some((origin) => origin.pointer === pointer || origin.pointer.startsWith(`${pointer}/`)),
  )
  return stretch ? { ...atom, call: stretch.call } : atom
}

/** By exchange. A call is sighted at its id, or at its name where there is none: it is the object around that. */
function stretchesOf(transcript: Transcript): ReadonlyMap<string, readonly Stretch[]> {
  const before = known.get(transcript)
  if (before) return before
  const stretches = new Map<string, Stretch[]>()
  const { rails } = pairTranscript(transcript.exchanges.map(readExchange))
  rails.forEach(({ sightings }, number) => {
    for (const { place } of sightings) {
      if (place.half !== 'request' || place.pointer === undefined) continue
      const pointer = place.pointer.slice(0, place.pointer.lastIndexOf('/'))
      const here = stretches.get(place.exchange) ?? []
      stretches.set(place.exchange, [...here, { pointer, call: String(number) }])
    }
  })
  known.set(transcript, stretches)
  return stretches
}
