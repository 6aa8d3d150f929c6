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

/** Bodies with the classes that entries give to their places. */
interface Book {
  readonly bodies: Bodies
  readonly classes: Map<string, Set<string>>
}

/** Law 3, checked from outside: nothing of how the accounting is made is used here. Gives what breaks it, as sentences. */
export function breachesOf(
  sources: Bodies,
  outputs: Bodies,
  { carried, changed, lost, added }: Accounting,
): string[] {
  const from: Book = { bodies: sources, classes: new Map() }
  const to: Book = { bodies: outputs, classes: new Map() }
  const breaches: string[] = []
  const enter = (book: Book, place: Place, name: string) => breaches.push(...entered(book, place, name))
  for (const entry of carried) {
    enter(from, entry.from, 'carried')
    enter(to, entry.to, 'origin')
    if (!deepEqual(valueAt(sources, entry.from), valueAt(outputs, entry.to)))
      breaches.push(`carried: ${JSON.stringify(entry)} differs`)
  }
  for (const entry of changed) {
    enter(from, entry.from, 'changed')
    enter(to, entry.to, 'origin')
    if (!entry.step) breaches.push(`changed: ${JSON.stringify(entry)} names no step`)
  }
  for (const entry of lost) {
    enter(from, entry.from, 'lost')
    if (!entry.code || !entry.why) breaches.push(`lost: ${JSON.stringify(entry)} gives no reason`)
  }
  for (const entry of added) {
    enter(to, entry.to, 'added')
    if (!entry.code || !entry.why) breaches.push(`added: ${JSON.stringify(entry)} gives no reason`)
  }
  return [...breaches, ...unclassed(from, 'source'), ...unclassed(to, 'output')]
}

function valueAt(bodies: Bodies, place: Place): Json | undefined {
  const { frame, pointer } = spotOf(place)
  return atPointer(bodies.get(frame) ?? null, pointer)
}

/** Writes into the book that a place is of a class, and gives what is wrong with that. */
function entered({ bodies, classes }: Book, place: Place, name: string): readonly string[] {
  const { frame, pointer } = spotOf(place)
  const key = keyOf(frame, pointer)
  classes.set(key, (classes.get(key) ?? new Set()).add(name))
  if (pointer !== '') return valueAt(bodies, place) === undefined ? [`${name}: nothing stands at ${key}`] : []
  // What is one leaf (`{}`) has no other name.
  const body = bodies.get(frame)
  return body === undefined || !isLeafValue(body) ? [`${name}: an entry speaks for a whole body`] : []
}

/** Leaves that are not in exactly one class. */
function unclassed({ bodies, classes }: Book, name: string): readonly string[] {
  return [...bodies].flatMap(([frame, body]) =>
    // A body that is one leaf (`{}`) could only be told by its root, which no entry may name.
    leafPointers(body)
      .filter((pointer) => pointer !== '')
      .flatMap((pointer) => {
        const found = new Set(
          lineage(pointer).flatMap((above) => [...(classes.get(keyOf(frame, above)) ?? [])]),
        )
        const words = found.size === 0 ? 'in no class' : [...found].sort().join(' and ')
        return found.size === 1 ? [] : [`${name} ${keyOf(frame, pointer)}: ${words}`]
      }),
  )
}
