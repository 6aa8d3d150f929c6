import type { Frame, Framer, Framing } from '../wire/frame.ts'
import type { FramerState } from '../wire/framings.ts'
import { FRAMINGS } from '../wire/framings.ts'
import { parseJson } from '../wire/json.ts'

/** A framer that finds out by itself how the body is framed, from the first character or the first line. */
export interface RunningFramer {
  push(text: string): readonly Frame[]
  end(): readonly Frame[]
}

interface Chosen {
  readonly format: Framer<FramerState>
  readonly state: FramerState
}

/** Its frames have no byte ranges: nobody who translates as it comes reads them. */
export function startFramer(): RunningFramer {
  let chosen: Chosen | undefined
  let waiting = ''
  const begin = (text: string, isAll: boolean): readonly Frame[] => {
    waiting += text
    chosen = choose(waiting, isAll)
    return chosen ? chosen.format.push(chosen.state, waiting) : []
  }
  return {
    push: (text) => (chosen ? chosen.format.push(chosen.state, text) : begin(text, false)),
    end() {
      const first = chosen ? [] : begin('', true)
      return chosen ? [...first, ...chosen.format.end(chosen.state)] : first
    },
  }
}

/** Undefined as long as nothing but space has come, or only the beginning of a line of JSON. */
function choose(text: string, isAll: boolean): Chosen | undefined {
  const framing = framingOf(text.replace(/^[\s\uFEFF]+/, ''), isAll)
  return framing && { format: FRAMINGS[framing], state: FRAMINGS[framing].start(true) }
}

function framingOf(text: string, isAll: boolean): Framing | undefined {
  if (text === '') return undefined
  if (text.startsWith('[')) return 'json-array'
  if (!text.startsWith('{')) return 'sse'
  const lineEnd = text.search(/[\r\n]/)
  if (lineEnd < 0) return isAll ? 'ndjson' : undefined
  // An error body printed over several lines comes where a stream was asked for; the array framer takes bare values, too.
  return 'value' in parseJson(text.slice(0, lineEnd)) ? 'ndjson' : 'json-array'
}
