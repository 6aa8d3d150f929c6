/** The two halves of an exchange as rows. */
export type SheetTab = 'request' | 'events'

export type Tab = SheetTab | 'assembled' | 'client' | 'source' | 'headers'

/** What the dock below the lanes shows. */
export type Panel = 'problems' | 'sides' | 'difference' | 'pairing' | 'chain' | 'bytes' | 'notes'

export type Half = 'request' | 'reply'

/** Where the screen stands: what a link restores beside its transcript. */
export interface View {
  readonly exchange?: string
  readonly tab?: Tab
  /** Row of the sheet, from 0. */
  readonly row?: number
  /** Place in the list of findings, from 0. */
  readonly problem?: number
  readonly panel?: Panel
  /** Text that is looked for in the rows. */
  readonly search?: string
  /** Of which rows are shown: tokens, as `search/filter-words.ts` reads them. */
  readonly filter?: string
}
