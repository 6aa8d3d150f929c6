import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { HostedTrace } from '../../hub/hosted.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import type { FrameWish } from '../dialect.ts'
import type { Counts } from './usage.ts'
import { ID } from './words.ts'

/** A block between its start and its stop. */
export interface OpenBlock {
  readonly part: number
  readonly kind: PartHead['kind']
  hasText: boolean
  /** Told before the text that rests on them; said at its end. */
  citations?: readonly Citation[]
  /** Of a call: what the start said, which holds where no delta comes. §A.7 */
  readonly input?: Leaf<Json>
  /** Of a block kept raw: its frames go by as they are, and at its stop it is told once more, complete. */
  raw?: Leaf<Json>
  /** What other dialects can say of it, but for the input. */
  readonly trace?: HostedTrace
  json?: Leaf<string>
}

export interface ReaderState {
  readonly keepsFrames: boolean
  isStarted: boolean
  partCount: number
  /** By the index of the wire, which starts again where a second message follows. */
  open: Record<number, OpenBlock>
  counts: Counts
}

export const startReading = ({ keepsFrames = false }: FrameWish = {}): ReaderState => ({
  keepsFrames,
  isStarted: false,
  partCount: 0,
  open: {},
  counts: {},
})

export const indexOf = (frame: Cursor): number => {
  const index = frame.peek('index')
  return typeof index === 'number' ? index : 0
}

export function raw(frame: Cursor, name?: string): ReplyEvent {
  const type = frame.peek('type')
  const event = typeof type === 'string' ? type : name
  return { kind: 'opaque', dialect: ID, raw: frame.leaf(), ...present({ event }) }
}
