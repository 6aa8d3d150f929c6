import type { HoleValue } from '../wire/pattern.ts'
import type { Leaf } from './leaf.ts'
import type { ReplyEvent } from './reply.ts'

/**
 * What a reader promises of frames that are, letter by letter, the one it has just read, but for the values at some
 * pointers: they go on with the same part, and `give` gives what the reader would have given. It holds as long as nothing
 * but such frames comes.
 */
export interface Repetition {
  /** JSON pointers of what is read: of the text first, then of counts. Each ends in a key. */
  readonly read: readonly string[]
  /** Of what nobody reads. */
  readonly passed?: readonly string[]
  /**
   * Where frames are kept (see `FrameWish`): the writer gives such a frame back as it came, and remembers nothing of it. It
   * is then not asked, and `give` says nothing of the frame's end. `heard`: it remembers the text, so it is told the events
   * all the same, and writes nothing for them.
   */
  readonly comesHome?: true | 'heard'
  /**
   * `text` is not empty; `values` are those of all that is read, in the frame of that number (from 0). Changes the state as
   * reading the frame would.
   */
  give(text: string, values: readonly HoleValue[], frame: number): readonly ReplyEvent[]
}

export type Piece = Extract<ReplyEvent, { kind: 'part-delta' }>

const NOWHERE: Leaf['from'] = []

/** A value read where nobody records. */
export const unrecorded = <T>(value: T): Leaf<T> => ({ value, from: NOWHERE })

/** What stands in a later frame at the very place of a leaf. Where that one was not recorded, this is not. */
export const again = <T>(first: Leaf<unknown>, value: T, frame: number): Leaf<T> =>
  first.from.length === 0 ? unrecorded(value) : new LaterLeaf(value, first.from, frame)

/** Makes its origins when asked for: of hundreds of thousands, nobody asks most. Only readings hold such, no state does. */
class LaterLeaf<T> implements Leaf<T> {
  readonly value: T
  private readonly first: Leaf['from']
  private readonly frame: number

  constructor(value: T, first: Leaf['from'], frame: number) {
    this.value = value
    this.first = first
    this.frame = frame
  }

  get from(): Leaf['from'] {
    return this.first.map(({ pointer }) => ({ frame: this.frame, pointer }))
  }

  toJSON(): Leaf<T> {
    return { value: this.value, from: this.from }
  }
}

/** The next piece of a part, at the same place of a later frame. */
export const nextPiece = ({ part, text }: Piece, value: string, frame: number): Piece => ({
  kind: 'part-delta',
  part,
  text: again(text, value, frame),
})

/** The piece of text that is all that a frame said, but for its end where frames are kept. */
export function onlyPiece(events: readonly ReplyEvent[]): Piece | undefined {
  const [event, end, ...more] = events
  const isAll = more.length === 0 && (end === undefined || end.kind === 'frame')
  return isAll && event?.kind === 'part-delta' ? event : undefined
}
