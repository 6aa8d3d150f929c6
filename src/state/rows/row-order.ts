/** Which rows of a half are shown, by their numbers, in their order. */
export interface RowOrder {
  /** Tells orders apart that show other rows. */
  readonly name: string
  readonly total: number
  /** The number of the row at a place, from 0. */
  rowAt(position: number): number
  /** The place of a row; of one that is not shown, that of the next which is. */
  positionOf(row: number): number
  /** The rows from a place up to before another; absent where all are shown and numbers are places. */
  slice?(from: number, to: number): readonly number[]
}

export const allRows = (total: number): RowOrder => ({
  name: '',
  total,
  rowAt: (position) => position,
  positionOf: (row) => row,
})

/** `rows` ascend. */
export const someRows = (name: string, rows: Uint32Array): RowOrder => ({
  name,
  total: rows.length,
  rowAt: (position) => rows[position] ?? 0,
  positionOf: (row) => firstFrom(rows, row),
  slice: (from, to) => [...rows.subarray(from, to)],
})

/** The place of the first number that is not below the one given. */
export function firstFrom(rows: Uint32Array, row: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] as number) < row) low = middle + 1
    else high = middle
  }
  return low
}

/** The numbers that stand in both; each ascends. */
export function rowsInBoth(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = new Uint32Array(Math.min(left.length, right.length))
  let count = 0
  let at = 0
  for (const row of left) {
    while (at < right.length && (right[at] as number) < row) at++
    if (right[at] === row) both[count++] = row
  }
  return both.subarray(0, count)
}

/** Ascending numbers that come in lists, most of them behind all that came before. What was given out stays as it was. */
export class GrowingRows {
  #room = new Uint32Array(1_024)
  #length = 0

  get all(): Uint32Array {
    return this.#room.subarray(0, this.#length)
  }

  /** `more` ascends. */
  add(more: Uint32Array): void {
    const [first] = more
    if (first === undefined) return
    const isBehind = this.#length === 0 || (this.#room[this.#length - 1] as number) < first
    if (isBehind) this.#append(more)
    else this.#merge(more)
  }

  #append(more: Uint32Array): void {
    const length = this.#length + more.length
    if (length > this.#room.length) {
      const room = new Uint32Array(2 * length)
      room.set(this.all)
      this.#room = room
    }
    this.#room.set(more, this.#length)
    this.#length = length
  }

  #merge(more: Uint32Array): void {
    const before = this.all
    const merged = new Uint32Array(before.length + more.length)
    let count = 0
    for (let left = 0, right = 0; left < before.length || right < more.length; ) {
      const [one, other] = [before[left] ?? BEHIND, more[right] ?? BEHIND]
      merged[count++] = Math.min(one, other)
      if (one <= other) left++
      if (other <= one) right++
    }
    this.#room = merged
    this.#length = count
  }
}

const BEHIND = Number.POSITIVE_INFINITY
