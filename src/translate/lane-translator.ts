import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectEvent } from '../dialects/dialect.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import { frameText } from '../hub/template.ts'
import type { Frame } from '../wire/frame.ts'
import { parseJson } from '../wire/json.ts'
import type { RunningFramer } from './running-framer.ts'
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
  const { reader } = dialectOf(from)
  const reading = reader.start({ keepsFrames: to.includes(from) })
  const writings = to.map((target) => new Writing({ from, to: target }))
  const framer: RunningFramer = startFramer()
  let isEnded = false
  const end = (lanes: readonly Piece[][], frame: number): void => {
    if (isEnded) return
    isEnded = true
    const read = reader.end(reading)
    for (const [at, writing] of writings.entries()) add(lanes[at], frame, writing.end(read))
  }
  const take = (lanes: readonly Piece[][], { data, event, index }: Frame): void => {
    if (isEnded) return
    if (data === '[DONE]') {
      end(lanes, index)
      return
    }
    const parsed = parseJson(data)
    if ('problem' in parsed) return
    const read = reader.read(reading, Cursor.root(parsed.value, false), event)
    for (let at = 0; at < writings.length; at++)
      add(lanes[at], index, (writings[at] as Writing).take(read, parsed.value))
  }
  const lanesOf = (frames: readonly Frame[]): Piece[][] => {
    const lanes: Piece[][] = to.map(() => [])
    for (const frame of frames) take(lanes, frame)
    return lanes
  }
  return {
    push: (text) => lanesOf(framer.push(text)),
    end() {
      const lanes = lanesOf(framer.end())
      end(lanes, AT_END)
      return lanes
    },
  }
}

function add(lane: Piece[] | undefined, frame: number, events: readonly DialectEvent[]): void {
  if (events.length === 0) return
  let text = ''
  for (const event of events) text += frameText(event)
  lane?.push({ frame, text })
}
