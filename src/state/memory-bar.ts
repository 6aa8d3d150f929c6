import type { Bar } from './address.ts'

export interface MemoryBar extends Bar {
  readonly trail: readonly string[]
  back(): void
  follow(hash: string): void
}

/** A bar with its history, without a browser: for tests. */
export function memoryBar(first = ''): MemoryBar {
  const trail = [first]
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
