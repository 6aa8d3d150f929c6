import type { ReplyEvent } from '../../hub/reply.ts'
import type { FrameWish } from '../dialect.ts'
import type { Remains } from './frame-remains.ts'
import { noRemains } from './frame-remains.ts'
import type { OpenPart } from './read-reply-part.ts'
import type { SaidText } from './read-sources.ts'
import type { Counts } from './usage.ts'

export interface ReaderState {
  isStarted: boolean
  /** How many parts were opened. */
  parts: number
  /** The part that text may still be added to, by candidate. */
  readonly open: Record<number, OpenPart>
  /** The word each candidate has finished with. */
  readonly finished: Record<number, string>
  /**
   * Finishes not yet said. Early Vertex says STOP on every chunk, and means the last; behind a call, Gemini may go on with
   * what its servers made of it, and says STOP between such rounds too.
   */
  readonly held: Record<number, ReplyEvent>
  /** The candidates that have called a function. */
  readonly calling: Record<number, true>
  readonly counts: Counts
  /** Of each candidate the texts, for what is told of them. */
  readonly texts: SaidText[]
  readonly cited: string[]
  /** Given where the frames are to come home one by one. */
  readonly remains?: Remains
}

export const start = (wish: FrameWish = {}): ReaderState => ({
  isStarted: false,
  parts: 0,
  open: {},
  finished: {},
  held: {},
  calling: {},
  counts: {},
  texts: [],
  cited: [],
  ...(wish.keepsFrames ? { remains: noRemains() } : {}),
})
