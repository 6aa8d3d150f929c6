import type { Generation } from '../../dialects/dialect.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Side } from '../../transcript/transcript.ts'
import type { Cell, LaneTotals, Row } from '../../translate/lanes.ts'

export interface Window {
  /** First row given, from 0. */
  readonly from: number
  readonly total: number
  readonly rows: readonly Row[]
  readonly dialect: DialectId
  readonly lanes: Readonly<Record<DialectId, LaneCounts>>
  /** Findings that have a place among the rows given. */
  readonly marks: readonly RowMark[]
  /** By column: the calls in order of appearance, so that one call has one hue in all lanes. */
  readonly calls: Readonly<Record<Column, ReadonlyMap<string, number>>>
  /**
   * How far a long stream was read; absent once all of it was. Until then `total` may grow, nothing is called lost, and `lanes`
   * count what was read so far.
   */
  readonly reading?: StreamProgress
  /** Where the other side of the gateway was captured, and is short enough to stand beside each row. */
  readonly other?: OtherSide
  /** The rules are still to come, so there are no marks. */
  readonly isJudging?: true
}

export interface RowMark {
  /** Of the sheet, from 0. */
  readonly row: number
  /** Place in the list of findings, from 0. */
  readonly problem: number
}

/** What stands beside the source: a dialect, or the other side of the gateway as it was captured. */
export type Lane = DialectId | 'other'

/** As they stand until a person moves them: what was captured comes first, beside the source. */
export const LANES: readonly Lane[] = ['other', ...DIALECT_IDS]

/** A column of the lanes. */
export type Column = 'source' | Lane

const NOTHING: Cell = { atoms: [] }

export function cellOf(row: Row, column: Column): Cell {
  if (column === 'source') return row.source
  return column === 'other' ? (row.other ?? NOTHING) : row.lanes[column]
}

/** The capture that stands beside this one. */
export interface OtherSide {
  readonly exchange: string
  readonly side: Side
  readonly dialect: DialectId
  /** What it was given of this half, or what it had said. */
  readonly as: 'given' | 'said'
}

/** A line of a row. */
export interface RowSpot {
  readonly column: Column
  /** Place in its cell, from 0. */
  readonly atom: number
}

/** What became of the source in one lane. */
export interface LaneCounts extends LaneTotals {
  /** What a request was written for. */
  readonly generation?: Generation
}

/** A long stream is read in two goes: its frames are found, then they are translated. */
export interface StreamProgress {
  /** Found so far. */
  readonly frames: number
  /** How much of the body was looked at for frames, from 0 to 1. */
  readonly framed: number
  /** Frames translated so far. */
  readonly translated: number
}
