import type { Json } from '../wire/json.ts'
import { pointerStep } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { numbersAgain, numbersBelow } from '../wire/json-numbers.ts'

/** Where a value came from: a JSON pointer into the body, or into the JSON of one frame (counted from 0) of a stream. */
export interface Origin {
  readonly frame?: number
  /** The last frame of a run, each of which holds the pointer: what a long text was joined from stays short. */
  readonly until?: number
  readonly pointer: string
}

/**
 * A value of the hub with where it came from: the atom of the accounting (law 3).
 * Leaves travel unchanged from reader through steps to writer; what a writer puts into its output are leaves again,
 * so that the origin of each written value is known without a second book.
 * Plain data: it survives structuredClone, as all states must.
 */
export interface Leaf<T = Json> {
  readonly value: T
  /** Empty while nobody looks, and for what we added ourselves. Several where one value was made from several. */
  readonly from: readonly Origin[]
  /** The step that made this value out of what it came from. Absent: taken as it was, or only spelled anew. */
  readonly by?: string
  /** For what has no origin: why we had to say it. */
  readonly added?: Reason
  /** How numbers in it are spelled in the source, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers
}

/** Why something was lost or added: a code for machines, a sentence for people. */
export interface Reason {
  readonly code: string
  readonly why: string
}

const NOWHERE: readonly Origin[] = []

/** A value that nothing in the source stands for. */
export const added = <T>(value: T, code: string, why: string): Leaf<T> => ({
  value,
  from: NOWHERE,
  added: { code, why },
})

/** The same origin, another value: `model` for `assistant`. */
export const spell = <T>(leaf: Leaf<unknown> | undefined, value: T, by?: string): Leaf<T> => {
  const from = leaf?.from ?? NOWHERE
  const step = by ?? leaf?.by
  const reason = from.length === 0 ? leaf?.added : undefined
  if (leaf?.numbers)
    return withNumbers(spell(withNumbers(leaf, undefined), value, by), numbersAgain(value, [leaf]))
  // Spelled out: spreading what may be absent costs more than all the rest, and this runs for every event.
  if (step === undefined) return reason ? { value, from, added: reason } : { value, from }
  return reason ? { value, from, by: step, added: reason } : { value, from, by: step }
}

/** A leaf with the numbers in it spelled so. */
export const withNumbers = <T>({ numbers: _, ...leaf }: Leaf<T>, numbers: Numbers | undefined): Leaf<T> =>
  numbers ? { ...leaf, numbers } : leaf

/** What stands in a leaf's own value below a key, as a leaf of its own. */
export const leafBelow = <T>(leaf: Leaf<unknown>, key: string | number, value: T): Leaf<T> => {
  const step = pointerStep(key)
  const from = leaf.from.map((origin) => ({ ...origin, pointer: origin.pointer + step }))
  return withNumbers({ ...leaf, value, from }, leaf.numbers && numbersBelow(leaf.numbers, step, value))
}

/** The leaf, and also all that the others stood for (the `type` that a key now says, the role of a merged turn). */
export function also<T>(leaf: Leaf<T>, ...others: readonly (Leaf<unknown> | undefined)[]): Leaf<T> {
  // Nothing is built while nobody looks.
  if (!others.some((other) => other !== undefined && other.from.length > 0)) return leaf
  const more = others.flatMap((other) => other?.from ?? NOWHERE)
  return more.length === 0 ? leaf : { ...leaf, from: [...leaf.from, ...more] }
}

/** One value made out of several. */
export function made<T>(value: T, by: string, ...sources: readonly (Leaf<unknown> | undefined)[]): Leaf<T> {
  const from = sources.flatMap((source) => source?.from ?? NOWHERE)
  const leaf = { value, from, by }
  return sources.some((source) => source?.numbers)
    ? withNumbers(
        leaf,
        numbersAgain(
          value,
          sources.filter((source) => source !== undefined),
        ),
      )
    : leaf
}

/**
 * Text that goes on: the pieces of a stream put together again. A joined leaf hands its list of origins on to the next:
 * copied at each piece, a long text would cost the square of its pieces. So only the latest of a chain may be kept.
 */
export function join(before: Leaf<string> | undefined, piece: Leaf<string>): Leaf<string> {
  if (before === undefined) return piece
  const value = before.value + piece.value
  if (piece.from.length === 0) return { value, from: before.from, by: JOIN }
  const isOwned = before.by === JOIN && before.from.length > 0
  const from = isOwned ? (before.from as Origin[]) : [...before.from]
  for (const origin of piece.from) append(from, origin)
  return { value, from, by: JOIN }
}

/** A piece stands for few places of its frame: so far back one looks for their runs. */
const PLACES = 8

/** The same place of the next frame goes on with its run. */
function append(from: Origin[], origin: Origin): void {
  const { frame, pointer } = origin
  if (frame !== undefined)
    for (let at = from.length - 1; at >= Math.max(0, from.length - PLACES); at--) {
      const run = from[at] as Origin
      if (run.frame === undefined || run.pointer !== pointer || lastFrame(run) + 1 !== frame) continue
      from[at] = { frame: run.frame, until: lastFrame(origin), pointer }
      return
    }
  from.push(origin)
}

/** The last frame of what stands in a frame, or in a run of them. */
export const lastFrame = ({ frame = 0, until = frame }: Origin): number => until

const JOIN = 'join-deltas'

/** Written trees hold leaves among plain objects; no wire object of any dialect has both keys. */
export const isLeaf = (value: unknown): value is Leaf =>
  typeof value === 'object' &&
  value !== null &&
  // Read before asked: most objects have no `from`, and a plain read is what engines do best.
  Array.isArray((value as { readonly from?: unknown }).from) &&
  'value' in value

/** A JSON tree as writers build it: leaves where values are known by origin, bare constants where they are ours. */
export type Written =
  | undefined
  | null
  | boolean
  | number
  | string
  | Leaf<unknown>
  | readonly Written[]
  | WrittenObject
export interface WrittenObject {
  readonly [key: string]: Written
}

/** The bare JSON of a written tree. Keys whose value is undefined are left out, as JSON.stringify does. */
export function bare(tree: Written): Json {
  if (typeof tree !== 'object' || tree === null) return (tree ?? null) as Json
  if (isLeaf(tree)) return tree.value as Json
  if (Array.isArray(tree)) return (tree as readonly Written[]).map(bare)
  const object: Record<string, Json> = {}
  for (const [key, value] of Object.entries(tree as WrittenObject))
    if (value !== undefined) define(object, key, bare(value))
  return object
}

/** Sets an own key, also where its name is `__proto__`, which assignment would take for the prototype. */
export function define<T>(object: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}
