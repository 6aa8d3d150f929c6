import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectEvent } from '../../dialects/dialect.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { Json } from '../../wire/json.ts'
import { isLeafValue, pointerStep } from '../../wire/json.ts'
import { account } from '../accounting.ts'
import type { Books, Place, Rest, SourceBody } from '../books.ts'
import { Homecoming } from '../form.ts'
import type { LaneTotals } from '../lanes.ts'
import { HARMLESS } from '../lost.ts'
import type { LanesStep } from './all-lanes.ts'
import type { Sample } from './samples.ts'

/** A frame that was read, and what it became. */
export interface Taken {
  /** Of the stream, from 0; the end of it takes the number behind the last. */
  readonly frame: number
  readonly json: Json | undefined
  readonly step: LanesStep
}

/** The books of one lane for some frames of a stream. Outputs are numbered as the frames are given. */
export function booksOf(taken: readonly Taken[], from: DialectId, lane: number, rest: Rest): Books {
  const isHome = DIALECT_IDS[lane] === from
  return {
    sources: taken.flatMap(({ frame, json, step: { said } }): SourceBody[] => {
      const { numbers } = said.abroad
      return json === undefined ? [] : [{ frame, json, ...(numbers ? { numbers } : {}) }]
    }),
    outputs: taken.flatMap(({ frame, step }, at) =>
      (step.written[lane] ?? []).flatMap((event) =>
        treeOf(event, frame).map((tree) => ({ frame: at, tree })),
      ),
    ),
    hub: taken.map(({ step: { said } }) => (isHome ? said.home : said.abroad).events),
    losses: noLosses(),
    phrasing: dialectOf(from).phrasing,
    rest,
  }
}

/** A step in which events that came home without being read say where they were. */
export function withOrigins(step: LanesStep, frame: number): LanesStep {
  if (!step.written.some((events) => events.some((event) => event instanceof Homecoming))) return step
  const written = step.written.map((events) =>
    events.map((event): DialectEvent => {
      if (!(event instanceof Homecoming)) return event
      const data = readFrom(event.data, frame) as WrittenObject
      return event.name === undefined ? { data } : { name: event.name, data }
    }),
  )
  return { ...step, written }
}

function treeOf(event: DialectEvent, frame: number): Written[] {
  if (typeof event.data === 'string') return []
  return [event instanceof Homecoming ? readFrom(event.data, frame) : event.data]
}

/** A frame that came home without being read: each of its leaves is where it was. */
function readFrom(tree: Written, frame: number, pointer = ''): Written {
  if (isLeafValue(tree as Json)) return { value: tree, from: [{ frame, pointer }] }
  if (Array.isArray(tree))
    return tree.map((one: Written, at) => readFrom(one, frame, pointer + pointerStep(at)))
  const entries = Object.entries(tree as WrittenObject)
  return Object.fromEntries(
    entries.map(([key, below]) => [key, readFrom(below, frame, pointer + pointerStep(key))]),
  )
}

/** What became of the leaves of a whole stream, as far as its samples tell. */
export function totalsOf(samples: readonly Sample[], books: Books, steps: readonly string[]): LaneTotals {
  const weights = new Map(samples.map(({ frame, weight }) => [frame, weight]))
  const ofSource = (place: Place): number =>
    (typeof place === 'string' ? undefined : weights.get(place.frame)) ?? 1
  const ofOutput = (place: Place): number =>
    (typeof place === 'string' ? undefined : samples[place.frame]?.weight) ?? 1
  // Of many frames one text is made, and one id stands in many events.
  const ofBoth = ({ from, to }: { readonly from: Place; readonly to: Place }): number =>
    Math.max(ofSource(from), ofOutput(to))
  const sum = <T>(list: readonly T[], weightOf: (one: T) => number): number =>
    list.reduce((total, one) => total + weightOf(one), 0)
  const { carried, changed, lost, added } = account(books)
  const missed = lost.filter(({ code }) => !HARMLESS.has(code))
  const reasons = new Map<string, number>()
  for (const { why, from } of missed) reasons.set(why, (reasons.get(why) ?? 0) + ofSource(from))
  return {
    carried: sum(carried, ofBoth),
    changed: sum(changed, ofBoth),
    added: sum(added, ({ to }) => ofOutput(to)),
    lost: sum(missed, ({ from }) => ofSource(from)),
    reasons: [...reasons].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count),
    steps,
  }
}
