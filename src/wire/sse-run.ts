import type { Frame } from './frame.ts'

const LF = 0x0a
const DATA = 'data: '
const EVENT = 'event: '

/**
 * Events as nearly every server writes them, whole in one piece of text:
 *
 *     event: content_block_delta
 *     data: {"type":…}
 *     ^ at most one name, one line of data, a blank line; LF only
 *
 * Gives where the first one begins that is anything else. `at` is the place of `from` in the body, in the units in which
 * `measure` counts.
 */
export function takeRun(
  text: string,
  from: number,
  { at, index, measure }: { at: number; index: number; measure: (from: number, to: number) => number },
  frames: Frame[],
): { readonly from: number; readonly at: number } {
  let next = from
  let start = at
  let head: Head | undefined
  for (;;) {
    // Most events begin as the one before. Compared as whole strings: engines do that a machine word at a time.
    if (!head || text.slice(next, next + head.text.length) !== head.text) head = headAt(text, next)
    if (!head) break
    const data = next + head.text.length
    const end = text.indexOf('\n', data)
    if (end === -1 || text.charCodeAt(end + 1) !== LF) break
    const stop = start + measure(next, end)
    const frame: { -readonly [K in keyof Frame]: Frame[K] } = {
      index: index++,
      data: text.slice(data, end),
      start,
      end: stop,
    }
    if (head.name !== '') frame.event = head.name
    frames.push(frame)
    start = stop + 2
    next = end + 2
  }
  return { from: next, at: start }
}

/** All that stands before the data of an event. */
interface Head {
  readonly text: string
  readonly name: string
}

const UNNAMED: Head = { text: DATA, name: '' }

function headAt(text: string, at: number): Head | undefined {
  if (text.startsWith(DATA, at)) return UNNAMED
  if (!text.startsWith(EVENT, at)) return undefined
  const nameEnd = text.indexOf('\n', at)
  if (nameEnd === -1 || !text.startsWith(DATA, nameEnd + 1)) return undefined
  return {
    text: text.slice(at, nameEnd + 1 + DATA.length),
    name: text.slice(at + EVENT.length, nameEnd),
  }
}
