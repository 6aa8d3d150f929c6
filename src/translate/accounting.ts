import type { Leaf, Origin, Reason, Written, WrittenObject } from '../hub/leaf.ts'
import { isLeaf } from '../hub/leaf.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, deepEqual, isLeafValue, leafPointers, pointerStep } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { numbersBelow } from '../wire/json-numbers.ts'
import type { Accounting, Ancestry, Books, Place, SourceBody, WrittenBody } from './books.ts'
import { onePerFrame, PlaceMap, placeOf, startAncestry } from './books.ts'
import { findLost } from './lost.ts'

/** Renaming and re-nesting that no step did: the writer's own spelling. */
const SPELL = 'spell'
const REQUIRED: Reason = {
  code: 'required',
  why: 'The dialect demands this field; nothing in the source stands for it.',
}
interface Image {
  readonly from: Origin
  readonly to: Origin
  readonly step: string
  readonly isEqual: boolean
}

/** Accounts for one translation: what became of every leaf of the source, and where every leaf of the output came from. */
export function account(books: Books): Accounting {
  const { images, added } = follow(books)
  const ancestry = startAncestry()
  const { carried, changed } = settle(images, ancestry)
  return { carried, changed, lost: findLost(books, keptPlaces(books, images), ancestry), added }
}

/** Only what was lost: for who shows a window of a long stream. */
export const accountLost = (books: Books): Accounting['lost'] =>
  findLost(books, keptPlaces(books, follow(books).images), startAncestry())

const keptPlaces = ({ rest }: Books, images: readonly Image[]): readonly Origin[] => {
  const here = images.map(({ from }) => from)
  return rest ? [...here, ...rest.kept] : here
}

/** From the leaves of the output back to where they came from. */
function follow({ sources, outputs }: Books): {
  readonly images: readonly Image[]
  readonly added: Accounting['added']
} {
  const bodies = new Map(sources.map((source) => [source.frame, source]))
  const images: Image[] = []
  const added: ({ to: Place } & Reason)[] = []
  for (const output of outputs) {
    visitLeaves(output, (at, leaf) => {
      const before = images.length
      if (leaf) addImages(images, leaf, at, bodies)
      if (images.length > before) return
      const reason = leaf?.added ?? REQUIRED
      for (const to of below(at, leaf?.value))
        added.push({ to: placeOf(to), code: reason.code, why: reason.why })
    })
  }
  return { images, added }
}

/** All leaves of a written tree with their places: recorded ones as they are, constants bare. */
function visitLeaves({ frame, tree: root }: WrittenBody, visit: (at: Origin, leaf?: Leaf) => void): void {
  const place = (pointer: string): Origin => (frame === undefined ? { pointer } : { frame, pointer })
  const walk = (tree: Written, pointer: string): void => {
    if (tree === undefined) return
    if (isLeaf(tree)) visit(place(pointer), tree as Leaf)
    else if (typeof tree !== 'object' || tree === null) visit(place(pointer))
    else walkBelow(tree as WrittenObject, pointer)
  }
  const walkBelow = (tree: WrittenObject, pointer: string): void => {
    let isEmpty = true
    for (const key of Object.keys(tree)) {
      if (tree[key] === undefined) continue
      isEmpty = false
      walk(tree[key], pointer + pointerStep(key))
    }
    if (isEmpty) visit(place(pointer))
  }
  walk(root, '')
}

/** Where a leaf of the output came from. A root is taken apart: no entry may speak for a whole body. */
function addImages(
  images: Image[],
  leaf: Leaf,
  at: Origin,
  bodies: ReadonlyMap<number | undefined, SourceBody>,
): void {
  const step = leaf.by ?? SPELL
  for (const from of leaf.from.flatMap((origin) => onePerFrame(origin, bodies))) {
    const body = bodies.get(from.frame)
    const source = body && atPointer(body.json, from.pointer)
    if (source === undefined) continue
    const isEqual = deepEqual(source, leaf.value) && isSpelledAlike(body?.numbers, from.pointer, leaf)
    if (from.pointer !== '' && at.pointer !== '') images.push({ from, to: at, step, isEqual })
    else images.push(...imagesOfRoot({ from, to: at, step, isEqual }, source, leaf.value))
  }
}

/** Whether all numbers of a carried value are written as they were. */
function isSpelledAlike(numbers: Numbers | undefined, pointer: string, leaf: Leaf): boolean {
  const before = numbers && numbersBelow(numbers, pointer, leaf.value)
  return !before || Object.entries(before).every(([at, raw]) => leaf.numbers?.[at] === raw)
}

function imagesOfRoot({ from, to: at, step, isEqual }: Image, source: Json, value: Json): Image[] {
  if (isEqual)
    return leafPointers(source).map((pointer) => ({
      from: { ...from, pointer: from.pointer + pointer },
      to: { ...at, pointer: at.pointer + pointer },
      step,
      isEqual,
    }))
  const targets = below(at, value)
  return below(from, source).flatMap((origin, i) =>
    targets.slice(i === 0 ? 0 : -1).map((to) => ({ from: origin, to, step, isEqual })),
  )
}

/** The place itself, or the leaves below it where it is the root. */
const below = (at: Origin, value: Json | undefined): Origin[] =>
  at.pointer !== '' || value === undefined || isLeafValue(value)
    ? [at]
    : leafPointers(value).map((pointer) => ({ ...at, pointer }))

/** A source leaf stands in one class only: what was changed anywhere is changed, even if it was also carried. */
function settle(images: readonly Image[], ancestry: Ancestry): Pick<Accounting, 'carried' | 'changed'> {
  const changedAt = new PlaceMap<true>()
  const changedBelow = new PlaceMap<true>()
  for (const { from, isEqual } of images) {
    if (isEqual) continue
    changedAt.set(from.frame, from.pointer, true)
    for (const above of ancestry(from.pointer)) changedBelow.set(from.frame, above, true)
  }
  // A subtree that was carried whole may hold a leaf that was changed elsewhere, or lie below one.
  const overlapsChanged = ({ frame, pointer }: Origin): boolean => {
    if (changedBelow.has(frame, pointer)) return true
    const there = changedAt.of(frame)
    return there.size > 0 && ancestry(pointer).some((above) => there.has(above))
  }
  const carried: { from: Place; to: Place }[] = []
  const changed: { from: Place; to: Place; step: string }[] = []
  for (const { from, to, step, isEqual } of images) {
    if (isEqual && !overlapsChanged(from)) carried.push({ from: placeOf(from), to: placeOf(to) })
    else changed.push({ from: placeOf(from), to: placeOf(to), step })
  }
  return { carried, changed }
}
