// Which lines of a request speak of the same call: what a stream's lines know by themselves.
import { pairTranscript } from '../../inspect/pairing/pairing.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { mapLanes } from '../../translate/lane-cells.ts'
import type { Atom, Cell, Sheet } from '../../translate/lanes.ts'
import { readExchange } from '../../translate/reading.ts'

/** By place in a request, which makes a call or answers it with all below it: that call. */
type Stretches = ReadonlyMap<string, string>

const known = new WeakMap<Transcript, ReadonlyMap<string, Stretches>>()

/** Calls and their results in a request sheet, each pair under one key in all lanes. */
export function withCalls(sheet: Sheet, transcript: Transcript, exchange: string): Sheet {
  const stretches = stretchesOf(transcript).get(exchange)
  if (!stretches) return sheet
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

function keyAtom(atom: Atom, stretches: Stretches): Atom {
  if (atom.hue !== 'call' || atom.call !== undefined) return atom
  const call = firstOf(atom.from, ({ pointer }) => callAround(pointer, stretches))
  return call === undefined ? atom : { ...atom, call }
}

function callAround(pointer: string, stretches: Stretches): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const call = stretches.get(at)
    if (call !== undefined) return call
  }
  return undefined
}

function firstOf<T, R>(list: readonly T[], ask: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = ask(one)
    if (found !== undefined) return found
  }
  return undefined
}

/** By exchange. A call is sighted at its id, or at its name where there is none: it is the object around that. */
function stretchesOf(transcript: Transcript): ReadonlyMap<string, Stretches> {
  const before = known.get(transcript)
  if (before) return before
  const stretches = new Map<string, Map<string, string>>()
  const { rails } = pairTranscript(transcript.exchanges.map(readExchange))
  rails.forEach(({ sightings }, number) => {
    for (const { place } of sightings) {
      if (place.half !== 'request' || place.pointer === undefined) continue
      const pointer = place.pointer.slice(0, place.pointer.lastIndexOf('/'))
      const here = stretches.get(place.exchange) ?? new Map<string, string>()
      if (!here.has(pointer)) here.set(pointer, String(number))
      stretches.set(place.exchange, here)
    }
  })
  known.set(transcript, stretches)
  return stretches
}
