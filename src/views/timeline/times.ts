import type { Timeline } from '../../inspect/timeline/timeline.ts'

export const seconds = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`

/** The frame whose time is nearest. */
export function frameAt(times: ArrayLike<number>, ms: number): number {
  let low = 0
  let high = times.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < ms) low = middle + 1
    else high = middle
  }
  const before = Math.abs((times[low - 1] ?? Number.NEGATIVE_INFINITY) - ms)
  return low > 0 && before < Math.abs((times[low] ?? 0) - ms) ? low - 1 : low
}

/** How many frames came in each of so many equal slots, as shares of the fullest. */
export function density(times: ArrayLike<number>, all: number, slots: number): readonly number[] {
  const counts = new Array<number>(slots).fill(0)
  for (let i = 0; i < times.length; i++) {
    const slot = Math.min(slots - 1, Math.floor(((times[i] ?? 0) / all) * slots))
    counts[slot] = (counts[slot] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  return counts.map((count) => count / most)
}

/** Frames at which something begins or a stall ends, in their order. */
export const landmarks = ({ bars, stalls, marks }: Timeline): readonly number[] =>
  [
    ...new Set([
      ...bars.map(({ from }) => from.frame),
      ...stalls.map(({ to }) => to.frame),
      ...marks.map(({ frame }) => frame),
    ]),
  ].sort((a, b) => a - b)

/** A frame, when it came, what it is part of, and the stall before it. */
export function momentWords({ times, bars, marks, stalls }: Timeline, frame: number): string {
  const now = times[frame] ?? 0
  const bar = bars.findLast(({ from, to }) => from.frame <= frame && frame <= to.frame)
  const stall = stalls.find(({ to }) => to.frame === frame)
  return [
    `frame ${frame + 1} at ${seconds(now)}, ${seconds(now - (times[frame - 1] ?? 0))} after the one before`,
    ...(bar ? [bar.name ?? bar.kind] : []),
    ...marks.filter((mark) => mark.frame === frame).map(({ kind }) => kind),
    ...(stall ? [stall.sentence] : []),
  ].join(' · ')
}
