import type { DialectId } from '../../hub/dialect.ts'
import type { Masked } from '../../share/redact.ts'
import type { Remark } from '../../transcript/transcript.ts'
import type { SheetTab } from '../view.ts'
import type { Column, RowSpot } from './window.ts'

/** What to take along; rows count from 0. */
export type CopyWish =
  | ({ readonly what: 'value'; readonly tab: SheetTab; readonly row: number } & RowSpot)
  | { readonly what: 'cell'; readonly tab: SheetTab; readonly row: number; readonly column: Column }
  | { readonly what: 'curl'; readonly dialect: DialectId }

export interface CopiedText {
  readonly text: string
}

export interface Link {
  /** Fragment without the `#`. */
  readonly fragment: string
  readonly masked: readonly Masked[]
  /** Why the link would not open again, if so: one sentence. */
  readonly tooLong?: string
}

export interface Saved {
  /** In the saved form. */
  readonly text: string
  /** What was asked for, in its order. */
  readonly words: readonly string[]
  readonly remarks: readonly Remark[]
  readonly masked: readonly Masked[]
}
