import type { Frame } from './frame.ts'
import type { TextRange } from './json-index.ts'
import type { TextOffsets } from './text-offsets.ts'

/** A frame in the text of its body. UTF-16 offsets of the body. */
export interface FrameInBody extends TextRange {
  /** Stretches of the frame's data, in their order: the lines of a `data` field stand apart. */
  readonly pieces: readonly Piece[]
}

interface Piece {
  /** Of the data, from 0. */
  readonly from: number
  readonly length: number
  /** Of the body. */
  readonly start: number
}

export function frameInBody(body: string, frame: Frame, offsets: Pick<TextOffsets, 'ofByte'>): FrameInBody {
  const start = offsets.ofByte(frame.start)
  const end = offsets.ofByte(frame.end)
  const at = body.slice(start, end).indexOf(frame.data)
  const whole = { from: 0, length: frame.data.length, start: start + at }
  return { start, end, pieces: at >= 0 ? [whole] : linesOf(body, start, end) }
}

/** `data:` lines, which the standard joins with line feeds. */
function linesOf(body: string, start: number, end: number): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of body.slice(start, end).matchAll(/^data: ?(.*)$/gm)) {
    const [line, value = ''] = match
    pieces.push({ from, length: value.length, start: start + match.index + line.length - value.length })
    from += value.length + 1
  }
  return pieces
}

/** Where a stretch of the data stands in the body; the whole frame where it cannot be told. */
export function rangeInBody({ start, end, pieces }: FrameInBody, data: TextRange): TextRange {
  const place = (offset: number): number | undefined => {
    const piece = pieces.findLast(({ from }) => from <= offset)
    return piece && piece.start + Math.min(offset - piece.from, piece.length)
  }
  const from = place(data.start)
  const to = place(Math.max(data.start, data.end - 1))
  return from === undefined || to === undefined ? { start, end } : { start: from, end: to + 1 }
}

/** The other way round: where a place of the body stands in the data; undefined where it is none of it. */
export function offsetInData({ pieces }: FrameInBody, offset: number): number | undefined {
  const piece = pieces.findLast(({ start }) => start <= offset)
  return piece && offset < piece.start + piece.length ? piece.from + offset - piece.start : undefined
}
