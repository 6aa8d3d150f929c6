// What is true of a whole sheet and goes with each of its windows: counted once, and small however long the log.
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { LaneSummary, Sheet } from '../translate/lanes.ts'
import type { Column, LaneCounts, Window } from './protocol.ts'

const COLUMNS: readonly Column[] = ['source', ...DIALECT_IDS]
const knownCalls = new WeakMap<Sheet, Window['calls']>()
const knownCounts = new WeakMap<Sheet, Window['lanes']>()

/** Dialects key the same call by id or by index: what they share is the order in which calls appear. */
export function callsOf(sheet: Sheet): Window['calls'] {
  const before = knownCalls.get(sheet)
  if (before) return before
  const calls = Object.fromEntries(
    COLUMNS.map((column) => [column, ordinals(sheet, column)]),
  ) as Window['calls']
  knownCalls.set(sheet, calls)
  return calls
}

function ordinals({ rows }: Sheet, column: Column): ReadonlyMap<string, number> {
  const seen = new Map<string, number>()
  for (const row of rows) {
    const { atoms } = column === 'source' ? row.source : row.lanes[column]
    for (const { call } of atoms) if (call !== undefined && !seen.has(call)) seen.set(call, seen.size)
  }
  return seen
}

export function countsOf(sheet: Sheet): Window['lanes'] {
  const before = knownCounts.get(sheet)
  if (before) return before
  const counts = Object.fromEntries(
    DIALECT_IDS.map((id) => [id, countLane(sheet.lanes[id])]),
  ) as Window['lanes']
  knownCounts.set(sheet, counts)
  return counts
}

function countLane({ carried, changed, added, lost, steps, generation }: LaneSummary): LaneCounts {
  const counts = new Map<string, number>()
  for (const { reason } of lost) counts.set(reason.why, (counts.get(reason.why) ?? 0) + 1)
  const reasons = [...counts].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count)
  return { carried, changed, added, lost: lost.length, reasons, steps, ...(generation ? { generation } : {}) }
}
