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
  let name = ''
  for (;;) {
    let data = next
    let event: string | undefined
    if (text.startsWith(EVENT, next)) {
      const nameAt = next + EVENT.length
      // Most events are called as the one before.
      const isSame =
        name !== '' && text.charCodeAt(nameAt + name.length) === LF && text.startsWith(name, nameAt)
      const nameEnd = isSame ? nameAt + name.length : text.indexOf('\n', nameAt)
      if (nameEnd === -1) break
      if (!isSame) name = text.slice(nameAt, nameEnd)
      event = name
      data = nameEnd + 1
    }
    if (!text.startsWith(DATA, data)) break
    const end = text.indexOf('\n', data + DATA.length)
    if (end === -1 || text.charCodeAt(end + 1) !== LF) break
    const stop = start + measure(next, end)
    const frame: { -readonly [K in keyof Frame]: Frame[K] } = {
      index: index++,
      data: text.slice(data + DATA.length, end),
      start,
      end: stop,
    }
    if (event) frame.event = event
    frames.push(frame)
    start = stop + 2
    next = end + 2
  }
  return { from: next, at: start }
}
