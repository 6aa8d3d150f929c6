import type { DialectEvent } from '../../dialects/dialect.ts'
import type { Origin } from '../../hub/leaf.ts'
import { LazyEvent } from '../../hub/template.ts'
import { Homecoming } from '../form.ts'
import { allLeaves } from '../origins.ts'
import { PlaceRuns } from './place-runs.ts'
import { addRun, firstOutside } from './runs.ts'

/** Leaves of one event beyond which only those of other frames are noted: it says a whole reply again. */
const MANY = 64

/** What is known of one lane of a whole stream, for a window of it to be accounted for. */
export class KeptPlaces {
  /** Places that were written, in whatever row. */
  readonly #kept = new PlaceRuns()
  /** Runs of frames for which nothing was written. */
  readonly #silent: number[] = []

  take(frame: number, written: readonly DialectEvent[]): void {
    if (written.length === 0) addRun(this.#silent, frame, frame)
    for (const event of written) this.#note(frame, event)
  }

  /** Of the frames from `first` up to but not including `end`, what was written: all that stands in the rows of others. */
  within(first: number, end: number): readonly Origin[] {
    return this.#kept.within(first, end)
  }

  /** The first frame behind another of which something else was written than of it. */
  nextChange(frame: number): number {
    return this.#kept.nextChange(frame)
  }

  /** The last frame before another of which something at one of these pointers was written. */
  lastBefore(frame: number, pointers: readonly string[]): number | undefined {
    let last: number | undefined
    for (const pointer of pointers) {
      const found = this.#kept.lastBefore(frame, pointer)
      if (found !== undefined && (last === undefined || found > last)) last = found
    }
    return last
  }

  /** The first frame behind another for which something is written. */
  nextWritten(frame: number): number {
    return firstOutside(this.#silent, frame + 1)
  }

  #note(frame: number, event: DialectEvent): void {
    if (event instanceof Homecoming) this.#kept.add({ frame, pointer: '' })
    const leaves = (event instanceof LazyEvent ? event.own : undefined) ?? allLeaves(event.data)
    for (const { from } of leaves)
      for (const origin of from) if (leaves.length <= MANY || origin.frame !== frame) this.#kept.add(origin)
  }
}
