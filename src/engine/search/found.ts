/** What is looked for: rows of which all tokens of the filter hold, or rows that say a text. */
export type Wanted = { readonly filter: string } | { readonly text: string }

/** Where a scan goes on. */
export interface ScanPlace {
  /** The row that comes next. */
  readonly row: number
  /** The captured text was looked through, the lanes are what is left. */
  readonly isLanes?: true
}

export interface RowsFound {
  /** Numbers of rows, from 0, ascending. */
  readonly rows: Uint32Array
  /** Of rows looked at, how many each token by itself holds of. */
  readonly each: readonly number[]
  /** Absent where all rows were looked at. */
  readonly next?: ScanPlace
  readonly total: number
  /** Of a long stream: what was looked through here. It comes in this order. */
  readonly ground?: 'text' | 'lanes'
  /** Rows of which it is not known what lanes put together: there was no room for it. */
  readonly unkept?: number
}

/** Words that a filter of this half can be made of. */
export interface FilterVocabulary {
  readonly kinds: readonly string[]
  readonly calls: readonly string[]
  readonly steps: readonly string[]
}
