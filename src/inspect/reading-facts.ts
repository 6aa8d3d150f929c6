import type { Leaf } from '../hub/leaf.ts'
import type { ReadFrame, Reading } from '../translate/reading.ts'
import type { Json } from '../wire/json.ts'
import { atPointer } from '../wire/json.ts'

/** The frames of a streamed reply; none for any other. */
export const framesOf = ({ reply }: Reading): readonly ReadFrame[] =>
  reply?.kind === 'stream' ? reply.frames : []

/** Many rules look at the same things: what they need of a reading is worked out once. */
export function once<R extends object, T>(work: (of: R) => T): (of: R) => T {
  const done = new WeakMap<R, { readonly found: T }>()
  return (of) => {
    const known = done.get(of) ?? { found: work(of) }
    done.set(of, known)
    return known.found
  }
}

/** All visible text of a reply, in the order in which it came. */
export const visibleText = once(({ reply }: Reading): string => {
  const texts = new Set<number>()
  const pieces: string[] = []
  for (const event of reply?.events ?? []) {
    if (event.kind === 'part-start' && event.head.kind === 'text') texts.add(event.part)
    if (event.kind === 'part-delta' && texts.has(event.part)) pieces.push(event.text.value)
  }
  return pieces.join('')
})

/** What stands in a reply where a leaf of it came from. */
export function replyValueAt(reading: Reading, { from: [origin] }: Leaf<unknown>): Json | undefined {
  const { reply } = reading
  const body = reply?.kind === 'whole' ? reply.json : framesOf(reading)[origin?.frame ?? -1]?.json
  return body === undefined || !origin ? undefined : atPointer(body, origin.pointer)
}
