import type { Origin, Reason } from '../hub/leaf.ts'
import { isLeaf } from '../hub/leaf.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, deepEqual, isLeafValue, isObject, leafEntries } from '../wire/json.ts'
import type { Accounting, Books, Place } from './books.ts'
import { ancestors, keyOf, placeAt } from './books.ts'

/** Lost, but nobody misses it: the meaning is there in other words or in another place. Screens count these apart. */
export const HARMLESS: ReadonlySet<string> = new Set([
  'empty',
  'framing',
  'repeated',
  'superseded',
  'echo',
  'in-url',
  'is-default',
  'always-sent',
  'derivable',
])

const EMPTY: Reason = {
  code: 'empty',
  why: 'Null, or an empty list or text, says no more than leaving the field out.',
}
const NO_COUNT: Reason = {
  code: 'empty',
  why: 'A count of none says no more than leaving the field out.',
}
const DERIVABLE = 'derivable'
const FRAMING: Reason = {
  code: 'framing',
  why: 'A word or number that only frames its own dialect; the target frames in its own way.',
}
const REPEATED: Reason = { code: 'repeated', why: 'It was said in another place, and is taken from there.' }
const SUPERSEDED: Reason = {
  code: 'superseded',
  why: 'Counts are cumulative: a later frame brings newer ones.',
}
const NO_HOME: Reason = { code: 'no-home', why: 'The target dialect has no field for this.' }
const ECHO: Reason = { code: 'echo', why: 'The reply repeats the request.' }
const UNKNOWN: Reason = {
  code: 'unknown-field',
  why: 'Not a field of this dialect that is known here; it is kept raw and written back at home.',
}

/** All leaves of the sources that reached nothing, each with its reason. `kept`: the origins of what did. */
export function findLost(books: Books, kept: readonly Origin[]): Accounting['lost'] {
  const { losses } = books
  const keptAt = new Set(kept.map(({ frame, pointer }) => keyOf(frame, pointer)))
  const said = new Map(losses.said.map(({ origin, reason }) => [keyOf(origin.frame, origin.pointer), reason]))
  const finder = reasonFinder(books)
  const lost: ({ from: Place } & Reason)[] = []
  for (const { frame, leaves } of books.sources.map(({ frame, json }) => ({
    frame,
    leaves: leafEntries(json),
  }))) {
    for (const { pointer, value } of leaves) {
      if (isAtOrBelow(keptAt, frame, pointer)) {
        finder.sawKept(pointer, value)
        continue
      }
      const chain = [...ancestors(pointer), ''].map((above) => keyOf(frame, above))
      const reason = chain.map((key) => said.get(key)).find((found) => found !== undefined)
      lost.push({
        from: placeAt(frame, pointer),
        ...(reason ?? finder.reasonFor({ frame, pointer, value, chain })),
      })
    }
  }
  return lost
}

/** Whether a place, or one above it, is in the set; the root last. */
function isAtOrBelow(keys: ReadonlySet<string>, frame: number | undefined, pointer: string): boolean {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1))
    if (keys.has(keyOf(frame, pointer.slice(0, end)))) return true
  return keys.has(keyOf(frame, ''))
}

interface SourceLeaf {
  readonly frame: number | undefined
  readonly pointer: string
  readonly value: Json
  /** The keys of the leaf and of all above it, the root last. */
  readonly chain: readonly string[]
}

interface ReasonFinder {
  sawKept(pointer: string, value: Json): void
  reasonFor(leaf: SourceLeaf): Reason
}

/** Bodies are judged in their order: by what was kept at the same place before, and by what a later frame says again. */
function reasonFinder({ sources, hub, phrasing }: Books): ReasonFinder {
  const { understood, raw } = originsOf(hub)
  const lastCounts = lastFrames(sources)
  const jsonOf = new Map(sources.map(({ frame, json }) => [frame, json]))
  const before = new Map<string, Json>()
  // A reply is read into events, a request or an error into one node.
  const echoes = Array.isArray(hub) ? phrasing.echoes : []
  return {
    sawKept: (pointer, value) => void before.set(pointer, value),
    reasonFor({ frame, pointer, value, chain }) {
      if (value === null || (typeof value === 'object' && isLeafValue(value))) return EMPTY
      if (value === '' && !chain.some((key) => understood.has(key))) return EMPTY
      if (value === 0 && countAt(pointer) !== undefined) return NO_COUNT
      if (phrasing.framing.some((pattern) => pattern.test(pointer))) return FRAMING
      if (frame !== undefined && (lastCounts.get(countAt(pointer) ?? '') ?? frame) > frame) return SUPERSEDED
      if (before.has(pointer) && deepEqual(before.get(pointer), value)) return REPEATED
      // What was taken here, or kept raw, was not said in another place.
      const isUnderstood = chain.some((key) => understood.has(key))
      const isRaw = chain.some((key) => raw.has(key))
      if (!isUnderstood && !isRaw && phrasing.repeats.some((pattern) => pattern.test(pointer)))
        return REPEATED
      if (echoes.some((pattern) => pattern.test(pointer))) return ECHO
      const homeless = phrasing.homeless.find(({ pattern }) => pattern.test(pointer))
      if (homeless) {
        const around = homeless.isDerivable && parentOf(jsonOf.get(frame), pointer)
        const isDerivable = isObject(around) && homeless.isDerivable?.(around)
        return { code: isDerivable ? DERIVABLE : NO_HOME.code, why: homeless.why }
      }
      return isUnderstood ? NO_HOME : UNKNOWN
    },
  }
}

const parentOf = (root: Json | undefined, pointer: string): Json | undefined =>
  root === undefined ? undefined : atPointer(root, pointer.slice(0, pointer.lastIndexOf('/')))

const COUNTS = /\/usage(?:Metadata)?\/.*/

/** Which count a place holds, wherever the usage stands: Anthropic gives it in `message_start`, then in `message_delta`. */
const countAt = (pointer: string): string | undefined => COUNTS.exec(pointer)?.[0]

/** For each count, the last frame that has it. */
function lastFrames(sources: Books['sources']): Map<string, number> {
  const found = new Map<string, number>()
  for (const { frame, json } of sources) {
    if (frame === undefined) continue
    for (const { pointer } of leafEntries(json)) {
      const count = countAt(pointer)
      if (count) found.set(count, frame)
    }
  }
  return found
}

interface HubOrigins {
  /** Of leaves that have a meaning in the hub. */
  readonly understood: Set<string>
  /** Of what is kept raw: opaque, extras. */
  readonly raw: Set<string>
}

function originsOf(hub: unknown): HubOrigins {
  const found: HubOrigins = { understood: new Set(), raw: new Set() }
  const open: { readonly node: unknown; readonly isRaw: boolean }[] = [{ node: hub, isRaw: false }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, isRaw } = next
    if (typeof node !== 'object' || node === null) continue
    if (isLeaf(node)) {
      const keys = isRaw ? found.raw : found.understood
      for (const { frame, pointer } of node.from) keys.add(keyOf(frame, pointer))
    } else
      for (const below of Object.values(node))
        if (typeof below === 'object') open.push({ node: below, isRaw: isRaw || isKeptRaw(node) })
  }
  return found
}

const isKeptRaw = (node: object): boolean =>
  ('entries' in node && 'dialect' in node) || ('kind' in node && node.kind === 'opaque')
