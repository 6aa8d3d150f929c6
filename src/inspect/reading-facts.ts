import type { ReadFrame, Reading } from '../translate/reading.ts'

/** The frames of a streamed reply; none for any other. */
export const framesOf = ({ reply }: Reading): readonly ReadFrame[] =>
  reply?.kind === 'stream' ? reply.frames : []

/** Twenty rules look at the same frames: what they need of them is worked out once for each reading. */
export function once<T extends object>(work: (reading: Reading) => T): (reading: Reading) => T {
  const done = new WeakMap<Reading, T>()
  return (reading) => {
    const known = done.get(reading)
    if (known) return known
    const found = work(reading)
    done.set(reading, found)
    return found
  }
}

/** All visible text of a reply, in the order in which it came. */
export function visibleText({ reply }: Reading): string {
  const texts = new Set<number>()
  const pieces: string[] = []
  for (const event of reply?.events ?? []) {
    if (event.kind === 'part-start' && event.head.kind === 'text') texts.add(event.part)
    if (event.kind === 'part-delta' && texts.has(event.part)) pieces.push(event.text.value)
  }
  return pieces.join('')
}
