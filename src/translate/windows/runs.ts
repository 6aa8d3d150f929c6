// Runs of numbers, as a list of `start, end, start, end, …`: both inclusive, ascending, none touching the next.

/** Adds a run to a list of `start, end, start, end, …`, both inclusive. Most come behind the last one or go on with it. */
export function addRun(runs: number[], start: number, end: number): void {
  const lastEnd = runs.at(-1)
  if (lastEnd === undefined || start > lastEnd + 1) runs.push(start, end)
  else if (start >= (runs.at(-2) as number)) runs[runs.length - 1] = Math.max(lastEnd, end)
  else insertRun(runs, start, end)
}

function insertRun(runs: number[], start: number, end: number): void {
  const at = firstEndingAt(runs, start - 1)
  let [from, until, behind] = [start, end, at]
  for (; behind < runs.length && (runs[behind] as number) <= end + 1; behind += 2) {
    from = Math.min(from, runs[behind] as number)
    until = Math.max(until, runs[behind + 1] as number)
  }
  runs.splice(at, behind - at, from, until)
}

/** Where the first run stands that ends at a number or behind it; the length where none does. */
export function firstEndingAt(runs: readonly number[], number: number): number {
  let low = 0
  let high = runs.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[2 * middle + 1] as number) < number) low = middle + 1
    else high = middle
  }
  return 2 * low
}

/** The first number at or behind `from` that stands in no run. */
export function firstOutside(runs: readonly number[], from: number): number {
  const at = firstEndingAt(runs, from)
  const start = runs[at]
  return start !== undefined && start <= from ? (runs[at + 1] as number) + 1 : from
}
