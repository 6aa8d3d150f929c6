import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectEvent } from '../dialects/dialect.ts'
import { Cursor } from '../hub/cursor.ts'
import type { Written } from '../hub/leaf.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { Frame } from '../wire/frame.ts'
import { parseJson } from '../wire/json.ts'
import { replySteps } from './route.ts'
import type { ReplyStep } from './step.ts'
import type { Options } from './translate.ts'
import { frameWishOf, targetOf } from './translate.ts'

/** All that a stream under translation remembers between two frames: plain data. */
interface Moment {
  readonly reading: unknown
  readonly steps: readonly unknown[]
  readonly writing: unknown
  readonly assembling: unknown
  isEnded: boolean
}

/** What each frame of a window became. */
export type Window = readonly (readonly DialectEvent[])[]

/**
 * A long stream, of which any window can be made again without running it from its start: the states are cloned every so
 * many frames, and a window is replayed from the clone before it. The frames stay with the caller.
 */
export class Checkpoints {
  readonly #options: Options
  readonly #every: number
  readonly #pipe: readonly ReplyStep[]
  readonly #kept: Moment[]

  constructor(options: Options, every = 512) {
    this.#options = options
    this.#every = every
    const right = replySteps({ from: options.from, target: targetOf(options) })
    this.#pipe = options.fault?.replySteps?.(right) ?? right
    this.#kept = [this.#begin()]
  }

  /** What the frames from `first` up to but not including `end` become. What comes after the last frame belongs to it. */
  window(frames: readonly Frame[], first: number, end: number): Window {
    const [moment, at] = this.#nearest(first)
    const window: (readonly DialectEvent[])[] = []
    this.#run(moment, frames, at, Math.min(end, frames.length), (written, index) => {
      if (index >= first) window.push(written)
    })
    return window
  }

  /** The whole reply as it stood before frame `end`. */
  replyAt(frames: readonly Frame[], end: number): Written {
    const [moment, at] = this.#nearest(end)
    this.#run(moment, frames, at, Math.min(end, frames.length), () => undefined)
    return dialectOf(this.#options.to).assembler.result(moment.assembling)
  }

  #begin(): Moment {
    const { reader } = dialectOf(this.#options.from)
    const { writer, assembler } = dialectOf(this.#options.to)
    return {
      reading: reader.start(frameWishOf(this.#options)),
      steps: this.#pipe.map((step) => step.start()),
      writing: writer.start(targetOf(this.#options), frameWishOf(this.#options)),
      assembling: assembler.start(),
      isEnded: false,
    }
  }

  /** A copy of the last moment kept at or before a frame, and that moment's frame. */
  #nearest(frame: number): [Moment, number] {
    const index = Math.min(Math.floor(frame / this.#every), this.#kept.length - 1)
    return [structuredClone(this.#kept[index] as Moment), index * this.#every]
  }

  /** Moments that are passed for the first time are kept. */
  #run(
    moment: Moment,
    frames: readonly Frame[],
    first: number,
    end: number,
    give: (written: readonly DialectEvent[], index: number) => void,
  ): void {
    for (let index = first; index < end; index++) {
      if (index === this.#kept.length * this.#every) this.#kept.push(structuredClone(moment))
      const written = this.#take(moment, frames[index] as Frame)
      give(index === frames.length - 1 ? [...written, ...this.#end(moment)] : written, index)
    }
  }

  #take(moment: Moment, frame: Frame): readonly DialectEvent[] {
    if (moment.isEnded) return []
    if (frame.data === '[DONE]') return this.#end(moment)
    const parsed = parseJson(frame.data)
    if ('problem' in parsed) return []
    const cursor = Cursor.root(parsed.value, this.#options.record ?? false, frame.index)
    let events = dialectOf(this.#options.from).reader.read(moment.reading, cursor, frame.event)
    for (const [at, step] of this.#pipe.entries())
      events = step.run(moment.steps[at], { events, frame: parsed.value })
    return this.#write(moment, events)
  }

  #end(moment: Moment): readonly DialectEvent[] {
    if (moment.isEnded) return []
    moment.isEnded = true
    let events = dialectOf(this.#options.from).reader.end(moment.reading)
    for (const [at, step] of this.#pipe.entries())
      events = [...step.run(moment.steps[at], { events }), ...step.end(moment.steps[at])]
    const { writer, assembler } = dialectOf(this.#options.to)
    const written = this.#write(moment, events)
    const last = writer.end(moment.writing)
    for (const event of last) assembler.take(moment.assembling, event)
    return [...written, ...last]
  }

  #write(moment: Moment, events: readonly ReplyEvent[]): readonly DialectEvent[] {
    const { writer, assembler } = dialectOf(this.#options.to)
    const written = events.flatMap((event) => writer.write(moment.writing, event))
    for (const event of written) assembler.take(moment.assembling, event)
    return written
  }
}
