import type { Citation } from '../../hub/citation.ts'
import type { Target } from '../../hub/dialect.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent, Usage } from '../../hub/reply.ts'
import type { Template } from '../../hub/template.ts'
import type { FrameWish } from '../dialect.ts'
import { timeOf } from './times.ts'
import { DIALECT, scatter } from './words.ts'
import type { FrameWriter } from './write-frame.ts'
import { startFrames } from './write-frame.ts'
import type { ToldBeside } from './write-sources.ts'

export type Of<K extends ReplyEvent['kind']> = Extract<ReplyEvent, { kind: K }>

export interface WriterState {
  /** Set by reply-start; what of it repeats on every chunk. */
  opening?: Of<'reply-start'>
  /** The opening's other fields stand on the first chunk only. */
  isOpened: boolean
  readonly parts: Record<number, WritingPart>
  /** By candidate: the kind of the plain text written last, which the next text would run into. */
  readonly last: Record<number, string | undefined>
  readonly finishes: Of<'finish'>[]
  usage?: Usage
  /** By candidate: how many parts its message has so far. */
  readonly places: Record<number, number>
  beside: ToldBeside
  /** Given where each frame is to be written as it came. */
  readonly frames?: FrameWriter
  hasFailed: boolean
}

export interface WritingPart {
  readonly head: PartHead
  readonly choice: number | undefined
  /** Arguments so far. */
  text?: Leaf<string>
  seal?: Leaf<string>
  isWritten: boolean
  /** What was said of a text so far, and on what it rests. */
  said: string
  readonly citations: Citation[]
  /** Its place among the parts of the message, once it stands there. */
  place?: number
  /** The chunk of its next text. */
  template?: Template
}

export const start = (_target?: Target, wish: FrameWish = {}): WriterState => ({
  isOpened: false,
  parts: {},
  last: {},
  finishes: [],
  places: {},
  beside: { grounds: [], tokens: {} },
  ...(wish.keepsFrames ? { frames: startFrames() } : {}),
  hasFailed: false,
})

export const isHome = ({ opening }: WriterState): boolean => opening?.extras?.dialect === DIALECT

/** What each chunk repeats; on the first, what else opens the reply. */
export function header(state: WriterState): WrittenObject {
  const { id, model, created, extras } = state.opening ?? {}
  const createTime = created && !isHome(state) ? timeOf(created) : undefined
  const once = state.isOpened ? {} : { createTime, ...scatter(extras) }
  if (state.opening) state.isOpened = true
  return { modelVersion: model, responseId: id, ...once }
}
