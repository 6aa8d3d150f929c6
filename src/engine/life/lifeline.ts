// A worker that runs out of memory, or is ended from outside, may say nothing. A lock that it holds is let go when it is gone:
// who waits for that lock learns of the death.

/** As a worker says that it holds its lock; no question has this number. */
export const HOLDS = 0

/** In the worker: takes the lock of this name for as long as it lives. Resolves at once where browsers have no locks. */
export function holdLifeline(name: string, tell: () => void): Promise<void> {
  const { locks } = navigator
  if (!locks || name === '') return Promise.resolve()
  return new Promise((resolve) => {
    const forEver = () => {
      tell()
      resolve()
      return new Promise<never>(() => {})
    }
    locks.request(name, forEver).catch(() => resolve())
  })
}

/** At the other end: tells when the lock is free, once it was held. Gives back what ends the watch. */
export function watchLifeline(name: string, onDeath: () => void): () => void {
  const end = new AbortController()
  navigator.locks?.request(name, { signal: end.signal }, () => onDeath()).catch(() => {})
  return () => end.abort()
}
