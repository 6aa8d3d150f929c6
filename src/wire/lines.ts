/** Lines of a text that comes in pieces; LF, CR and CRLF each end one. */
export interface LineState {
  /** The line still open. It only ever grows by appending: engines keep that as a rope and join it once, at its end. */
  pending: string
  /** UTF-8 byte at which the open line starts. */
  at: number
  /** The last piece ended in CR: an LF right after it is the second half of the same line end. */
  afterCr: boolean
  /** Nobody reads the byte ranges: they are counted in UTF-16 units, which costs nothing. */
  isUnmeasured?: true
}

/** Byte range of the line without its line end. */
export type LineVisitor = (line: string, start: number, end: number) => void

export const startLines = (isUnmeasured = false): LineState => ({
  pending: '',
  at: 0,
  afterCr: false,
  ...(isUnmeasured ? { isUnmeasured } : {}),
})

const BEYOND_ASCII = /[^\0-\x7f]/

/** Bytes of a text in UTF-8. A lone surrogate counts three, as what replaces it does. */
export function utf8Length(text: string): number {
  const { length } = text
  const first = text.search(BEYOND_ASCII)
  // Most lines are plain: the search tells so three times faster than the count below.
  if (first === -1) return length
  let bytes = length
  for (let i = first; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    bytes += unit < 0x800 ? 1 : 2
    // A pair is four bytes, not twice three: its second half adds nothing.
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++
  }
  return bytes
}

/** Counts the pieces of a text as its lines are counted. */
export function measurer({ isUnmeasured }: LineState, text: string): (from: number, to: number) => number {
  const isPlain = isUnmeasured || text.search(BEYOND_ASCII) === -1
  return isPlain ? (from, to) => to - from : (from, to) => utf8Length(text.slice(from, to))
}

/** Visits every line that this piece completes. */
export function takeLines(state: LineState, text: string, visit: LineVisitor): void {
  let from = skipSecondHalf(state, text)
  const isAscii = state.isUnmeasured || text.search(BEYOND_ASCII) === -1
  let cr = text.indexOf('\r', from)
  let lf = text.indexOf('\n', from)
  while (cr !== -1 || lf !== -1) {
    const atCr = cr !== -1 && (lf === -1 || cr < lf)
    const stop = atCr ? cr : lf
    if (state.pending === '') {
      const line = text.slice(from, stop)
      passLine(state, line, isAscii ? stop - from : utf8Length(line), visit)
    } else finishPending(state, text.slice(from, stop), visit)
    state.at += 1
    from = stop + 1
    if (atCr && from === text.length) state.afterCr = true
    else if (atCr && lf === from) {
      from += 1
      state.at += 1
    }
    // Searched again only once passed: a text with one kind of line end must not be searched whole for the other each time.
    if (cr !== -1 && cr < from) cr = text.indexOf('\r', from)
    if (lf !== -1 && lf < from) lf = text.indexOf('\n', from)
  }
  if (from < text.length) state.pending += text.slice(from)
}

/** The last line, where no line end closes it. */
export function endLines(state: LineState, visit: LineVisitor): void {
  if (state.pending !== '') finishPending(state, '', visit)
}

function skipSecondHalf(state: LineState, text: string): number {
  if (!state.afterCr || text === '') return 0
  state.afterCr = false
  if (text.charCodeAt(0) !== 0x0a) return 0
  state.at += 1
  return 1
}

function finishPending(state: LineState, piece: string, visit: LineVisitor): void {
  const line = state.pending + piece
  state.pending = ''
  passLine(state, line, state.isUnmeasured ? line.length : utf8Length(line), visit)
}

function passLine(state: LineState, line: string, bytes: number, visit: LineVisitor): void {
  const start = state.at
  state.at += bytes
  // The byte order mark is no part of the first line, but its three bytes are part of the body.
  if (start === 0 && line.charCodeAt(0) === 0xfeff) visit(line.slice(1), 3, state.at)
  else visit(line, start, state.at)
}
