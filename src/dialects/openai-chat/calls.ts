import type { Balance } from '../../wire/balance.ts'
import { startBalance, weighText } from '../../wire/balance.ts'

/** What tells one streamed call from another. Plain data. */
export interface CallKey {
  readonly index: number | undefined
  id: string
  name: string
  readonly balance: Balance
  hasArguments: boolean
}

/** What one entry of a delta's `tool_calls` says of the call it belongs to. Empty strings say nothing. */
export interface CallPiece {
  readonly index: number | undefined
  readonly id: string
  readonly name: string
  /** Where it stands in its list, and how long that list is. */
  readonly position: number
  readonly count: number
}

export const startKey = ({ index, id, name }: CallPiece): CallKey => ({
  index,
  id,
  name,
  balance: startBalance(),
  hasArguments: false,
})

export function growKey(key: CallKey, piece: CallPiece, text: string): void {
  key.id ||= piece.id
  key.name ||= piece.name
  if (text === '') return
  key.hasArguments = true
  weighText(key.balance, text)
}

/**
 * The call that a piece goes on with, by its place among those known; -1 where it opens another. Servers leave the index
 * out, give every parallel call index 0, or repeat the name on each piece (openai.md §7, after the table).
 */
export function findCall(calls: readonly CallKey[], piece: CallPiece): number {
  const at = candidate(calls, piece)
  const call = calls[at]
  return call && !opensAnother(call, piece) ? at : -1
}

function candidate(calls: readonly CallKey[], { index, id, position, count }: CallPiece): number {
  if (index === undefined && id === '') return count > 1 ? position : calls.length - 1
  // A loop of its own: each piece of thousands of calls comes through here.
  for (let at = calls.length - 1; at >= 0; at--) {
    const call = calls[at] as CallKey
    if (index === undefined ? call.id === id : call.index === index) return at
  }
  return -1
}

function opensAnother(call: CallKey, { id, name }: CallPiece): boolean {
  if (id !== '' && call.id !== '') return id !== call.id
  const isNamedAgain = name !== '' && call.name !== '' && call.hasArguments
  return isNamedAgain && (name !== call.name || call.balance.verdict === 'closed')
}
