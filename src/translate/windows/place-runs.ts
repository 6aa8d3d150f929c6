import type { Origin } from '../../hub/leaf.ts'
import { lastFrame } from '../../hub/leaf.ts'
import { RunIndex } from './run-index.ts'
import { addRun, firstEndingAt } from './runs.ts'

/** Places in the frames of a long stream: by pointer the runs of frames that hold it, ascending, none touching the next. */
export class PlaceRuns {
  readonly #runs = new Map<string, number[]>()
  /** Made when something is asked: a stream in which each frame has other fields has as many pointers as frames. */
  #index: RunIndex | undefined

  /** A place of one frame, or of a run of them. */
  add(origin: Origin): void {
    this.#index = undefined
    const { frame = 0, pointer } = origin
    const known = this.#runs.get(pointer)
    if (known) addRun(known, frame, lastFrame(origin))
    else this.#runs.set(pointer, [frame, lastFrame(origin)])
  }

  /** What is known of the frames from `first` up to but not including `end`. */
  within(first: number, end: number): readonly Origin[] {
    const found: Origin[] = []
    for (const pointer of this.#indexed().near(first, end)) {
      const runs = this.#runs.get(pointer) ?? NOTHING
      for (let at = firstEndingAt(runs, first); at < runs.length; at += 2) {
        const from = Math.max(first, runs[at] as number)
        if (from >= end) break
        const until = Math.min(end - 1, runs[at + 1] as number)
        found.push(until > from ? { frame: from, until, pointer } : { frame: from, pointer })
      }
    }
    return found
  }

  /** The first frame behind another for which other pointers are known than for it. */
  nextChange(frame: number): number {
    return this.#indexed().nextChange(frame)
  }

  #indexed(): RunIndex {
    this.#index ??= new RunIndex(this.#runs)
    return this.#index
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
