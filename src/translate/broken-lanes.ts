import type { DialectId } from '../hub/dialect.ts'
import type { Cell, LaneSummary, LaneTotals } from './lanes.ts'

/** Readers and writers are total, so a lane that throws is our own bug: it falls silent, says why, and takes no other with it. */
export class BrokenLanes {
  private readonly whys = new Map<DialectId, string>()

  /** What the work gives; `instead` where it throws, and from then on. */
  attempt<T>(to: DialectId, work: () => T, instead: T): T {
    if (this.whys.has(to)) return instead
    try {
      return work()
    } catch (error) {
      this.whys.set(to, brokenSentence(error))
      return instead
    }
  }

  /** The cell that the work gives, or in its place why there is none. */
  cell(to: DialectId, work: () => Cell): Cell {
    const cell = this.attempt(to, work, NOTHING)
    const why = this.whys.get(to)
    return why === undefined ? cell : { atoms: [], empty: { code: 'lost', why } }
  }
}

const NOTHING: Cell = { atoms: [] }

/** Of a lane of which nothing is known. */
export const NO_SUMMARY: LaneSummary = {
  carried: 0,
  changed: 0,
  lost: [],
  added: 0,
  steps: [],
  isBroken: true,
}
export const NO_TOTALS: LaneTotals = { ...NO_SUMMARY, lost: 0, reasons: [] }

export const brokenSentence = (error: unknown): string =>
  `This lane could not be written: ${error instanceof Error ? error.message : String(error)}. That is a bug of Interlinear; the other lanes are as they were.`
