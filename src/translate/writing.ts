import { dialectOf } from '../dialects/catalogue.ts'
import type { Dialect, DialectEvent } from '../dialects/dialect.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { Json } from '../wire/json.ts'
import type { Options, Pipe } from './translate.ts'
import { frameWishOf, startPipe, targetOf } from './translate.ts'

const NOTHING: readonly never[] = []

/** The half of a stream's translation behind the reader: steps, then the target's writer. */
export class Writing {
  private readonly pipe: Pipe
  private readonly writer: Dialect['writer']
  private readonly state: unknown

  constructor(options: Options) {
    this.pipe = startPipe(options)
    this.writer = dialectOf(options.to).writer
    this.state = this.writer.start(targetOf(options), frameWishOf(options))
  }

  /** What the reader made of one frame, and the frame's own JSON. */
  take(events: readonly ReplyEvent[], frame: Json): readonly DialectEvent[] {
    return this.write(this.pipe.run({ events, frame }))
  }

  /** What the reader said at the end; then what steps and writer still hold. */
  end(read: readonly ReplyEvent[]): readonly DialectEvent[] {
    const events = [...this.pipe.run({ events: read }), ...this.pipe.end()]
    return [...this.write(events), ...this.writer.end(this.state)]
  }

  changedSteps(): readonly string[] {
    return this.pipe.changed()
  }

  private write(events: readonly ReplyEvent[]): readonly DialectEvent[] {
    let written: readonly DialectEvent[] = NOTHING
    for (const event of events) {
      const more = this.writer.write(this.state, event)
      // Most frames become one event: its own list is passed on.
      if (more.length > 0) written = written.length === 0 ? more : [...written, ...more]
    }
    return written
  }
}
