import type { Origin } from '../../hub/leaf.ts'
import { lastFrame } from '../../hub/leaf.ts'

/** Places in the frames of a long stream: by pointer the runs of frames that hold it, ascending, none touching the next. */
export class PlaceRuns {
  readonly #runs = new Map<string, number[]>()

  /** A place of one frame, or of a run of them. */
  add(origin: Origin): void {
    const { frame = 0, pointer } = origin
    const known = this.#runs.get(pointer)
    if (known) addRun(known, frame, lastFrame(origin))
    else this.#runs.set(pointer, [frame, lastFrame(origin)])
  }

  /** What is known of the frames from `first` up to but not including `end`. */
  within(first: number, end: number): readonly Origin[] {
    const found: Origin[] = []
    for (const [pointer, runs] of this.#runs)
      for (let at = firstEndingAt(runs, first); at < runs.length; at += 2) {
        const from = Math.max(first, runs[at] as number)
        if (from >= end) break
        const until = Math.min(end - 1, runs[at + 1] as number)
        found.push(until > from ? { frame: from, until, pointer } : { frame: from, pointer })
      }
    return found
  }

  /** The first frame behind another for which other pointers are known than for it. */
  nextChange(frame: number): number {
    let next = Number.POSITIVE_INFINITY
    for (const runs of this.#runs.values()) {
      const at = firstEndingAt(runs, frame)
      const start = runs[at]
      if (start !== undefined) next = Math.min(next, start > frame ? start : (runs[at + 1] as number) + 1)
    }
    return next
  }

  /** The last frame before another that holds a pointer. */
  lastBefore(frame: number, pointer: string): number | undefined {
    const runs = this.#runs.get(pointer) ?? NOTHING
    const at = firstEndingAt(runs, frame)
    const start = runs[at]
    if (start !== undefined && start < frame) return frame - 1
    return at > 0 ? runs[at - 1] : undefined
  }
}

const NOTHING: readonly number[] = []

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
function firstEndingAt(runs: readonly number[], number: number): number {
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
