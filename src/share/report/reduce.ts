/** Whether what is left does it still; undefined once no more may be tried. */
export type Trial<T> = (kept: readonly T[]) => boolean | undefined

/**
 * Delta debugging: leaves out runs of half the list, of a quarter, …, and at last each by itself, for as long as one can go.
 * Gives what stays, and yields after each trial. `from`: how long the first runs are, where not half the list.
 */
export function* reduce<T>(all: readonly T[], holds: Trial<T>, from?: number): Generator<void, readonly T[]> {
  let kept = all
  for (let size = Math.min(from ?? Infinity, Math.ceil(all.length / 2)); size >= 1; ) {
    let hasGone = false
    for (let at = 0; at < kept.length; ) {
      const rest = kept.filter((_, index) => index < at || index >= at + size)
      const held = holds(rest)
      if (held === undefined) return kept
      yield
      if (held) {
        kept = rest
        hasGone = true
      } else at += size
    }
    if (size > 1) size = Math.ceil(size / 2)
    else if (!hasGone) break
  }
  return kept
}

/** Leaves out any run that can go, the long ones first: what belongs together goes together or not at all. */
export function* reduceRuns<T>(all: readonly T[], holds: Trial<T>): Generator<void, readonly T[]> {
  let kept = all
  for (let size = kept.length - 1; size > 1; size--)
    for (let at = 0; at + size <= kept.length; ) {
      const rest = kept.filter((_, index) => index < at || index >= at + size)
      const held = holds(rest)
      if (held === undefined) return kept
      yield
      if (held) kept = rest
      else at++
    }
  return kept
}
