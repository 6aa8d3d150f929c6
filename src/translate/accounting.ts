import type { Leaf, Origin, Reason, Written } from '../hub/leaf.ts'
import { isLeaf } from '../hub/leaf.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, deepEqual, isLeafValue, leafPointers, pointerStep } from '../wire/json.ts'
import type { Accounting, Books, Place, WrittenBody } from './books.ts'
import { ancestors, keyOf, placeAt } from './books.ts'
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

/** A value in the output with the place where it stands. */
interface Placed {
  readonly at: Origin
  readonly leaf?: Leaf
}

/** Accounts for one translation: what became of every leaf of the source, and where every leaf of the output came from. */
export function account(books: Books): Accounting {
  const { sources, outputs } = books
  const jsonOf = new Map(sources.map((source) => [source.frame, source.json]))
  const images: Image[] = []
  const added: ({ to: Place } & Reason)[] = []
  for (const output of outputs) {
    for (const { at, leaf } of placedIn(output)) {
      const found = leaf ? imagesOf(leaf, at, jsonOf) : []
      images.push(...found)
      if (found.length === 0)
        for (const to of below(at, leaf?.value))
          added.push({ to: placeAt(to.frame, to.pointer), ...(leaf?.added ?? REQUIRED) })
    }
  }
  const { carried, changed } = settle(images)
  return {
    carried,
    changed,
    lost: findLost(
      books,
      images.map(({ from }) => from),
    ),
    added,
  }
}

/** All leaves of a written tree with their pointers: recorded ones as they are, constants bare. */
function placedIn(output: WrittenBody): Placed[] {
  const found: Placed[] = []
  const walk = (tree: Written, pointer: string): void => {
    if (tree === undefined) return
    const at = output.frame === undefined ? { pointer } : { frame: output.frame, pointer }
    if (isLeaf(tree)) found.push({ at, leaf: tree as Leaf })
    else if (typeof tree !== 'object' || tree === null) found.push({ at })
    else {
      const entries = Array.isArray(tree)
        ? [...tree.entries()]
        : Object.entries(tree).filter(([, value]) => value !== undefined)
      if (entries.length === 0) found.push({ at })
      for (const [key, value] of entries)
        walk(value as Written, pointer + pointerStep(key as string | number))
    }
  }
  walk(output.tree, '')
  return found
}

/** Where a leaf of the output came from. A root is taken apart: no entry may speak for a whole body. */
function imagesOf(leaf: Leaf, at: Origin, jsonOf: ReadonlyMap<number | undefined, Json>): Image[] {
  return leaf.from.flatMap((from): Image[] => {
    const root = jsonOf.get(from.frame)
    const source = root === undefined ? undefined : atPointer(root, from.pointer)
    if (source === undefined) return []
    const isEqual = deepEqual(source, leaf.value)
    const step = leaf.by ?? SPELL
    if (from.pointer !== '' && at.pointer !== '') return [{ from, to: at, step, isEqual }]
    if (isEqual)
      return leafPointers(source).map((pointer) => ({
        from: { ...from, pointer: from.pointer + pointer },
        to: { ...at, pointer: at.pointer + pointer },
        step,
        isEqual,
      }))
    const targets = below(at, leaf.value)
    return below(from, source).flatMap((origin, i) =>
      targets.slice(i === 0 ? 0 : -1).map((to) => ({ from: origin, to, step, isEqual })),
    )
  })
}

/** The place itself, or the leaves below it where it is the root. */
const below = (at: Origin, value: Json | undefined): Origin[] =>
  at.pointer !== '' || value === undefined || isLeafValue(value)
    ? [at]
    : leafPointers(value).map((pointer) => ({ ...at, pointer }))

/** A source leaf stands in one class only: what was changed anywhere is changed, even if it was also carried. */
function settle(images: readonly Image[]): Pick<Accounting, 'carried' | 'changed'> {
  const changedAt = new Set<string>()
  const changedBelow = new Set<string>()
  for (const { from, isEqual } of images) {
    if (isEqual) continue
    changedAt.add(keyOf(from.frame, from.pointer))
    for (const above of ancestors(from.pointer)) changedBelow.add(keyOf(from.frame, above))
  }
  // A subtree that was carried whole may hold a leaf that was changed elsewhere, or lie below one.
  const overlapsChanged = ({ frame, pointer }: Origin): boolean =>
    changedBelow.has(keyOf(frame, pointer)) ||
    ancestors(pointer).some((above) => changedAt.has(keyOf(frame, above)))
  const carried: { from: Place; to: Place }[] = []
  const changed: { from: Place; to: Place; step: string }[] = []
  for (const { from, to, step, isEqual } of images) {
    const entry = { from: placeAt(from.frame, from.pointer), to: placeAt(to.frame, to.pointer) }
    if (isEqual && !overlapsChanged(from)) carried.push(entry)
    else changed.push({ ...entry, step })
  }
  return { carried, changed }
}
