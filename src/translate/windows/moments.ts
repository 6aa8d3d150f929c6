import { copyState } from '../copy-state.ts'
import type { LanesState } from './all-lanes.ts'

interface Moment {
  /** The frame that comes next. */
  readonly frame: number
  readonly state: LanesState
}

/** Copies of what is remembered on the way through a long stream. They share what did not change between them. */
export class Moments {
  readonly #every: number
  readonly #kept: Moment[] = []

  constructor(every: number) {
    this.#every = every
  }

  /** Keeps the state before a frame where the last one kept is far enough behind. */
  pass(frame: number, state: LanesState): void {
    const last = this.#kept.at(-1)
    if (last && frame < last.frame + this.#every) return
    this.#kept.push({ frame, state: copyState(state, last?.state).copy })
  }

  /** A state to go on from: the last one kept at or before a frame. */
  before(frame: number): Moment | undefined {
    const kept = this.#kept.findLast((moment) => moment.frame <= frame)
    return kept && { frame: kept.frame, state: copyState(kept.state).copy }
  }
}
