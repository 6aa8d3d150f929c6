import type { Frame, Framer } from './frame.ts'

export interface JsonArrayState {
  index: number
  /** UTF-8 bytes before the next character. */
  at: number
  /** The last character was the first half of a pair; its second half then adds one byte to the three. */
  afterHigh: boolean
  array: 'before' | 'inside' | 'after'
  inElement: boolean
  inString: boolean
  escaped: boolean
  /** Brackets open in the element. */
  depth: number
  /** Byte at which the element starts. */
  start: number
  /** The element so far, from earlier pieces. */
  pending: string
}

const CUT_SHORT = 'The body ends inside this element: it is cut short.'
const BEHIND = 'This stands behind the end of the array.'

/**
 * The elements of one JSON array, as Gemini streams without `alt=sse`: `[{…}\r\n,\r\n{…}]`. The brackets and commas
 * may be missing (values one after another), and text behind the array is kept as a frame that says so.
 */
export const jsonArray: Framer<JsonArrayState> = {
  start: () => ({
    index: 0,
    at: 0,
    afterHigh: false,
    array: 'before',
    inElement: false,
    inString: false,
    escaped: false,
    depth: 0,
    start: 0,
    pending: '',
  }),
  push(state, text) {
    const frames: Frame[] = []
    let from = 0
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      let turn = state.inElement ? insideElement(state, unit) : betweenElements(state, unit)
      if (turn === 'ended-before') {
        finishElement(state, text.slice(from, i), state.at, frames)
        turn = betweenElements(state, unit)
      }
      if (turn === 'starts') from = i
      countBytes(state, unit)
      if (turn === 'ended-here') finishElement(state, text.slice(from, i + 1), state.at, frames)
    }
    if (state.inElement) state.pending += text.slice(from)
    return frames
  },
  end(state) {
    const frames: Frame[] = []
    const isCut = state.inString || state.depth > 0
    if (state.inElement) finishElement(state, '', state.at, frames, isCut ? CUT_SHORT : undefined)
    return frames
  },
}

/** `starts`: an element starts at this character. `ended-here`: this was its last. `ended-before`: it is not part of it. */
type Turn = 'goes-on' | 'starts' | 'ended-here' | 'ended-before'

const isSpace = (unit: number): boolean => unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xfeff

function betweenElements(state: JsonArrayState, unit: number): Turn {
  if (isSpace(unit) || unit === 0x2c) return 'goes-on'
  if (unit === 0x5b && state.array === 'before' && state.index === 0) {
    state.array = 'inside'
    return 'goes-on'
  }
  if (unit === 0x5d && state.array === 'inside') {
    state.array = 'after'
    return 'goes-on'
  }
  state.inElement = true
  state.start = state.at
  state.inString = unit === 0x22
  state.depth = unit === 0x7b || unit === 0x5b ? 1 : 0
  return 'starts'
}

function insideElement(state: JsonArrayState, unit: number): Turn {
  if (state.inString) {
    if (state.escaped) state.escaped = false
    else if (unit === 0x5c) state.escaped = true
    else if (unit === 0x22) {
      state.inString = false
      if (state.depth === 0) return 'ended-here'
    }
    return 'goes-on'
  }
  if (state.depth === 0) return isSpace(unit) || unit === 0x2c || unit === 0x5d ? 'ended-before' : 'goes-on'
  if (unit === 0x22) state.inString = true
  else if (unit === 0x7b || unit === 0x5b) state.depth += 1
  else if ((unit === 0x7d || unit === 0x5d) && --state.depth === 0) return 'ended-here'
  return 'goes-on'
}

function countBytes(state: JsonArrayState, unit: number): void {
  if (unit < 0x80) {
    state.at += 1
    state.afterHigh = false
    return
  }
  const isSecondHalf = state.afterHigh && (unit & 0xfc00) === 0xdc00
  state.at += isSecondHalf ? 1 : unit < 0x800 ? 2 : 3
  state.afterHigh = (unit & 0xfc00) === 0xd800
}

function finishElement(
  state: JsonArrayState,
  piece: string,
  end: number,
  frames: Frame[],
  cut?: string,
): void {
  const problem = cut ?? (state.array === 'after' ? BEHIND : undefined)
  const data = state.pending + piece
  frames.push({
    index: state.index++,
    data,
    start: state.start,
    end,
    ...(problem === undefined ? {} : { problem }),
  })
  state.inElement = false
  state.inString = false
  state.escaped = false
  state.depth = 0
  state.pending = ''
}
