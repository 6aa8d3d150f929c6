import type { Generation, GlossLine } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { Origin, Reason } from '../hub/leaf.ts'

/** One line of a cell: what a dialect says, where it came from in the source, and what became of it. */
export interface Atom extends GlossLine {
  /** Places in the source that this stands for; empty where we added it. */
  readonly from: readonly Origin[]
  readonly mark?: 'added' | 'changed' | 'lost'
  /** Why it was lost or added. */
  readonly reason?: Reason
  /** The step that changed it. */
  readonly step?: string
  /** Where it was captured, for lines that were said on the other side of the gateway. */
  readonly there?: { readonly exchange: string } & Origin
}

export interface Cell {
  readonly atoms: readonly Atom[]
  /** Why there is nothing: it will come later, is lost, cannot be said in this dialect, or is not known yet. */
  readonly empty?: { readonly code: 'held' | 'lost' | 'silent' | 'unread'; readonly why: string }
}

/** One row: a source frame (events tab), or an entry of the source's request (request tab). */
export interface Row {
  /** Counts from 0. */
  readonly index: number
  /** Of the source frame, from 0; absent in the request tab. */
  readonly frame?: number
  /** JSON pointer of the source entry; request tab only. */
  readonly pointer?: string
  /** Milliseconds after the start of the reply, where known. */
  readonly atMs?: number
  /** UTF-8 bytes of the source body, end exclusive. */
  readonly start: number
  readonly end: number
  readonly source: Cell
  readonly lanes: Readonly<Record<DialectId, Cell>>
  /** What the other side of the gateway was given of this, or had said; absent where that was not captured. */
  readonly other?: Cell
}

/** All rows of one half of one exchange, in all dialects. */
export interface Sheet {
  readonly dialect: DialectId
  readonly rows: readonly Row[]
  /** How many leaves were carried, changed, lost, added, and which steps ran, by lane. */
  readonly lanes: Readonly<Record<DialectId, LaneSummary>>
}

/** What became of all leaves of a stream in one lane; of the lost ones how many for each reason, most frequent first. */
export interface LaneTotals {
  /** It could not be written; each of its cells says why. */
  readonly isBroken?: true
  readonly carried: number
  readonly changed: number
  readonly added: number
  readonly lost: number
  readonly reasons: readonly { readonly why: string; readonly count: number }[]
  readonly steps: readonly string[]
}

export interface LaneSummary {
  readonly isBroken?: true
  readonly carried: number
  readonly changed: number
  readonly lost: readonly { readonly from: Origin; readonly reason: Reason; readonly value: string }[]
  readonly added: number
  readonly steps: readonly string[]
  /** What a request was written for. */
  readonly generation?: Generation
}
