import { dialectOf } from '../dialects/catalogue.ts'
import type { Dialect, DialectEvent } from '../dialects/dialect.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { Form } from './form.ts'
import { Homecoming, homeOf } from './form.ts'
import type { Said } from './frame-reader.ts'
import type { Options, Pipe } from './translate.ts'
import { frameWishOf, startPipe, targetOf } from './translate.ts'

const NOTHING: readonly never[] = []

/** What steps and writer remember between two frames: plain data. */
export interface WritingState {
  readonly steps: readonly unknown[]
  readonly writer: unknown
}

/** The half of a stream's translation behind the reader: steps, then the target's writer. */
export class Writing {
  readonly state: WritingState
  private readonly pipe: Pipe
  private readonly writer: Dialect['writer']
  private readonly isHome: boolean
  private readonly wrap: ((event: DialectEvent) => DialectEvent) | undefined

  /** `state`: where it goes on from; absent at the beginning of a stream. */
  constructor(options: Options, state?: WritingState) {
    this.pipe = startPipe(options, state?.steps)
    this.writer = dialectOf(options.to).writer
    const writer = state ? state.writer : this.writer.start(targetOf(options), frameWishOf(options))
    this.state = { steps: this.pipe.states, writer }
    this.isHome = frameWishOf(options).keepsFrames === true
    this.wrap = options.fault?.wrapEvent
  }

  /** What one frame said. At the end of all, steps and writer give what they still hold. */
  take(said: Said): readonly DialectEvent[] {
    return this.isHome && said.form?.isKept ? this.keep(said.form, said) : this.run(said)
  }

  /** A kept frame that repeats is written as the first one of its form was. */
  private keep(form: Form, said: Said): readonly DialectEvent[] {
    if (form.home && said.values) {
      if (form.repetition.comesHome === 'heard')
        for (const event of said.events) this.writer.write(this.state.writer, event)
      return [new Homecoming(form.home, said.values)]
    }
    const written = this.run(said)
    const home = said.json === undefined ? undefined : homeOf(form, said.json, written)
    if (home) form.home = home
    return written
  }

  private run({ events, json, isEnd }: Said): readonly DialectEvent[] {
    const passed = this.pipe.run(json === undefined ? { events } : { events, frame: json })
    if (!isEnd) return this.wrapped(this.write(passed))
    const written = this.write([...passed, ...this.pipe.end()])
    return this.wrapped([...written, ...this.writer.end(this.state.writer)])
  }

  changedSteps(): readonly string[] {
    return this.pipe.changed()
  }

  private wrapped(events: readonly DialectEvent[]): readonly DialectEvent[] {
    return this.wrap ? events.map(this.wrap) : events
  }

  private write(events: readonly ReplyEvent[]): readonly DialectEvent[] {
    // Most frames say one thing: what is written of it is passed on as it is.
    const [only] = events
    if (!only) return NOTHING
    if (events.length === 1) return this.writer.write(this.state.writer, only)
    const written: DialectEvent[] = []
    for (const event of events) written.push(...this.writer.write(this.state.writer, event))
    return written
  }
}
