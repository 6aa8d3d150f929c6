import { dialectOf } from '../dialects/catalogue.ts'
import type { Dialect, DialectEvent } from '../dialects/dialect.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import { noLosses } from '../hub/losses.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import { frameText } from '../hub/template.ts'
import type { Frame } from '../wire/frame.ts'
import type { Json } from '../wire/json.ts'
import { parseJson } from '../wire/json.ts'
import { account } from './accounting.ts'
import type { Accounting, SourceBody } from './books.ts'
import { startFramer } from './running-framer.ts'
import type { Options } from './translate.ts'
import { frameWishOf } from './translate.ts'
import { Writing } from './writing.ts'

/** What one source frame became. */
export interface Step {
  readonly json?: Json
  /** What the reader made of the frame, before any step. */
  readonly read: readonly ReplyEvent[]
  readonly written: readonly DialectEvent[]
  /** The frame is no JSON. */
  readonly problem?: string
}

/** A stream under translation, frame by frame. */
export class StreamTranslation {
  private readonly record: boolean
  private readonly reader: Dialect['reader']
  private readonly reading: unknown
  private readonly writing: Writing
  private isEnded = false

  constructor(options: Options) {
    this.record = options.record ?? false
    this.reader = dialectOf(options.from).reader
    this.reading = this.reader.start(frameWishOf(options))
    this.writing = new Writing(options)
  }

  take(frame: Frame): Step {
    if (this.isEnded) return { read: [], written: [] }
    if (frame.data === '[DONE]') return this.end()
    const parsed = parseJson(frame.data)
    if ('problem' in parsed) return { read: [], written: [], problem: parsed.problem }
    const json = parsed.value
    const read = this.reader.read(this.reading, Cursor.root(json, this.record, frame.index), frame.event)
    return { json, read, written: this.writing.take(read, json) }
  }

  /** What comes once nothing more will: open parts end, held events are written. */
  end(): Step {
    if (this.isEnded) return { read: [], written: [] }
    this.isEnded = true
    const read = this.reader.end(this.reading)
    return { read, written: this.writing.end(read) }
  }

  changedSteps(): readonly string[] {
    return this.writing.changedSteps()
  }
}

/** The text of one event on the wire. */
export const encodeEvent = (event: DialectEvent): string => frameText(event)

export interface StreamTranslator {
  push(text: string): string
  end(): string
}

/** Framed text in, framed text out, as it comes. */
export function createStreamTranslator(options: Options): StreamTranslator {
  const translation = new StreamTranslation(options)
  const framer = startFramer()
  const write = (frames: readonly Frame[]): string => {
    let written = ''
    for (const frame of frames)
      for (const event of translation.take(frame).written) written += frameText(event)
    return written
  }
  return {
    push: (text) => write(framer.push(text)),
    end: () => write(framer.end()) + translation.end().written.map(encodeEvent).join(''),
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
    text: steps
      .flatMap(({ written }) => written)
      .map(encodeEvent)
      .join(''),
    accounting: accountForStream(steps, options.from),
    steps: translation.changedSteps(),
    problems: steps.flatMap(({ problem }, at) =>
      problem === undefined ? [] : [{ frame: frames[at]?.index ?? at, problem }],
    ),
  }
}

/** The accounting of a stream that was translated with `record`: one step a frame from 0, and one for its end. */
export function accountForStream(steps: readonly Step[], from: DialectId): Accounting {
  const written = steps.flatMap((step) => step.written)
  return account({
    sources: steps.flatMap(({ json }, frame): SourceBody[] => (json === undefined ? [] : [{ frame, json }])),
    outputs: written.flatMap(({ data }, frame) => (typeof data === 'string' ? [] : [{ frame, tree: data }])),
    hub: steps.map(({ read }) => read),
    losses: noLosses(),
    phrasing: dialectOf(from).phrasing,
  })
}
