import type { Balance } from './balance.ts'
import { startBalance, weighText } from './balance.ts'
import type { Frame, Framer } from './frame.ts'
import { parseJson } from './json.ts'
import type { LineState, LineVisitor } from './lines.ts'
import { endLines, measurer, startLines, takeLines } from './lines.ts'
import { takeRun } from './sse-run.ts'

/** Lines that came after the data of the open frame and before a blank line. They may open the next one. */
interface HeldLines {
  event?: string
  id?: string
  start: number
  end: number
}

/** JSON that stands bare in the stream. */
interface BareJson {
  text: string
  start: number
  end: number
  balance: Balance
}

export interface SseState {
  lines: LineState
  index: number
  /** Byte range of the open frame; start is -1 while none is open. */
  start: number
  end: number
  event: string
  id: string | null
  data: string
  dataLines: number
  /** Set up with the second data line: nearly all frames have one. */
  balance: Balance | null
  held: HeldLines | null
  bare: BareJson | null
}

const NO_BLANK_LINE = 'No blank line ends this event: a client would read it as one with the next.'
const BARE_JSON = 'This JSON stands in the stream without "data:" in front: clients skip it.'
const BARE_JSON_CUT = 'This JSON stands in the stream without "data:" in front, and it is cut short.'

/**
 * Server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * More is understood than there: a stream whose blank lines were lost in a paste, bare JSON between or after events
 * (Gemini ends a failed stream so), and a last event that no blank line ends.
 */
export const sse: Framer<SseState> = {
  start: (isUnmeasured) => ({
    lines: startLines(isUnmeasured),
    index: 0,
    start: -1,
    end: 0,
    event: '',
    id: null,
    data: '',
    dataLines: 0,
    balance: null,
    held: null,
    bare: null,
  }),
  push(state, text) {
    const frames: Frame[] = []
    const visit: LineVisitor = (line, start, end) => takeLine(state, line, start, end, frames)
    // What an earlier piece left open ends with the next blank line.
    const blank = isBetween(state) ? -2 : text.indexOf('\n\n')
    if (blank >= 0) takeLines(state.lines, text.slice(0, blank + 2), visit)
    const from = blank === -1 ? 0 : takeWhole(state, text, blank + 2, frames)
    takeLines(state.lines, from === 0 ? text : text.slice(from), visit)
    return frames
  },
  end(state) {
    const frames: Frame[] = []
    endLines(state.lines, (line, start, end) => takeLine(state, line, start, end, frames))
    if (state.bare) finishBare(state, state.bare, frames)
    finishFrame(state, frames)
    return frames
  },
}

/** Nothing is open: neither a line, nor an event, nor bare JSON. */
const isBetween = ({ lines, start, bare }: SseState): boolean =>
  lines.pending === '' && !lines.afterCr && start === -1 && bare === null

/** Takes the plain events that begin here, without looking at their lines one by one. Gives where they end. */
function takeWhole(state: SseState, text: string, from: number, frames: Frame[]): number {
  if (!isBetween(state) || text.includes('\r')) return from
  const { lines, index } = state
  const run = { at: lines.at, index, measure: measurer(lines, text) }
  const before = frames.length
  const { from: next, at } = takeRun(text, from, run, frames)
  state.index += frames.length - before
  lines.at = at
  return next
}

function takeLine(state: SseState, line: string, start: number, end: number, frames: Frame[]): void {
  if (state.bare && continueBare(state, state.bare, line, end, frames)) return
  const first = line === '' ? 0 : line.charCodeAt(0)
  if (line === '') finishFrame(state, frames)
  else if (first === 0x64 && line.startsWith('data:')) {
    takeData(state, line.slice(line.charCodeAt(5) === 0x20 ? 6 : 5), start, end, frames)
  } else if ((first !== 0x7b && first !== 0x5b) || !opensBareJson(line))
    takeField(state, line, start, end, frames)
  else if (line === '[DONE]') takeBareMarker(state, line, start, end, frames)
  else {
    if (state.dataLines > 0) finishFrame(state, frames, NO_BLANK_LINE)
    state.bare = { text: '', start, end: start, balance: startBalance() }
    continueBare(state, state.bare, line, end, frames)
  }
}

function takeData(state: SseState, value: string, start: number, end: number, frames: Frame[]): void {
  if (state.dataLines > 0 && startsAnother(state)) {
    const { held } = state
    state.held = null
    finishFrame(state, frames, NO_BLANK_LINE)
    if (held) {
      state.start = held.start
      state.event = held.event ?? ''
      state.id = held.id ?? null
    }
  }
  joinHeld(state)
  if (state.start === -1) state.start = start
  state.end = end
  state.data = state.dataLines === 0 ? value : `${state.data}\n${value}`
  if (state.balance) weighText(state.balance, value)
  state.dataLines += 1
}

/** Between two data lines without a blank one: is the first part an event of its own?
 *
 *     data: {"a":1}
 *     data: {"b":2}
 *     ^ yes, for the line before is whole; `data: {` and `data: "a":1}` would be one event, as the standard says
 */
function startsAnother(state: SseState): boolean {
  if (state.data === '[DONE]' || state.held?.event !== undefined) return true
  if (!state.balance) {
    state.balance = startBalance()
    weighText(state.balance, state.data)
  }
  if (state.balance.verdict !== 'closed') return false
  if ('value' in parseJson(state.data)) return true
  // Asked once only: parsing again with every further line would be quadratic.
  state.balance.verdict = 'never'
  return false
}

function takeField(state: SseState, line: string, start: number, end: number, frames: Frame[]): void {
  const colon = line.indexOf(':')
  if (colon === 0) return
  const field = colon === -1 ? line : line.slice(0, colon)
  const value = colon === -1 ? '' : line.slice(line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1)
  if (field === 'data') takeData(state, value, start, end, frames)
  else if (field === 'event' || field === 'id' || field === 'retry') {
    const place = state.dataLines === 0 ? openFrame(state, start) : openHeld(state, start)
    place.end = end
    if (field === 'event') place.event = value
    // An id with a NUL in it is to be ignored, says the standard.
    else if (field === 'id' && !value.includes('\0')) place.id = value
  }
}

function openFrame(state: SseState, start: number): SseState {
  if (state.start === -1) state.start = start
  return state
}

function openHeld(state: SseState, start: number): HeldLines {
  const held = state.held ?? { start, end: start }
  state.held = held
  return held
}

/** The lines after the data belong to this frame after all. */
function joinHeld(state: SseState): void {
  const { held } = state
  if (!held) return
  state.end = held.end
  if (held.event !== undefined) state.event = held.event
  if (held.id !== undefined) state.id = held.id
  state.held = null
}

function finishFrame(state: SseState, frames: Frame[], problem?: string): void {
  if (state.start === -1) return
  joinHeld(state)
  // Without data there is no event, whatever the other fields say.
  if (state.dataLines > 0) {
    // Set one by one: spreading what may be absent costs more here than all the rest.
    const { data, start, end } = state
    const frame: { -readonly [K in keyof Frame]: Frame[K] } = { index: state.index++, data, start, end }
    if (state.event !== '') frame.event = state.event
    if (state.id !== null) frame.id = state.id
    if (problem !== undefined) frame.problem = problem
    frames.push(frame)
  }
  state.start = -1
  state.event = ''
  state.id = null
  state.data = ''
  state.dataLines = 0
  state.balance = null
}

const opensBareJson = (line: string): boolean =>
  line.startsWith('{') || line.startsWith('[{') || line === '[' || line === '[DONE]'

const FIELD_LINE = /^(?:data|event|id|retry)?:/

function takeBareMarker(state: SseState, line: string, start: number, end: number, frames: Frame[]): void {
  finishFrame(state, frames, NO_BLANK_LINE)
  frames.push({ index: state.index++, data: line, start, end, problem: BARE_JSON })
}

/** Whether the line was part of the bare JSON. A field line never is: the JSON was broken off before it. */
function continueBare(state: SseState, bare: BareJson, line: string, end: number, frames: Frame[]): boolean {
  if (FIELD_LINE.test(line)) {
    finishBare(state, bare, frames)
    return false
  }
  if (line === '') return true
  bare.text = bare.text === '' ? line : `${bare.text}\n${line}`
  bare.end = end
  weighText(bare.balance, line)
  if (bare.balance.verdict !== 'open') finishBare(state, bare, frames)
  return true
}

/** Only what looks like JSON: `{ [5 bytes data]`, as curl -v prints it, is skipped as any unknown line is. */
function finishBare(state: SseState, bare: BareJson, frames: Frame[]): void {
  state.bare = null
  const isWhole = 'value' in parseJson(bare.text)
  if (!isWhole && !/^(?:\{|\[\s*\{)\s*"/.test(bare.text)) return
  const problem = isWhole ? BARE_JSON : BARE_JSON_CUT
  frames.push({ index: state.index++, data: bare.text, start: bare.start, end: bare.end, problem })
}
