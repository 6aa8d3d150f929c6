import type { BodyFraming, Frame, Framer, Framing } from './frame.ts'
import type { JsonArrayState } from './json-array.ts'
import { jsonArray } from './json-array.ts'
import { endOfValue } from './json-scan.ts'
import { utf8Length } from './lines.ts'
import type { NdjsonState } from './ndjson.ts'
import { ndjson } from './ndjson.ts'
import type { SseState } from './sse.ts'
import { sse } from './sse.ts'

export type FramerState = SseState | NdjsonState | JsonArrayState

export const FRAMINGS: Readonly<Record<Framing, Framer<FramerState>>> = {
  sse,
  ndjson,
  'json-array': jsonArray,
}

/** All frames of a whole body. A body without framing is one frame. */
export function frameBody(text: string, framing: BodyFraming): Frame[] {
  if (framing === 'json')
    return text.trim() === '' ? [] : [{ index: 0, data: text, start: 0, end: utf8Length(text) }]
  const framer = FRAMINGS[framing]
  const state = framer.start()
  const frames = framer.push(state, text)
  for (const frame of framer.end(state)) frames.push(frame)
  return frames
}

export interface FramingRecognition {
  readonly framing: BodyFraming
  readonly reasons: readonly string[]
}

const SSE_LINE = /(?:^|[\r\n])(?:(?:data|event|id|retry):|: ?\S*[\r\n])/

/** How a body is framed, told from its text alone. What opens with a bracket is JSON of some sort, the rest is lines. */
export function recogniseFraming(sample: string): FramingRecognition {
  const first = /[^\s\ufeff]/.exec(sample)
  const from = first?.index ?? 0
  const opening = first?.[0]
  if (opening === '{') return afterFirstValue(sample, from)
  if (opening === '[') {
    return /^\[\s*(?:\{|$)/.test(sample.slice(from, from + 4096))
      ? { framing: 'json-array', reasons: ['it opens with [{'] }
      : { framing: 'json', reasons: ['it opens with ['] }
  }
  if (SSE_LINE.test(sample.slice(0, 65_536)))
    return { framing: 'sse', reasons: ['lines start with "data:" or "event:"'] }
  return { framing: 'json', reasons: ['nothing speaks for a framing'] }
}

function afterFirstValue(sample: string, from: number): FramingRecognition {
  const { end, isWhole } = endOfValue(sample, from)
  const next = isWhole ? /\S/.exec(sample.slice(end, end + 4096)) : null
  if (next?.[0] !== '{') return { framing: 'json', reasons: ['it is one JSON object'] }
  // A value over several lines cannot be a line of NDJSON; the array framer takes values one after another.
  return /[\r\n]/.test(sample.slice(from, end))
    ? { framing: 'json-array', reasons: ['JSON objects over several lines follow each other'] }
    : { framing: 'ndjson', reasons: ['one JSON object a line'] }
}
