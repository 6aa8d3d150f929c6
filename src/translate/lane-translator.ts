import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { frameText } from '../hub/template.ts'
import type { Frame } from '../wire/frame.ts'
import type { Said } from './frame-reader.ts'
import { FrameReader, startReading } from './frame-reader.ts'
import { startFramer } from './running-framer.ts'
import { Writing } from './writing.ts'

/** What one source frame became in one lane. */
export interface Piece {
  /** Of the source, from 0; -1 for what is written once nothing more comes. */
  readonly frame: number
  readonly text: string
}

export interface LaneTranslator {
  /** One list a lane, in the order of `to`. */
  push(text: string): readonly (readonly Piece[])[]
  end(): readonly (readonly Piece[])[]
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
  const write = (lanes: readonly Piece[][], frame: number, said: Said): void => {
    for (let at = 0; at < writings.length; at++)
      add(lanes[at] as Piece[], frame, (writings[at] as Writing).take(said))
  }
  const lanesOf = (frames: readonly Frame[]): Piece[][] => {
    const lanes: Piece[][] = to.map(() => [])
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

function add(lane: Piece[], frame: number, events: readonly DialectEvent[]): void {
  if (events.length === 0) return
  let text = ''
  for (const event of events) text += frameText(event)
  lane.push({ frame, text })
}
