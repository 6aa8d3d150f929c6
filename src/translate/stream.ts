import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { noLosses } from '../hub/losses.ts'
import { frameText } from '../hub/template.ts'
import type { Frame } from '../wire/frame.ts'
import { account } from './accounting.ts'
import type { Accounting, SourceBody } from './books.ts'
import type { ReadingState, Said } from './frame-reader.ts'
import { FrameReader, startReading } from './frame-reader.ts'
import { startFramer } from './running-framer.ts'
import type { Options } from './translate.ts'
import { frameWishOf } from './translate.ts'
import type { WritingState } from './writing.ts'
import { Writing } from './writing.ts'

/** What one source frame said, and what it became. */
export interface Step {
  /** Before any step. */
  readonly said: Said
  readonly written: readonly DialectEvent[]
}

/** What a stream under translation remembers between two frames: plain data. */
export interface StreamState {
  readonly reading: ReadingState
  readonly writing: WritingState
}

/** A stream under translation, frame by frame. */
export class StreamTranslation {
  readonly state: StreamState
  private readonly reader: FrameReader
  private readonly writing: Writing

  /** `state`: where it goes on from; absent at the beginning of a stream. */
  constructor(options: Options, state?: StreamState) {
    const reading = state?.reading ?? startReading(options.from, frameWishOf(options))
    this.reader = new FrameReader(options, reading)
    this.writing = new Writing(options, state?.writing)
    this.state = { reading, writing: this.writing.state }
  }

  take(frame: Frame): Step {
    return this.write(this.reader.read(frame))
  }

  /** What comes once nothing more will: open parts end, held events are written. */
  end(): Step {
    return this.write(this.reader.end())
  }

  changedSteps(): readonly string[] {
    return this.writing.changedSteps()
  }

  private write(said: Said): Step {
    return { said, written: this.writing.take(said) }
  }
}

/** The text of one event on the wire. */
export const encodeEvent = (event: DialectEvent): string => frameText(event)

function textOf({ written }: Step): string {
  let text = ''
  for (const event of written) text += frameText(event)
  return text
}

export interface StreamTranslator {
  push(text: string): string
  end(): string
}

/** Framed text in, framed text out, as it comes. */
export function createStreamTranslator(options: Options): StreamTranslator {
  const translation = new StreamTranslation(options)
  const framer = startFramer()
  const write = (frames: readonly Frame[]): string => {
    let text = ''
    for (const frame of frames) text += textOf(translation.take(frame))
    return text
  }
  return {
    push: (text) => write(framer.push(text)),
    end: () => write(framer.end()) + textOf(translation.end()),
  }
}

export interface TranslatedStream {
  readonly text: string
  readonly accounting: Accounting
  readonly steps: readonly string[]
  /** Frames that are no JSON, with why: they are in no accounting. */
  readonly problems: readonly { readonly frame: number; readonly problem: string }[]
}

/** A whole recorded stream, with the accounting of every leaf of every frame. Output frames count from 0. */
export function translateStream(frames: readonly Frame[], options: Options): TranslatedStream {
  const translation = new StreamTranslation({ ...options, record: true })
  const steps = [...frames.map((frame) => translation.take(frame)), translation.end()]
  return {
    text: steps.map(textOf).join(''),
    accounting: accountForStream(steps, options.from),
    steps: translation.changedSteps(),
    problems: steps.flatMap(({ said: { problem } }, at) =>
      problem === undefined ? [] : [{ frame: frames[at]?.index ?? at, problem }],
    ),
  }
}

/** The accounting of a stream that was translated with `record`: one step a frame from 0, and one for its end. */
function accountForStream(steps: readonly Step[], from: DialectId): Accounting {
  const written = steps.flatMap((step) => step.written)
  return account({
    sources: steps.flatMap(({ said: { json, numbers } }, frame): SourceBody[] =>
      json === undefined ? [] : [{ frame, json, ...(numbers ? { numbers } : {}) }],
    ),
    outputs: written.flatMap(({ data }, frame) => (typeof data === 'string' ? [] : [{ frame, tree: data }])),
    hub: steps.map(({ said }) => said.events),
    losses: noLosses(),
    phrasing: dialectOf(from).phrasing,
  })
}
