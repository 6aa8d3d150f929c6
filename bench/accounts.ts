import type { Accounting, Place } from '../src/translate/books.ts'
import type { Json } from '../src/wire/json.ts'
import { atPointer, deepEqual, isLeafValue, leafPointers } from '../src/wire/json.ts'

/** A body, or the frames of a stream by number. */
export type Bodies = ReadonlyMap<number | undefined, Json>

export const spotOf = (place: Place): { readonly frame: number | undefined; readonly pointer: string } =>
  typeof place === 'string' ? { frame: undefined, pointer: place } : place

const keyOf = (frame: number | undefined, pointer: string): string => `${frame ?? ''} ${pointer}`

/** The pointer itself and all above it, the root last. */
function lineage(pointer: string): string[] {
  const found = [pointer]
  for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
    found.push(pointer.slice(0, end))
    if (end === 0) break
  }
  return found
}

/** Law 3, checked from outside: nothing of how the accounting is made is used here. Gives what breaks it, as sentences. */
export function breachesOf(
  sources: Bodies,
  outputs: Bodies,
  { carried, changed, lost, added }: Accounting,
): string[] {
  const breaches: string[] = []
  const from = new Map<string, Set<string>>()
  const to = new Map<string, Set<string>>()
  const note = (
    bodies: Bodies,
    book: Map<string, Set<string>>,
    place: Place,
    name: string,
  ): Json | undefined => {
    const { frame, pointer } = spotOf(place)
    const value = atPointer(bodies.get(frame) ?? null, pointer)
    if (pointer === '') {
      // What is one leaf (`{}`) has no other name.
      const body = bodies.get(frame)
      if (body === undefined || !isLeafValue(body)) breaches.push(`${name}: an entry speaks for a whole body`)
    } else if (value === undefined) breaches.push(`${name}: nothing stands at ${keyOf(frame, pointer)}`)
    const key = keyOf(frame, pointer)
    book.set(key, (book.get(key) ?? new Set()).add(name))
    return value
  }
  for (const entry of carried) {
    const source = note(sources, from, entry.from, 'carried')
    const output = note(outputs, to, entry.to, 'origin')
    if (!deepEqual(source, output)) breaches.push(`carried: ${JSON.stringify(entry)} differs`)
  }
  for (const entry of changed) {
    note(sources, from, entry.from, 'changed')
    note(outputs, to, entry.to, 'origin')
    if (!entry.step) breaches.push(`changed: ${JSON.stringify(entry)} names no step`)
  }
  for (const entry of lost) {
    note(sources, from, entry.from, 'lost')
    if (!entry.code || !entry.why) breaches.push(`lost: ${JSON.stringify(entry)} gives no reason`)
  }
  for (const entry of added) {
    note(outputs, to, entry.to, 'added')
    if (!entry.code || !entry.why) breaches.push(`added: ${JSON.stringify(entry)} gives no reason`)
  }
  const judge = (bodies: Bodies, book: ReadonlyMap<string, ReadonlySet<string>>, name: string): void => {
    for (const [frame, body] of bodies) {
      for (const pointer of leafPointers(body)) {
        // A body that is one leaf (`{}`) could only be told by its root, which no entry may name.
        if (pointer === '') continue
        const classes = new Set(
          lineage(pointer).flatMap((above) => [...(book.get(keyOf(frame, above)) ?? [])]),
        )
        if (classes.size !== 1)
          breaches.push(
            `${name} ${keyOf(frame, pointer)}: ${classes.size === 0 ? 'in no class' : [...classes].sort().join(' and ')}`,
          )
      }
    }
  }
  judge(sources, from, 'source')
  judge(outputs, to, 'output')
  return breaches
}
