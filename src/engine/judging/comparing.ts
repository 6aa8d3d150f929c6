// Two turns, or any two exchanges, beside each other.
import type { Comparison } from '../../inspect/compare/side-by-side.ts'
import { sideBySide } from '../../inspect/compare/side-by-side.ts'
import type { TurnDifference } from '../../inspect/compare/turns.ts'
import { compareTurns } from '../../inspect/compare/turns.ts'
import type { Scene } from '../../inspect/evidence.ts'
import { gatherScenes } from '../../inspect/evidence.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { readExchange } from '../../translate/reading.ts'
import type { BegunComparison, BegunTurns, ComparedRow, Pair } from '../answers/compared.ts'
import type { Problem } from '../answers/problem.ts'
import { Recently } from './recently.ts'

/** Rows that come with the first answer: more than a screen shows. */
const FIRST_ROWS = 100
/** Comparisons that are kept: rows are asked for while one scrolls. */
const KEPT = 4

type TurnPair = Extract<Pair, { readonly of: 'turns' }>
type ExchangePair = Extract<Pair, { readonly of: 'exchanges' }>
type Find = (key: string) => Transcript

const missing = (exchange: string): Problem => ({
  problem: `There is no exchange ${exchange} in this transcript.`,
})

/** Sets beside each other what the screen asks for, and keeps the last ones, whose rows it asks for piece by piece. */
export class Comparing {
  readonly #turns = new Recently<TurnDifference | Problem>(KEPT)
  readonly #exchanges = new Recently<Comparison | Problem>(KEPT)
  readonly #find: Find

  constructor(find: Find) {
    this.#find = find
  }

  turns(pair: TurnPair): BegunTurns | Problem {
    const whole = this.#wholeTurns(pair)
    return 'problem' in whole ? whole : begun(whole)
  }

  exchanges(pair: ExchangePair): BegunComparison | Problem {
    const whole = this.#wholeExchanges(pair)
    return 'problem' in whole ? whole : begun(whole)
  }

  rows(pair: Pair, only: readonly number[]): { readonly rows: readonly ComparedRow[] } | Problem {
    const whole = pair.of === 'turns' ? this.#wholeTurns(pair) : this.#wholeExchanges(pair)
    if ('problem' in whole) return whole
    const { rows } = whole
    return { rows: only.flatMap((at) => rows[at] ?? []) }
  }

  #wholeTurns(pair: TurnPair): TurnDifference | Problem {
    const transcript = this.#find(pair.key)
    return this.#turns.get([transcript], `${pair.earlier} ${pair.later}`, () => turnsBeside(transcript, pair))
  }

  #wholeExchanges({ key, exchange, other, half }: ExchangePair): Comparison | Problem {
    const near = { transcript: this.#find(key), exchange }
    const far = { transcript: this.#find(other.key), exchange: other.exchange }
    return this.#exchanges.get(
      [near.transcript, far.transcript],
      `${exchange} ${other.exchange} ${half}`,
      () => beside(near, far, half),
    )
  }
}

const begun = <T extends { readonly rows: readonly ComparedRow[] }>(whole: T) => ({
  ...whole,
  rows: whole.rows.slice(0, FIRST_ROWS),
  kinds: whole.rows.map(({ kind }) => kind),
})

function turnsBeside({ exchanges }: Transcript, { earlier, later }: TurnPair): TurnDifference | Problem {
  const [before, after] = [earlier, later].map((id) => exchanges.find((one) => one.id === id))
  if (!before || !after) return missing(before ? later : earlier)
  if (!before.request || !after.request)
    return { problem: `Of ${before.request ? later : earlier} no request was captured.` }
  return compareTurns(readExchange(before), readExchange(after))
}

/** One of two that are compared, in its own transcript. */
interface Side {
  readonly transcript: Transcript
  readonly exchange: string
}

function beside(left: Side, right: Side, half: ExchangePair['half']): Comparison | Problem {
  const isOne = left.transcript === right.transcript
  const scenes = gatherScenes(left.transcript)
  const near = sceneOf(scenes, left.exchange)
  const far = sceneOf(isOne ? scenes : gatherScenes(right.transcript), right.exchange)
  if (!near || !far) return missing(near ? right.exchange : left.exchange)
  const empty = [near, far].find(({ exchange }) => !exchange[half])
  if (empty) return { problem: `Of ${empty.exchange.id} no ${half} was captured.` }
  return sideBySide(near, far, half)
}

const sceneOf = (scenes: readonly Scene[], id: string): Scene | undefined =>
  scenes.find(({ exchange }) => exchange.id === id)
