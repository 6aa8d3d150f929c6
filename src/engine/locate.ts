import type { Origin } from '../hub/leaf.ts'
import type { Finding, Place } from '../inspect/finding.ts'
import type { Row } from '../translate/lanes.ts'
import type { RowMark } from './answers/window.ts'
import type { ShownSheet } from './shown-sheet.ts'
import type { SheetTab } from './view.ts'

export const tabOf = ({ half }: Place): SheetTab => (half === 'request' ? 'request' : 'events')

/** The row that shows a place: of its frame, or the narrowest one around its pointer. */
export function rowOf(sheet: ShownSheet, { frame, pointer }: Place): number | undefined {
  if (frame !== undefined) return rowOfFrame(sheet, frame)
  // A place in a stream is in one of its frames: no row shows one without.
  if (pointer === undefined || sheet.isLong) return undefined
  let best: { index: number; length: number } | undefined
  for (const { index, pointer: rowPointer, source } of sheet.rows(0, sheet.length)) {
    const around = [...(rowPointer === undefined ? [] : [rowPointer]), ...source.atoms.flatMap(pointersOf)]
    for (const candidate of around) {
      const length = closeness(candidate, pointer)
      if (length > (best?.length ?? 0)) best = { index, length }
    }
  }
  return best?.index
}

function rowOfFrame(sheet: ShownSheet, frame: number): number | undefined {
  // While a long stream is read, it is only known to have the frames found so far.
  if (sheet.isStream) return frame < sheet.length || sheet.reading ? frame : undefined
  return sheet.rows(0, sheet.length).find((row: Row) => row.frame === frame)?.index
}

const pointersOf = ({ from }: { readonly from: readonly Origin[] }): string[] =>
  from.map(({ pointer }) => pointer)

/** How many characters of the pointers agree, where one holds the other; 0 where neither does. */
function closeness(candidate: string, pointer: string): number {
  if (candidate === pointer) return pointer.length + 1
  if (pointer.startsWith(`${candidate}/`)) return candidate.length
  return candidate.startsWith(`${pointer}/`) ? pointer.length : 0
}

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
