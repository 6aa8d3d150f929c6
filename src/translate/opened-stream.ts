import { bare } from '../hub/leaf.ts'
import { frameText } from '../hub/template.ts'
import { frameBody, recogniseFraming } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import { Checkpoints } from './checkpoints.ts'
import type { Options } from './translate.ts'

/** A recorded stream of any length, of which any window can be asked for in another dialect. */
export interface OpenedStream {
  /** Frames of the source. */
  readonly length: number
  /** What the frames from `first` up to but not including `end` became, as text, one a frame. */
  window(first: number, end: number): readonly string[]
  /** The whole reply as it stood before frame `end`. */
  replyAt(end: number): Json
}

export function openStream(text: string, options: Options): OpenedStream {
  const frames = frameBody(text, recogniseFraming(text).framing)
  const checkpoints = new Checkpoints(options)
  return {
    length: frames.length,
    window: (first, end) =>
      checkpoints.window(frames, first, end).map((events) => events.map(frameText).join('')),
    replyAt: (end) => bare(checkpoints.replyAt(frames, end)),
  }
}
