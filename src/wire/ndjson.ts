import type { Frame, Framer } from './frame.ts'
import { parseJson } from './json.ts'
import type { LineState } from './lines.ts'
import { endLines, startLines, takeLines } from './lines.ts'

export interface NdjsonState {
  lines: LineState
  index: number
}

const CUT_SHORT = 'The body ends inside this line: its JSON is cut short.'

/** One JSON value a line; blank lines between are nothing. https://github.com/ndjson/ndjson-spec */
export const ndjson: Framer<NdjsonState> = {
  start: () => ({ lines: startLines(), index: 0 }),
  push(state, text) {
    const frames: Frame[] = []
    takeLines(state.lines, text, (line, start, end) => {
      if (line.trim() !== '') frames.push({ index: state.index++, data: line, start, end })
    })
    return frames
  },
  end(state) {
    const frames: Frame[] = []
    endLines(state.lines, (line, start, end) => {
      if (line.trim() === '') return
      const isWhole = 'value' in parseJson(line)
      frames.push({
        index: state.index++,
        data: line,
        start,
        end,
        ...(isWhole ? {} : { problem: CUT_SHORT }),
      })
    })
    return frames
  },
}
