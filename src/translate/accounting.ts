import type { Leaf, Origin, Reason, Written } from '../hub/leaf.ts'
import { isLeaf } from '../hub/leaf.ts'
import type { Losses } from '../hub/losses.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, deepEqual, isLeafValue, leafPointers, pointerStep } from '../wire/json.ts'

/** A place in a body, or in one frame of a stream: what `--accounting` prints. */
export type Place = string | { readonly frame: number; readonly pointer: string }

/** What became of every leaf of a source, and where every leaf of the output came from (law 3). */
export interface Accounting {
  /** Deep-equal at both ends. */
  readonly carried: readonly { readonly from: Place; readonly to: Place }[]
  readonly changed: readonly { readonly from: Place; readonly to: Place; readonly step: string }[]
  readonly lost: readonly ({ readonly from: Place } & Reason)[]
  readonly added: readonly ({ readonly to: Place } & Reason)[]
}

/** One body, or one frame of a stream, of the source. */
export interface SourceBody {
  readonly frame?: number
  readonly json: Json
}

/** One body, or one event of a stream, as it was written. */
export interface WrittenBody {
  readonly frame?: number
  readonly tree: Written
}

/** Renaming and re-nesting that no step did: the writer's own spelling. */
const SPELL = 'spell'
const REQUIRED: Reason = {
  code: 'required',
  why: 'The dialect demands this field; nothing in the source stands for it.',
}
const EMPTY: Reason = { code: 'empty', why: 'Null or an empty list says no more than leaving the field out.' }
const NO_HOME: Reason = { code: 'no-home', why: 'The target dialect has no field for this.' }
const NOT_YET: Reason = { code: 'not-yet', why: 'This field is not translated yet.' }

const place = (frame: number | undefined, pointer: string): Place =>
  frame === undefined ? pointer : { frame, pointer }
const keyOf = (frame: number | undefined, pointer: string): string => `${frame ?? ''}${pointer}`

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

/**
 * Accounts for one translation. `hub` is what the reader made of the sources: it tells what was understood (and then had
 * no home) from what was not read at all.
 */
export function account(
  sources: readonly SourceBody[],
  outputs: readonly WrittenBody[],
  hub: unknown,
  losses: Losses,
): Accounting {
  const jsonOf = new Map(sources.map((source) => [source.frame, source.json]))
  const images: Image[] = []
  const added: ({ to: Place } & Reason)[] = []
  for (const output of outputs) {
    for (const { at, leaf } of placedIn(output)) {
      const found = leaf ? imagesOf(leaf, at, jsonOf) : []
      images.push(...found)
      if (found.length === 0)
        for (const to of below(at, leaf?.value))
          added.push({ to: place(to.frame, to.pointer), ...(leaf?.added ?? REQUIRED) })
    }
  }
  const { carried, changed } = settle(images)
  return { carried, changed, lost: lostOf(sources, images, hub, losses), added }
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
    const entry = { from: place(from.frame, from.pointer), to: place(to.frame, to.pointer) }
    if (isEqual && !overlapsChanged(from)) carried.push(entry)
    else changed.push({ ...entry, step })
  }
  return { carried, changed }
}

/** The pointer and all above it but the root. */
function ancestors(pointer: string): string[] {
  const found: string[] = []
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1))
    found.push(pointer.slice(0, end))
  return found
}

function lostOf(
  sources: readonly SourceBody[],
  images: readonly Image[],
  hub: unknown,
  losses: Losses,
): Accounting['lost'] {
  const kept = new Set(images.map(({ from }) => keyOf(from.frame, from.pointer)))
  const said = new Map(losses.said.map(({ origin, reason }) => [keyOf(origin.frame, origin.pointer), reason]))
  const read = understood(hub)
  const lost: ({ from: Place } & Reason)[] = []
  for (const { frame, json } of sources) {
    for (const pointer of leafPointers(json)) {
      const chain = pointer === '' ? [''] : [...ancestors(pointer), '']
      if (chain.some((above) => kept.has(keyOf(frame, above)))) continue
      const reason = chain.map((above) => said.get(keyOf(frame, above))).find((found) => found !== undefined)
      lost.push({
        from: place(frame, pointer),
        ...(reason ??
          lostBecause(
            atPointer(json, pointer),
            chain.some((above) => read.has(keyOf(frame, above))),
          )),
      })
    }
  }
  return lost
}

function lostBecause(value: Json | undefined, wasRead: boolean): Reason {
  if (value === null || (typeof value === 'object' && isLeafValue(value))) return EMPTY
  return wasRead ? NO_HOME : NOT_YET
}

/** The origins of all leaves of the hub that have a meaning there: not extras, not opaque. */
function understood(hub: unknown): Set<string> {
  const found = new Set<string>()
  const open: unknown[] = [hub]
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (isLeaf(next)) for (const { frame, pointer } of next.from) found.add(keyOf(frame, pointer))
    else if (isRaw(next)) continue
    else open.push(...Object.values(next))
  }
  return found
}

const isRaw = (node: object): boolean =>
  ('entries' in node && 'dialect' in node) || ('kind' in node && node.kind === 'opaque')
