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
  const both: number[] = []
  let at = 0
  for (const row of left) {
    while (at < right.length && (right[at] as number) < row) at++
    if (right[at] === row) both.push(row)
  }
  return Uint32Array.from(both)
}
