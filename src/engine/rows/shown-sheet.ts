// One half of an exchange as rows: all there, or made as they are asked for.
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { mapLanes } from '../../translate/lane-cells.ts'
import type { LaneSummary, Row, Sheet } from '../../translate/lanes.ts'
import type { StreamSheet } from '../../translate/stream-sheet.ts'
import type { Column, LaneCounts, OtherSide, StreamProgress, Window } from '../answers/window.ts'
import { cellOf } from '../answers/window.ts'

export interface ShownSheet {
  readonly dialect: DialectId
  /** Rows known so far. */
  readonly length: number
  /** From `from` up to but not including `end`. */
  rows(from: number, end: number): readonly Row[]
  /** How the rows of a long stream are looked through without making them. */
  readonly long?: LongSheet
  /** What is true of the whole sheet and goes with each of its windows: small however long the log. */
  readonly lanes: Window['lanes']
  readonly calls: Window['calls']
  /** Whose lines stand beside it, where the other side of the gateway was captured. */
  readonly other?: OtherSide
  /** Rows are the frames of a stream, in their order. */
  readonly isStream: boolean
  /** Each row is made when it is asked for. */
  readonly isLong: boolean
  /** How far a stream was read; absent once all of it was. */
  readonly reading?: StreamProgress | undefined
  /** Reads a piece more of a stream. Whether there is more to read. */
  advance(): boolean
}

/** Its frames, and what its rows are in all lanes: the latter only once all of it was read. */
export type LongSheet = Pick<StreamSheet, 'frames' | 'frameAround' | 'candidates' | 'survey'>

/** In the order in which a stream's sheet counts its calls. */
const COLUMNS: readonly Column[] = ['source', ...DIALECT_IDS, 'other']

/** Rows that are all there. */
export function shownWhole(sheet: Sheet): ShownSheet {
  return {
    dialect: sheet.dialect,
    length: sheet.rows.length,
    rows: (from, end) => sheet.rows.slice(from, end),
    lanes: mapLanes((id) => countLane(sheet.lanes[id])),
    calls: byColumn((column) => callsIn(sheet.rows, column)),
    isStream: false,
    isLong: false,
    advance: () => false,
  }
}

export const shownStream = (sheet: StreamSheet): ShownSheet => ({
  dialect: sheet.dialect,
  get length() {
    return sheet.length
  },
  rows: (from, end) => sheet.rows(from, end - from),
  get lanes() {
    return sheet.lanes()
  },
  get calls() {
    return byColumn((_, at) => sheet.calls[at] ?? new Map())
  },
  isStream: true,
  isLong: sheet.isLong,
  ...(sheet.isLong ? { long: sheet } : {}),
  get reading() {
    return sheet.isDone ? undefined : { frames: sheet.length, ...sheet.progress }
  },
  advance: () => sheet.advance(),
})

const byColumn = <T>(make: (column: Column, at: number) => T): Record<Column, T> =>
  Object.fromEntries(COLUMNS.map((column, at) => [column, make(column, at)])) as Record<Column, T>

/** Dialects key the same call by id or by index: what they share is the order in which calls appear. */
export function callsIn(rows: readonly Row[], column: Column): ReadonlyMap<string, number> {
  const seen = new Map<string, number>()
  for (const row of rows)
    for (const { call } of cellOf(row, column).atoms)
      if (call !== undefined && !seen.has(call)) seen.set(call, seen.size)
  return seen
}

function countLane(summary: LaneSummary): LaneCounts {
  const { carried, changed, added, lost, steps, generation, isBroken } = summary
  const counts = new Map<string, number>()
  for (const { reason } of lost) counts.set(reason.why, (counts.get(reason.why) ?? 0) + 1)
  const reasons = [...counts].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count)
  return {
    carried,
    changed,
    added,
    lost: lost.length,
    reasons,
    steps,
    ...(isBroken ? { isBroken } : {}),
    ...(generation ? { generation } : {}),
  }
}

/** Rows that are made together because they stand near to each other. */
const NEAR = 64

/** The rows of these numbers, ascending. */
export function rowsAt(sheet: ShownSheet, wanted: readonly number[]): readonly Row[] {
  const found: Row[] = []
  for (let at = 0; at < wanted.length; ) {
    const first = wanted[at] as number
    let end = first + 1
    const from = at
    for (; at < wanted.length && (wanted[at] as number) < end + NEAR; at++) end = (wanted[at] as number) + 1
    const rows = sheet.rows(first, end)
    for (const row of wanted.slice(from, at)) found.push(...rows.slice(row - first, row - first + 1))
  }
  return found
}

export const rowAt = (sheet: ShownSheet, row: number): Row | undefined => sheet.rows(row, row + 1)[0]
