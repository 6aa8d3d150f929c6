// Two turns, or any two exchanges, beside each other.
import { sideBySide } from '../inspect/compare/side-by-side.ts'
import { compareTurns } from '../inspect/compare/turns.ts'
import type { Scene } from '../inspect/evidence.ts'
import { gatherScenes } from '../inspect/evidence.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { readExchange } from '../translate/reading.ts'
import type { Problem } from './answers/problem.ts'
import type { Asks } from './protocol.ts'
import type { Half } from './view.ts'

/** Rows of a comparison that are sent to the screen. */
const MOST_ROWS = 2_000

const missing = (exchange: string): Problem => ({
  problem: `There is no exchange ${exchange} in this transcript.`,
})

export function turnsBeside(
  { exchanges }: Transcript,
  { earlier, later }: Asks['turns']['ask'],
): Asks['turns']['answer'] {
  const [before, after] = [earlier, later].map((id) => exchanges.find((one) => one.id === id))
  if (!before || !after) return missing(before ? later : earlier)
  if (!before.request || !after.request)
    return { problem: `Of ${before.request ? later : earlier} no request was captured.` }
  const difference = compareTurns(readExchange(before), readExchange(after))
  return { ...difference, rows: difference.rows.slice(0, MOST_ROWS), total: difference.rows.length }
}

/** One of two that are compared, in its own transcript. */
export interface Side {
  readonly transcript: Transcript
  readonly exchange: string
}

export function beside(left: Side, right: Side, half: Half): Asks['difference']['answer'] {
  const isOne = left.transcript === right.transcript
  const scenes = gatherScenes(left.transcript)
  const near = sceneOf(scenes, left.exchange)
  const far = sceneOf(isOne ? scenes : gatherScenes(right.transcript), right.exchange)
  if (!near || !far) return missing(near ? right.exchange : left.exchange)
  const empty = [near, far].find(({ exchange }) => !exchange[half])
  if (empty) return { problem: `Of ${empty.exchange.id} no ${half} was captured.` }
  const comparison = sideBySide(near, far, half)
  return { ...comparison, rows: comparison.rows.slice(0, MOST_ROWS), total: comparison.rows.length }
}

const sceneOf = (scenes: readonly Scene[], id: string): Scene | undefined =>
  scenes.find(({ exchange }) => exchange.id === id)
