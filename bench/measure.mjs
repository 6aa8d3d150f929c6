/**
 * Of the processor, in all threads: what else the machine does meanwhile is not in it, the collector is.
 * @template T
 * @param {() => T} work
 */
export function timed(work) {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1e3, result }
}

/** @param {readonly number[]} list */
export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1]
/** @param {readonly number[]} list */
export const least = (list) => Math.min(...list)

/** Rounds thrown away: both sides are to run compiled. */
const WARM_UP = 3

/**
 * Each side at its best, the floor timed just before the work in every round. No collection is forced between the rounds:
 * it would throw compiled code away with the shapes it was compiled for.
 * @param {() => unknown} floor
 * @param {() => number} work tells how much came out, so that none of it is left undone
 * @param {number} runs
 */
export function measure(floor, work, runs) {
  const rounds = []
  let outBytes = 0
  for (let round = -WARM_UP; round < runs; round++) {
    const { ms: floorMs } = timed(floor)
    const { ms, result } = timed(work)
    outBytes = result
    if (round >= 0) rounds.push({ floorMs, ms, ratio: ms / floorMs })
  }
  const ms = least(rounds.map((round) => round.ms))
  const floorMs = least(rounds.map((round) => round.floorMs))
  return { ratio: ms / floorMs, medianRatio: median(rounds.map(({ ratio }) => ratio)), ms, floorMs, outBytes }
}
