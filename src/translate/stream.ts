import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectEvent } from '../dialects/dialect.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import { noLosses } from '../hub/losses.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { Frame, Framer, Framing } from '../wire/frame.ts'
import type { FramerState } from '../wire/framings.ts'
import { FRAMINGS } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import { parseJson } from '../wire/json.ts'
import { account } from './accounting.ts'
import type { Accounting, SourceBody } from './books.ts'
import type { Options, Pipe } from './translate.ts'
import { startPipe, targetOf } from './translate.ts'

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
  readonly #options: Options
  readonly #pipe: Pipe
  readonly #reading: unknown
  readonly #writing: unknown
  #isEnded = false

  constructor(options: Options) {
    this.#options = options
    this.#pipe = startPipe(options)
    this.#reading = dialectOf(options.from).reader.start()
    this.#writing = dialectOf(options.to).writer.start(targetOf(options))
  }

  take(frame: Frame): Step {
    if (this.#isEnded) return { read: [], written: [] }
    if (frame.data === '[DONE]') return this.end()
    const parsed = parseJson(frame.data)
    if ('problem' in parsed) return { read: [], written: [], problem: parsed.problem }
    const json = parsed.value
    const cursor = Cursor.root(json, this.#options.record ?? false, frame.index)
    const read = dialectOf(this.#options.from).reader.read(this.#reading, cursor, frame.event)
    return { json, read, written: this.#write(this.#pipe.run({ events: read, frame: json })) }
  }

  /** What comes once nothing more will: open parts end, held events are written. */
  end(): Step {
    if (this.#isEnded) return { read: [], written: [] }
    this.#isEnded = true
    const read = dialectOf(this.#options.from).reader.end(this.#reading)
    const events = [...this.#pipe.run({ events: read }), ...this.#pipe.end()]
    return {
      read,
      written: [...this.#write(events), ...dialectOf(this.#options.to).writer.end(this.#writing)],
    }
  }

  changedSteps(): readonly string[] {
    return this.#pipe.changed()
  }

  #write(events: readonly ReplyEvent[]): DialectEvent[] {
    const { writer } = dialectOf(this.#options.to)
    return events.flatMap((event) => writer.write(this.#writing, event))
  }
}

/** The text of one event on the wire: all four dialects frame by server-sent events. */
export const encodeEvent = ({ name, data }: DialectEvent): string =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(bare(data))}\n\n`

export interface StreamTranslator {
  push(text: string): string
  end(): string
}

/** Framed text in, framed text out, as it comes. The framing is told from the first character, or the first line. */
export function createStreamTranslator(options: Options): StreamTranslator {
  const translation = new StreamTranslation(options)
  let framer: RunningFramer | undefined
  let waiting = ''
  const write = (frames: readonly Frame[]): string =>
    frames
      .flatMap((frame) => translation.take(frame).written)
      .map(encodeEvent)
      .join('')
  const begin = (text: string, isAll: boolean): string => {
    waiting += text
    framer = framerOf(waiting, isAll)
    return framer ? write(framer.format.push(framer.state, waiting)) : ''
  }
  return {
    push(text) {
      if (framer) return write(framer.format.push(framer.state, text))
      return begin(text, false)
    },
    end() {
      const first = framer ? '' : begin('', true)
      const last = framer ? write(framer.format.end(framer.state)) : ''
      return first + last + translation.end().written.map(encodeEvent).join('')
    },
  }
}

interface RunningFramer {
  readonly format: Framer<FramerState>
  readonly state: FramerState
}

/** Undefined as long as nothing but space has come, or only the beginning of a line of JSON. */
function framerOf(text: string, isAll: boolean): RunningFramer | undefined {
  const framing = framingOf(text.replace(/^[\s\uFEFF]+/, ''), isAll)
  return framing && { format: FRAMINGS[framing], state: FRAMINGS[framing].start() }
}

function framingOf(text: string, isAll: boolean): Framing | undefined {
  if (text === '') return undefined
  if (text.startsWith('[')) return 'json-array'
  if (!text.startsWith('{')) return 'sse'
  const lineEnd = text.search(/[\r\n]/)
  if (lineEnd < 0) return isAll ? 'ndjson' : undefined
  // An error body printed over several lines comes where a stream was asked for; the array framer takes bare values, too.
  return 'value' in parseJson(text.slice(0, lineEnd)) ? 'ndjson' : 'json-array'
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
