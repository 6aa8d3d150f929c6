/** What is looked for: rows of which all tokens of the filter hold, or rows that say a text. */
export type Wanted = { readonly filter: string } | { readonly text: string }

export interface RowsFound {
  /** Numbers of rows, from 0, ascending. */
  readonly rows: Uint32Array
  /** Of rows looked at, how many each token by itself holds of. */
  readonly each: readonly number[]
  /** The row to go on with; absent where all were looked at. */
  readonly next?: number
  readonly total: number
  /** Only the captured text was looked through: the lanes of a long stream would have to be made for it. */
  readonly isSourceOnly?: true
}

/** Words that a filter of this half can be made of. */
export interface FilterVocabulary {
  readonly kinds: readonly string[]
  readonly calls: readonly string[]
  readonly steps: readonly string[]
}
