import type { Bar } from './address.ts'

/** A bar with its history, without a browser: for tests. */
export function memoryBar(): Bar & { back(): void; follow(hash: string): void; readonly trail: string[] } {
  const trail = ['']
  let listener: Parameters<Bar['onMove']>[0] = () => {}
  return {
    trail,
    read: () => trail.at(-1) ?? '',
    write: (hash, step) => void (step === 'push' ? trail.push(hash) : trail.splice(-1, 1, hash)),
    onMove: (next) => {
      listener = next
    },
    back() {
      trail.pop()
      listener(true)
    },
    follow(hash) {
      trail.push(hash)
      listener(false)
    },
  }
}
