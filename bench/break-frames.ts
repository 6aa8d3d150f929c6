import type { Frame } from '../src/wire/frame.ts'

/** What can happen to one frame of a stream on its way. `cut`: the connection ends in the middle of it. */
export const BREAKS = ['cut', 'double', 'drop', 'reorder', 'truncate'] as const
export type Break = (typeof BREAKS)[number]

const textOf = ({ event, data }: Pick<Frame, 'event' | 'data'>): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${data.replaceAll('\n', '\ndata: ')}\n\n`

/** Somewhere inside, so that something is there and something is missing. */
const inside = (length: number, spot: number): number => 1 + (spot % Math.max(length - 1, 1))

/** The wire text of the stream with one frame broken; `spot` chooses where in it. Reordered is with the frame behind it. */
export function breakFrame(frames: readonly Frame[], place: number, act: Break, spot: number): string {
  const before = frames.slice(0, place).map(textOf)
  const frame = frames[place]
  if (!frame) return before.join('')
  const text = textOf(frame)
  const after = frames.slice(place + 1).map(textOf)
  const [next, ...rest] = after
  switch (act) {
    case 'cut':
      return before.join('') + text.slice(0, inside(text.length - 2, spot))
    case 'double':
      return [...before, text, text, ...after].join('')
    case 'drop':
      return [...before, ...after].join('')
    case 'reorder':
      return [...before, next ?? '', text, ...rest].join('')
    case 'truncate':
      return [
        ...before,
        textOf({ ...frame, data: frame.data.slice(0, inside(frame.data.length, spot)) }),
        ...after,
      ].join('')
  }
}
