import { dialectOf } from '../dialects/catalogue.ts'
import type { Dialect, FrameWish } from '../dialects/dialect.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { Frame } from '../wire/frame.ts'
import type { Json } from '../wire/json.ts'
import { parseJson } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { numbersAsWritten } from '../wire/json-numbers.ts'
import type { HoleValue } from '../wire/pattern.ts'
import { matchPattern, patternOf } from '../wire/pattern.ts'
import type { Form } from './form.ts'
import { holesOf } from './form.ts'
import type { Options } from './translate.ts'

/** What one frame says, in the hub's events. */
export interface Said {
  readonly events: readonly ReplyEvent[]
  /** The frame parsed; absent where it was known without. */
  readonly json?: Json
  /** How its numbers are spelled, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers
  /** The frame is no JSON. */
  readonly problem?: string
  /** The form that was made of this frame, or that it has. */
  readonly form?: Form
  /** What stands in the holes of its form, where it was known by that. */
  readonly values?: readonly HoleValue[]
  /** Nothing more will be said. */
  readonly isEnd?: true
}

/** What a reader of frames remembers between two of them: plain data. */
export interface ReadingState {
  readonly reader: unknown
  isEnded: boolean
}

export const startReading = (from: DialectId, wish: FrameWish): ReadingState => ({
  reader: dialectOf(from).reader.start(wish),
  isEnded: false,
})

/** No form is made more often than at every so many frames, where those before were met by no frame. */
const LONGEST_WAIT = 63

const NOTHING: Said = { events: [] }

/**
 * Frames → hub events. A stream is mostly the same frame with another text: what repeats the frame before it, letter by
 * letter but for the holes that the dialect named, is neither parsed nor read. This is no other reading: the pattern proves
 * that parsing would give the same but for the holes, and the dialect's `repetition` says what its reader makes of that
 * in the state it is in. Any other frame may change the state, so it ends the form. Forms are not part of the state: a
 * reader that goes on from a copy finds them again.
 */
export class FrameReader {
  private readonly reader: Dialect['reader']
  private readonly state: ReadingState
  private readonly record: boolean
  private readonly mayRepeat: boolean
  private form: Form | undefined
  /** Frames to be read before the next form is made. */
  private wait = 0
  private longestWait = 0

  /**
   * `mayRepeat`: a frame of known form need not be parsed. Who accounts for leaves must see them all, and faults look at
   * the frame itself: for them each frame is read in full.
   */
  constructor(
    { from, record, fault }: Pick<Options, 'from' | 'record' | 'fault'>,
    state: ReadingState,
    mayRepeat = !record && !fault,
  ) {
    this.reader = dialectOf(from).reader
    this.state = state
    this.record = record ?? false
    this.mayRepeat = mayRepeat
  }

  read(frame: Frame): Said {
    if (this.state.isEnded) return NOTHING
    const repeated = this.form && this.repeat(this.form, frame)
    if (repeated) return repeated
    if (frame.data === '[DONE]') return this.end()
    const parsed = parseJson(frame.data)
    if ('problem' in parsed) return { events: [], problem: parsed.problem }
    const json = parsed.value
    const numbers = numbersAsWritten(frame.data)
    const cursor = Cursor.root(json, this.record, frame.index, numbers)
    const events = this.reader.read(this.state.reader, cursor, frame.event)
    if (this.mayRepeat) this.expect(frame, json, events)
    const said = this.form ? { events, json, form: this.form } : { events, json }
    return numbers ? { ...said, numbers } : said
  }

  /** What is left to say once nothing more comes. */
  end(): Said {
    if (this.state.isEnded) return NOTHING
    this.state.isEnded = true
    return { events: this.reader.end(this.state.reader), isEnd: true }
  }

  private repeat(form: Form, { data, event, index }: Frame): Said | undefined {
    if (event !== form.event || (form.isKept && !form.home)) return undefined
    const values = matchPattern(form.pattern, data)
    const text = values?.[0]
    if (values === undefined || typeof text !== 'string' || text === '') return undefined
    form.isMet = true
    return { events: form.repetition.give(text, values, index), form, values }
  }

  /** Looks whether the next frames may repeat this one. */
  private expect({ data, event }: Frame, json: Json, events: readonly ReplyEvent[]): void {
    if (this.form) {
      this.longestWait = this.form.isMet ? 0 : Math.min(2 * this.longestWait + 1, LONGEST_WAIT)
      this.wait = this.longestWait
      this.form = undefined
    }
    if (this.wait > 0) {
      this.wait--
      return
    }
    const repetition = this.reader.repetition(this.state.reader, json, events)
    const isKept = events.at(-1)?.kind === 'frame'
    if (!repetition || (isKept && !repetition.comesHome)) return
    // Whoever writes the frame again needs what nobody reads, too.
    const pattern = patternOf(data, json, isKept ? { read: holesOf(repetition) } : repetition)
    if (pattern) this.form = { event, pattern, repetition, isKept, isMet: false }
  }
}
