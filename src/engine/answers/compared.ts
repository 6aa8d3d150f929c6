import type { DifferenceRow } from '../../inspect/compare/rows.ts'
import type { Comparison } from '../../inspect/compare/side-by-side.ts'
import type { TurnDifference, TurnRow } from '../../inspect/compare/turns.ts'
import type { Half } from '../view.ts'

export type ComparedRow = DifferenceRow & TurnRow

/** A comparison of any length: what became of each thing in it, and the first rows. */
type Begun<T> = Omit<T, 'rows'> & {
  /** Of all rows, in their order. */
  readonly kinds: readonly ComparedRow['kind'][]
  readonly rows: readonly ComparedRow[]
}

export type BegunComparison = Begun<Comparison>
export type BegunTurns = Begun<TurnDifference>

interface ExchangeName {
  readonly key: string
  readonly exchange: string
}

/** What is set beside each other: a later turn and what it goes on with, or any two exchanges half by half. */
export type Pair =
  | { readonly of: 'turns'; readonly key: string; readonly earlier: string; readonly later: string }
  | ({ readonly of: 'exchanges'; readonly half: Half; readonly other: ExchangeName } & ExchangeName)
