import type { Origin, Reason } from '../hub/leaf.ts'
import { isLeaf } from '../hub/leaf.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, deepEqual, isLeafValue, isObject, leafEntries } from '../wire/json.ts'
import type { Accounting, Ancestry, Books, Place } from './books.ts'
import { onePerFrame, PlaceMap } from './books.ts'

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
export function findLost(books: Books, kept: readonly Origin[], ancestry: Ancestry): Accounting['lost'] {
  const keptAt = new PlaceMap<true>()
  for (const origin of kept)
    for (const { frame, pointer } of onePerFrame(origin, EVERY)) keptAt.set(frame, pointer, true)
  const said = new PlaceMap<Reason>()
  for (const { origin, reason } of books.losses.said) said.set(origin.frame, origin.pointer, reason)
  const finder = reasonFinder(books)
  const lost: ({ from: Place } & Reason)[] = []
  for (const { frame, json } of books.sources) {
    const [keptHere, saidHere] = [keptAt.of(frame), said.of(frame)]
    for (const { pointer, value } of leafEntries(json)) {
      const above = ancestry(pointer)
      if (isIn(keptHere, above)) {
        finder.sawKept(pointer, value)
        continue
      }
      const reason = firstIn(saidHere, above) ?? finder.reasonFor({ frame, pointer, value, above })
      lost.push({
        from: frame === undefined ? pointer : { frame, pointer },
        code: reason.code,
        why: reason.why,
      })
    }
  }
  return lost
}

/** What is known of a place or of the nearest above it; the root last. */
function firstIn<T>(known: ReadonlyMap<string, T>, above: readonly string[]): T | undefined {
  if (known.size === 0) return undefined
  for (const pointer of above) {
    const found = known.get(pointer)
    if (found !== undefined) return found
  }
  return known.get('')
}

const isIn = (known: ReadonlyMap<string, unknown>, above: readonly string[]): boolean =>
  firstIn(known, above) !== undefined

interface SourceLeaf {
  readonly frame: number | undefined
  readonly pointer: string
  readonly value: Json
  /** The leaf and all above it but the root. */
  readonly above: readonly string[]
}

interface ReasonFinder {
  sawKept(pointer: string, value: Json): void
  reasonFor(leaf: SourceLeaf): Reason
}

/** Bodies are judged in their order: by what was kept at the same place before, and by what a later frame says again. */
function reasonFinder({ sources, hub, phrasing, rest }: Books): ReasonFinder {
  const { understood, raw } = originsOf(hub)
  for (const origin of rest?.understood ?? [])
    for (const { frame, pointer } of onePerFrame(origin, EVERY)) understood.set(frame, pointer, true)
  const lastCounts = rest?.lastCounts ?? lastFrames(sources)
  const jsonOf = new Map(sources.map(({ frame, json }) => [frame, json]))
  const before = new Map<string, Json>()
  const isSaidBefore = (pointer: string, value: Json, above: readonly string[]): boolean => {
    const last = before.has(pointer) ? before.get(pointer) : rest?.valueBefore?.(pointer, above)
    return last !== undefined && deepEqual(last, value)
  }
  // A reply is read into events, a request or an error into one node.
  const isReply = Array.isArray(hub)
  const echoes = isReply ? phrasing.echoes : []
  return {
    sawKept: (pointer, value) => void before.set(pointer, value),
    reasonFor({ frame, pointer, value, above }) {
      if (value === null || (typeof value === 'object' && isLeafValue(value))) return EMPTY
      if (value === '' && !isIn(understood.of(frame), above)) return EMPTY
      if (value === 0 && countAt(pointer) !== undefined) return NO_COUNT
      if (phrasing.framing.some((pattern) => pattern.test(pointer))) return FRAMING
      if (frame !== undefined && (lastCounts.get(countAt(pointer) ?? '') ?? frame) > frame) return SUPERSEDED
      if (isSaidBefore(pointer, value, above)) return REPEATED
      // What was taken here, or kept raw, was not said in another place.
      const isUnderstood = isIn(understood.of(frame), above)
      const isRaw = isIn(raw.of(frame), above)
      if (!isUnderstood && !isRaw && phrasing.repeats.some((pattern) => pattern.test(pointer)))
        return REPEATED
      if (echoes.some((pattern) => pattern.test(pointer))) return ECHO
      const homeless = phrasing.homeless.find(({ pattern }) => pattern.test(pointer))
      if (homeless) {
        const around = homeless.isDerivable && parentOf(jsonOf.get(frame), pointer)
        const isDerivable = isObject(around) && homeless.isDerivable?.(around)
        return { code: isDerivable ? DERIVABLE : NO_HOME.code, why: homeless.why }
      }
      // A piece of a reply without letters, such as the part that only bears Gemini's last signature.
      if (value === '' && isReply) return EMPTY
      return isUnderstood ? NO_HOME : UNKNOWN
    },
  }
}

const parentOf = (root: Json | undefined, pointer: string): Json | undefined =>
  root === undefined ? undefined : atPointer(root, pointer.slice(0, pointer.lastIndexOf('/')))

const COUNTS = /\/usage(?:Metadata)?\/.*/

/** Which count a place holds, wherever the usage stands: Anthropic gives it in `message_start`, then in `message_delta`. */
export const countAt = (pointer: string): string | undefined => COUNTS.exec(pointer)?.[0]

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
  readonly understood: PlaceMap<true>
  /** Of what is kept raw: opaque, extras. */
  readonly raw: PlaceMap<true>
}

function originsOf(hub: unknown): HubOrigins {
  const found: HubOrigins = { understood: new PlaceMap(), raw: new PlaceMap() }
  const open: { readonly node: unknown; readonly isRaw: boolean }[] = [{ node: hub, isRaw: false }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, isRaw } = next
    if (typeof node !== 'object' || node === null) continue
    if (isLeaf(node)) {
      const keys = isRaw ? found.raw : found.understood
      for (const origin of node.from)
        for (const { frame, pointer } of onePerFrame(origin, EVERY)) keys.set(frame, pointer, true)
    } else
      for (const below of Object.values(node))
        if (typeof below === 'object') open.push({ node: below, isRaw: isRaw || isKeptRaw(node) })
  }
  return found
}

const EVERY = { has: () => true }

const isKeptRaw = (node: object): boolean =>
  ('entries' in node && 'dialect' in node) || ('kind' in node && node.kind === 'opaque')
