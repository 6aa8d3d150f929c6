import type { Origin } from '../hub/leaf.ts'
import type { Finding, Place } from '../inspect/finding.ts'
import type { Row, Sheet } from '../translate/lanes.ts'
import type { RowMark, SheetTab } from './protocol.ts'

export const tabOf = ({ half }: Place): SheetTab => (half === 'request' ? 'request' : 'events')

/** The row that shows a place: of its frame, and the narrowest one around its pointer. */
export function rowOf(sheet: Sheet, { frame, pointer }: Place): number | undefined {
  const ofFrame = frame === undefined ? sheet.rows : rowsOfFrame(sheet.rows, frame)
  if (frame !== undefined) return ofFrame[0]?.index
  if (pointer === undefined) return undefined
  let best: { index: number; length: number } | undefined
  for (const { index, pointer: rowPointer, source } of ofFrame) {
    const around = [...(rowPointer === undefined ? [] : [rowPointer]), ...source.atoms.flatMap(pointersOf)]
    for (const candidate of around) {
      const length = closeness(candidate, pointer)
      if (length > (best?.length ?? 0)) best = { index, length }
    }
  }
  return best?.index
}

function rowsOfFrame(rows: readonly Row[], frame: number): readonly Row[] {
  const likely = rows[frame]
  if (likely?.frame === frame) return [likely]
  return rows.filter((row) => row.frame === frame)
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
  sheet: Sheet,
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
