/** Blocks that frames are divided into, at most, and frames of one at least. */
const BLOCKS = 4096
const LEAST = 64

const NOBODY: readonly string[] = []

/** By frames, whose runs are there: for who asks about few frames of many. */
export class RunIndex {
  readonly #size: number
  /** By block of frames, the pointers that have a run in it. */
  readonly #blocks: string[][] = []
  /** Frames from which on some pointer is known that was not before, or is not any more; ascending. */
  readonly #changes: Float64Array

  constructor(all: ReadonlyMap<string, readonly number[]>) {
    let last = 0
    let count = 0
    for (const runs of all.values()) {
      last = Math.max(last, runs.at(-1) ?? 0)
      count += runs.length
    }
    this.#size = Math.max(LEAST, Math.ceil((last + 1) / BLOCKS))
    this.#changes = new Float64Array(count)
    let at = 0
    for (const [pointer, runs] of all)
      for (let run = 0; run < runs.length; run += 2) {
        const [start, end] = [runs[run] as number, runs[run + 1] as number]
        this.#changes[at++] = start
        this.#changes[at++] = end + 1
        for (let block = this.#blockOf(start); block <= this.#blockOf(end); block++) this.#put(block, pointer)
      }
    this.#changes.sort()
  }

  /** Pointers that may have a run among the frames from `first` up to but not including `end`. */
  near(first: number, end: number): Iterable<string> {
    const [from, to] = [this.#blockOf(first), this.#blockOf(end - 1)]
    if (from === to) return this.#blocks[from] ?? NOBODY
    return new Set(this.#blocks.slice(from, to + 1).flatMap((pointers) => pointers ?? NOBODY))
  }

  /** The first change behind a frame. */
  nextChange(frame: number): number {
    let low = 0
    let high = this.#changes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#changes[middle] as number) <= frame) low = middle + 1
      else high = middle
    }
    return this.#changes[low] ?? Number.POSITIVE_INFINITY
  }

  #put(block: number, pointer: string): void {
    this.#blocks[block] ??= []
    const there = this.#blocks[block]
    // Runs of one pointer come one after the other.
    if (there.at(-1) !== pointer) there.push(pointer)
  }

  #blockOf(frame: number): number {
    return Math.floor(frame / this.#size)
  }
}
