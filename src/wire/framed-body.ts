import type { Frame, Framing } from './frame.ts'
import type { FramerState } from './framings.ts'
import { FRAMINGS } from './framings.ts'

/** Where framing can go on from: plain data. */
interface Bookmark {
  /** The frame that comes next. */
  readonly frame: number
  /** UTF-16 offset of the first character that was not looked at. */
  readonly at: number
  readonly state: FramerState
}

/** Characters that are framed at once: some hundreds of frames. */
const PIECE = 32_768
/** How much less it takes to look through a piece than to cut it. */
const CHEAPER = 6

/**
 * A body that is framed piece by piece. Frames are not kept, for a million of them cost more than their text: any of them
 * are cut out again, from the bookmark before them.
 */
export class FramedBody {
  readonly #body: string
  readonly #framing: Framing
  readonly #marks: Bookmark[]
  #length = 0
  #isWhole = false

  constructor(body: string, framing: Framing) {
    this.#body = body
    this.#framing = framing
    this.#marks = [{ frame: 0, at: 0, state: FRAMINGS[framing].start() }]
  }

  /** Frames found so far. */
  get length(): number {
    return this.#length
  }

  /** All of the body was looked at. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** Characters looked at so far, and of how many. */
  get progress(): { readonly done: number; readonly of: number } {
    return { done: this.#isWhole ? this.#body.length : this.#last.at, of: this.#body.length }
  }

  /** Frames one more piece. */
  advance(): void {
    if (this.#isWhole) return
    const { frames, next } = this.#piece(this.#last)
    this.#length += frames.length
    if (next.at >= this.#body.length) this.#isWhole = true
    else this.#marks.push({ ...next, frame: this.#length })
  }

  /** The frames found so far from `first` up to but not including `end`. */
  frames(first: number, end: number): readonly Frame[] {
    const found: Frame[] = []
    let mark: Bookmark | undefined = this.#marks[this.#before(first)]
    const stop = Math.min(end, this.#length)
    while (mark && mark.frame < stop) {
      const { frames, next } = this.#piece(mark)
      for (const frame of frames) if (frame.index >= first && frame.index < stop) found.push(frame)
      const after: number = mark.frame + frames.length
      mark = next.at < this.#body.length ? { ...next, frame: after } : undefined
    }
    return found
  }

  /** The frame that holds a place of the body, which is given as UTF-16 offset and as byte; undefined between frames. */
  frameAround({ offset, byte }: { readonly offset: number; readonly byte: number }): Frame | undefined {
    let at = lastWhere(this.#marks.length, (mark) => (this.#marks[mark] as Bookmark).at <= offset)
    for (; at < this.#marks.length; at++) {
      const { frames } = this.#piece(this.#marks[at] as Bookmark)
      const found = frames.find(({ end }) => byte < end)
      if (found) return found.start <= byte && found.index < this.#length ? found : undefined
    }
    return undefined
  }

  /** The frames from `first` to the end of the piece that it is in: none only where nothing more was found. */
  pieceFrom(first: number): readonly Frame[] {
    for (let at = this.#before(first); at < this.#marks.length; at++) {
      const { frames } = this.#piece(this.#marks[at] as Bookmark)
      const last = frames.at(-1)
      if (last && last.index >= first && last.index < this.#length)
        return frames[0]?.index === first ? frames : frames.filter(({ index }) => index >= first)
    }
    return []
  }

  /**
   * Frames from `first` on that stand where a text may be: `mayHold` is asked of the body piece by piece, each with `overlap`
   * characters of the next. What it denies is not cut into frames. Ends after some `limit` characters that were.
   */
  candidates(
    first: number,
    { mayHold, overlap, limit }: { mayHold(text: string): boolean; overlap: number; limit: number },
  ): { readonly frames: readonly Frame[]; readonly next: number } {
    const holds = (at: number): boolean => mayHold(this.#textOf(at, overlap))
    const found: Frame[] = []
    let at = this.#before(first)
    // A frame may have begun in an earlier piece.
    let isOpen = false
    for (let before = at - 1; before >= 0 && !isOpen; before--) {
      isOpen = holds(before)
      if (this.#firstBehind(before) > this.#firstBehind(before - 1)) break
    }
    for (let cost = 0; at < this.#marks.length && cost < limit; at++) {
      const isHolding = holds(at)
      if (isHolding || isOpen) {
        const { frames } = this.#piece(this.#marks[at] as Bookmark)
        for (const frame of frames) if (frame.index >= first && frame.index < this.#length) found.push(frame)
        cost += PIECE
        isOpen = isHolding || (isOpen && frames.length === 0)
      } else cost += PIECE / CHEAPER
    }
    return { frames: found, next: at < this.#marks.length ? this.#firstBehind(at - 1) : this.#length }
  }

  /** The number of the first frame that does not end in a piece or before it. */
  #firstBehind(at: number): number {
    return at < 0 ? 0 : (this.#marks[at + 1]?.frame ?? this.#length)
  }

  #textOf(at: number, overlap: number): string {
    const start = (this.#marks[at] as Bookmark).at
    return this.#body.slice(start, start + PIECE + overlap)
  }

  get #last(): Bookmark {
    return this.#marks[this.#marks.length - 1] as Bookmark
  }

  #piece({ at, state }: Bookmark): {
    readonly frames: readonly Frame[]
    readonly next: Omit<Bookmark, 'frame'>
  } {
    const framer = FRAMINGS[this.#framing]
    const own = copy(state)
    const end = Math.min(at + PIECE, this.#body.length)
    const frames = framer.push(own, this.#body.slice(at, end))
    if (end === this.#body.length) for (const frame of framer.end(own)) frames.push(frame)
    return { frames, next: { at: end, state: own } }
  }

  /** The last bookmark at or before a frame. */
  #before(frame: number): number {
    return lastWhere(this.#marks.length, (mark) => (this.#marks[mark] as Bookmark).frame <= frame)
  }
}

/** The last of some numbers from 0 of which something holds, which holds of all before it, too; 0 where it holds of none. */
function lastWhere(count: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** States are small plain data; the texts in them are shared. */
const copy = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy) as T
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, copy(below)])) as T
}
