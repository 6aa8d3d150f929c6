import type { Column, Window } from '../../engine/answers/window.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import type { Atom, Cell, Row } from '../../translate/lanes.ts'

/** A call in one lane, from the row that makes it to the last that speaks of it. */
interface Span {
  readonly call: string
  readonly first: number
  last: number
  /** Which of the rails beside each other, from 0 at the text. */
  track: number
}

/** What one cell shows of a call that passes through it. */
export interface RailPiece {
  readonly call: string
  /** Its place in the order of calls. */
  readonly number: number
  readonly track: number
  /** Line of the cell, from 0, where the call begins here; absent where it comes from above. */
  readonly from?: number
  /** Line where it ends here, exclusive; absent where it goes on below. */
  readonly to?: number
}

export type Spans = Readonly<Partial<Record<Column, readonly Span[]>>>

const known = new WeakMap<Window, Spans>()

/** The calls in the rows of a window, by lane. What a window does not hold, it cannot tie. */
export function spansOf(window: Window): Spans {
  const before = known.get(window)
  if (before) return before
  const columns = Object.keys(window.calls) as Column[]
  const spans: Spans = Object.fromEntries(columns.map((column) => [column, spansIn(window.rows, column)]))
  known.set(window, spans)
  return spans
}

function spansIn(rows: readonly Row[], column: Column): readonly Span[] {
  const spans = new Map<string, Span>()
  for (const row of rows)
    for (const { call, mark } of cellOf(row, column).atoms) {
      if (call === undefined || mark === 'lost') continue
      const span = spans.get(call)
      if (span) span.last = row.index
      else spans.set(call, { call, first: row.index, last: row.index, track: 0 })
    }
  return layTracks([...spans.values()])
}

/** Calls that run at the same time are drawn beside each other. */
function layTracks(spans: readonly Span[]): readonly Span[] {
  const ends: number[] = []
  for (const span of spans) {
    const free = ends.findIndex((end) => end < span.first)
    span.track = free < 0 ? ends.length : free
    ends[span.track] = span.last
  }
  return spans
}

/** The rails through one cell. A call that is no more than one line needs none. */
export function railsThrough(
  spans: readonly Span[] | undefined,
  row: Row,
  cell: Cell,
  numbers: ReadonlyMap<string, number>,
): readonly RailPiece[] {
  return (spans ?? [])
    .filter(({ first, last }) => row.index >= first && row.index <= last)
    .flatMap(({ call, first, last, track }) => {
      const lines = linesOf(cell.atoms, call)
      const isShort = first === last && lines.to - lines.from < 2
      if (isShort) return []
      return {
        call,
        number: numbers.get(call) ?? 0,
        track,
        ...(row.index === first ? { from: lines.from } : {}),
        ...(row.index === last ? { to: lines.to } : {}),
      }
    })
}

/** Lines of a cell between the first and the last that speak of a call; what is lost shares a line below all others. */
function linesOf(atoms: readonly Atom[], call: string): { readonly from: number; readonly to: number } {
  const arrived = atoms.filter(({ mark }) => mark !== 'lost')
  const from = arrived.findIndex((atom) => atom.call === call)
  return { from: Math.max(0, from), to: arrived.findLastIndex((atom) => atom.call === call) + 1 }
}
