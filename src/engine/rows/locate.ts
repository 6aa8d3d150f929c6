import type { Origin } from '../../hub/leaf.ts'
import type { Finding, Place } from '../../inspect/finding.ts'
import type { Row } from '../../translate/lanes.ts'
import type { RowMark } from '../answers/window.ts'
import type { SheetTab } from '../view.ts'
import type { ShownSheet } from './shown-sheet.ts'

export const tabOf = ({ half }: Place): SheetTab => (half === 'request' ? 'request' : 'events')

/** The row that shows a place: of its frame, or the narrowest one around its pointer. */
export function rowOf(
  sheet: ShownSheet,
  { frame, pointer }: Pick<Place, 'frame' | 'pointer'>,
): number | undefined {
  // While a long stream is read, it is only known to have the frames found so far.
  if (frame !== undefined && sheet.isStream) return frame < sheet.length || sheet.reading ? frame : undefined
  // A place in a stream is in one of its frames: no row shows one without.
  if (sheet.isLong || (frame === undefined && pointer === undefined)) return undefined
  const { byFrame, byPointer, around } = indexOf(sheet)
  if (frame !== undefined) return byFrame.get(frame)
  const here = byPointer.get(pointer ?? '') ?? around.get(pointer ?? '')
  if (here !== undefined) return here
  for (let at = parentOf(pointer ?? ''); at !== ''; at = parentOf(at)) {
    const row = byPointer.get(at)
    if (row !== undefined) return row
  }
  return undefined
}

const parentOf = (pointer: string): string => pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))

/** The first row of each. */
interface RowIndex {
  readonly byFrame: ReadonlyMap<number, number>
  /** Of what it shows itself. */
  readonly byPointer: ReadonlyMap<string, number>
  /** Of what it shows something below of. The root is no place in a row. */
  readonly around: ReadonlyMap<string, number>
}

/** Thousands of findings ask the same sheet, with each window of it. */
const known = new WeakMap<ShownSheet, RowIndex>()

function indexOf(sheet: ShownSheet): RowIndex {
  const before = known.get(sheet)
  if (before) return before
  const index = makeIndex(sheet.rows(0, sheet.length))
  if (!sheet.reading) known.set(sheet, index)
  return index
}

function makeIndex(rows: readonly Row[]): RowIndex {
  const byFrame = new Map<number, number>()
  const byPointer = new Map<string, number>()
  const around = new Map<string, number>()
  for (const { index, frame, pointer: own, source } of rows) {
    if (frame !== undefined && !byFrame.has(frame)) byFrame.set(frame, index)
    const shown = [...(own === undefined ? [] : [own]), ...source.atoms.flatMap(pointersOf)]
    for (const pointer of shown) {
      if (byPointer.has(pointer)) continue
      byPointer.set(pointer, index)
      for (let at = parentOf(pointer); at !== '' && !around.has(at); at = parentOf(at)) around.set(at, index)
    }
  }
  return { byFrame, byPointer, around }
}

const pointersOf = ({ from }: { readonly from: readonly Origin[] }): string[] =>
  from.map(({ pointer }) => pointer)

/** Which findings stand in which rows from `from` to before `to`. */
export function marksOf(
  sheet: ShownSheet,
  findings: readonly Finding[],
  { exchange, tab, from, to }: { exchange: string; tab: SheetTab; from: number; to: number },
): RowMark[] {
  return findings.flatMap(({ places }, problem) => {
    const rows = places
      .filter((place) => place.exchange === exchange && tabOf(place) === tab)
      .map((place) => rowOf(sheet, place))
    return [...new Set(rows)]
      .filter((row) => row !== undefined && row >= from && row < to)
      .map((row) => ({ row: row as number, problem }))
  })
}
