import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'

/** 31 December 9999, the last day that RFC 3339 can name, in seconds since the epoch. */
const LAST = 253_402_300_799

/** `createTime`, RFC 3339 with up to nine decimals, as seconds since the epoch; undefined where it is no time. */
export function secondsOf(time: Leaf<string>): Leaf<number> | undefined {
  const milliseconds = Date.parse(time.value)
  return Number.isFinite(milliseconds)
    ? spell(time, Math.floor(milliseconds / 1000), 'time-as-seconds')
    : undefined
}

/** Nothing stands for 0: it is what is written where nobody knows the time. */
export function timeOf(seconds: Leaf<number>): Leaf<string> | undefined {
  const { value } = seconds
  if (!(value > 0 && value <= LAST)) return undefined
  return spell(seconds, new Date(value * 1000).toISOString().replace('.000Z', 'Z'), 'seconds-as-time')
}
