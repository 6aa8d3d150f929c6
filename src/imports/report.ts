/** A sentence about the input, with the UTF-16 range of the pasted text it is about, where it is about one. */
export interface Note {
  readonly severity: 'info' | 'warning' | 'error'
  readonly sentence: string
  readonly start?: number
  readonly end?: number
}

export type FormatId =
  | 'transcript'
  | 'har'
  | 'curl'
  | 'program'
  | 'http'
  | 'fenced'
  | 'json'
  | 'stream'
  | 'log'
  | 'html'
  | 'error'
  | 'gzip'
  | 'binary'

/** What an input was taken for, and why. */
export interface Report {
  readonly format: FormatId | 'unknown'
  /** The verdict in one line, for a person. */
  readonly sentence: string
  readonly reasons: readonly string[]
  readonly exchanges: number
  readonly notes: readonly Note[]
  /** False where nothing was found to work with. */
  readonly ok: boolean
}
