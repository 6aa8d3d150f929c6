import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { frameText } from '../hub/template.ts'
import type { Frame } from '../wire/frame.ts'
import type { Said } from './frame-reader.ts'
import { FrameReader, startReading } from './frame-reader.ts'
import { startFramer } from './running-framer.ts'
import { Writing } from './writing.ts'

/** Where the text of one source frame ends in what a lane was given. */
export interface Mark {
  /** Of the source, from 0; -1 for what is written once nothing more comes. */
  readonly frame: number
  /** UTF-16 units from the beginning of the text; the next frame's text begins here. */
  readonly end: number
}

/** What one lane was given. */
export interface LaneText {
  readonly text: string
  /** Of the frames that became something, in their order. */
  readonly marks: readonly Mark[]
}

export interface LaneTranslator {
  /** One a lane, in the order of `to`. */
  push(text: string): readonly LaneText[]
  end(): readonly LaneText[]
}

const AT_END = -1

/** Framed text in, several dialects out: framed, parsed and read once, and written as each lane would alone. */
export function createLaneTranslator({
  from,
  to,
}: {
  readonly from: DialectId
  readonly to: readonly DialectId[]
}): LaneTranslator {
  const reader = new FrameReader({ from }, startReading(from, { keepsFrames: to.includes(from) }))
  const writings = to.map((target) => new Writing({ from, to: target }))
  const framer = startFramer()
  const write = (lanes: readonly Lane[], frame: number, said: Said): void => {
    for (let at = 0; at < writings.length; at++)
      add(lanes[at] as Lane, frame, (writings[at] as Writing).take(said))
  }
  const lanesOf = (frames: readonly Frame[]): Lane[] => {
    const lanes = to.map((): Lane => ({ text: '', marks: [] }))
    for (const frame of frames) write(lanes, frame.index, reader.read(frame))
    return lanes
  }
  return {
    push: (text) => lanesOf(framer.push(text)),
    end() {
      const lanes = lanesOf(framer.end())
      write(lanes, AT_END, reader.end())
      return lanes
    },
  }
}

interface Lane {
  text: string
  readonly marks: Mark[]
}

function add(lane: Lane, frame: number, events: readonly DialectEvent[]): void {
  if (events.length === 0) return
  for (const event of events) lane.text += frameText(event)
  lane.marks.push({ frame, end: lane.text.length })
}
