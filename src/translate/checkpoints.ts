import { dialectOf } from '../dialects/catalogue.ts'
import type { Dialect, DialectEvent } from '../dialects/dialect.ts'
import type { Written } from '../hub/leaf.ts'
import type { Frame } from '../wire/frame.ts'
import { copyState } from './copy-state.ts'
import type { StreamState } from './stream.ts'
import { StreamTranslation } from './stream.ts'
import type { Options } from './translate.ts'

/** All that is remembered between two frames: plain data. */
interface Moment {
  readonly stream: StreamState
  readonly assembling: unknown
}

interface Kept {
  readonly moment: Moment
  /** The frame that comes next. */
  readonly frame: number
  /** The frame before which the next moment is to be kept. */
  readonly due: number
}

/** What each frame of a window became. */
export type Window = readonly (readonly DialectEvent[])[]

/** Frames between two moments for each node that the first one holds. */
const FRAMES_A_NODE = 2

/**
 * A long stream, of which any window can be made again without running it from its start: moments are kept on the way, and
 * a window is replayed from the one before it. The frames stay with the caller. What a stream remembers may grow with it
 * (the items of a reply so far): moments then stand further apart, so that all of them together cost no more than the
 * stream does.
 */
export class Checkpoints {
  readonly #options: Options
  readonly #every: number
  readonly #assembler: Dialect['assembler']
  readonly #kept: Kept[]

  constructor(options: Options, every = 512) {
    this.#options = options
    this.#every = every
    this.#assembler = dialectOf(options.to).assembler
    const { state } = new StreamTranslation(options)
    this.#kept = [this.#keep({ stream: state, assembling: this.#assembler.start() }, 0)]
  }

  /** What the frames from `first` up to but not including `end` become. What comes after the last frame belongs to it. */
  window(frames: readonly Frame[], first: number, end: number): Window {
    const window: (readonly DialectEvent[])[] = []
    this.#run(frames, first, end, (written, index) => {
      if (index >= first) window.push(written)
    })
    return window
  }

  /** The whole reply as it stood before frame `end`. */
  replyAt(frames: readonly Frame[], end: number): Written {
    return this.#assembler.result(this.#run(frames, end, end, () => undefined).assembling)
  }

  #keep(moment: Moment, frame: number): Kept {
    const { copy, nodes } = copyState(moment)
    return { moment: copy, frame, due: frame + Math.max(this.#every, FRAMES_A_NODE * nodes) }
  }

  /** Replays from the last moment kept at or before `first`. Moments that are passed for the first time are kept. */
  #run(
    frames: readonly Frame[],
    first: number,
    end: number,
    give: (written: readonly DialectEvent[], index: number) => void,
  ): Moment {
    const from = this.#kept.findLast(({ frame }) => frame <= first) as Kept
    const moment = copyState(from.moment).copy
    const translation = new StreamTranslation(this.#options, moment.stream)
    for (let index = from.frame; index < Math.min(end, frames.length); index++) {
      if (index === this.#kept.at(-1)?.due) this.#kept.push(this.#keep(moment, index))
      const { written } = translation.take(frames[index] as Frame)
      const isLast = index === frames.length - 1
      const all = isLast ? [...written, ...translation.end().written] : written
      for (const event of all) this.#assembler.take(moment.assembling, event)
      give(all, index)
    }
    return moment
  }
}
