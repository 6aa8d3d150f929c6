import type { DialectId } from '../../hub/dialect.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual } from '../../wire/json.ts'
import type { Case } from './case.ts'
import { wireOf } from './wire-of.ts'

/** What a program behind a vendor's library gets of a reply. */
export interface Received {
  readonly text: string
  /** Arguments parsed, where they are JSON. */
  readonly calls: readonly { readonly name: string; readonly arguments: Json }[]
  /** Why it ended, in the dialect's own word. */
  readonly finish: string | null
}

/** What a library made of a body: what it handed out, or what it threw. */
export interface Heard {
  /** As a server sends it. */
  readonly body: string
  readonly received?: Received
  readonly thrown?: string
}

/** The vendor's own library, asked what it makes of the body at fault and of the corrected one. */
export interface Witness {
  readonly dialect: DialectId
  /** Package and version. */
  readonly client: string
  readonly isStream: boolean
  readonly status: number
  readonly type: string
  readonly captured: Heard
  readonly corrected?: Heard
}

/** What a test is written from: it fails on the body that was captured, and passes on the corrected one. */
export interface Fixture {
  readonly rule: string
  readonly message: string
  /** What the gateway made the body of, where that was captured. */
  readonly given?: { readonly name: string; readonly body: string }
  readonly name: string
  readonly half: 'request' | 'reply'
  readonly captured: string
  readonly corrected?: string
  /** By what it is told: by what the vendor's library hands out, or by the wire itself. */
  readonly by: ByClient | 'wire'
}

export interface ByClient extends Pick<Witness, 'dialect' | 'client' | 'isStream' | 'status' | 'type'> {
  /** Undefined where it is only known that nothing is to be thrown. */
  readonly expected?: Partial<Received>
}

/** The half that a fixture is about: the one that is mended, or else the one where the finding is. */
export function subjectOf({ mended, smallest }: Case): {
  readonly exchange?: Exchange
  readonly half: 'request' | 'reply'
  readonly before: string
  readonly after?: string
} {
  if (mended) return mended
  const { transcript, finding } = smallest
  const [place] = finding.places
  const exchange = transcript.exchanges.find(({ id }) => id === place?.exchange)
  const half = place?.half ?? 'reply'
  return { ...(exchange ? { exchange } : {}), half, before: exchange?.[half]?.body ?? '' }
}

const NOTHING_KNOWN =
  'What should have stood here cannot be told from this capture, so there is nothing that a test could hold it to.'

/** `witness`: for a reply of a known dialect. Where nothing can be asserted: why, in one sentence. */
export function fixtureOf(one: Case, witness: Witness | undefined): Fixture | { readonly problem: string } {
  if (one.isMaskedAway)
    return { problem: 'With secrets masked the rule finds it no more, so no test of it can be given away.' }
  const { exchange, half, before, after } = subjectOf(one)
  if (!exchange) return { problem: NOTHING_KNOWN }
  const { rule, message } = one.smallest.finding
  const given = givenFor(one, exchange, half)
  const about = {
    rule,
    message,
    name: `the ${half} of ${exchange.id}`,
    half,
    ...(given ? { given } : {}),
  }
  const by = witness && byClient(witness)
  if (by) {
    const { captured, corrected } = witness
    return {
      ...about,
      captured: captured.body,
      ...(by.expected && corrected ? { corrected: corrected.body } : {}),
      by,
    }
  }
  if (after === undefined) return { problem: NOTHING_KNOWN }
  if (deepEqual(wireOf(before), wireOf(after)))
    return {
      problem:
        'The body at fault and the corrected one differ in their framing only: no test here tells them apart.',
    }
  return { ...about, captured: before, corrected: after, by: 'wire' }
}

/** What the library is to hand out; undefined where it makes the same of both bodies. */
function byClient({ captured, corrected, ...facts }: Witness): ByClient | undefined {
  const { dialect, client, isStream, status, type } = facts
  const how = { dialect, client, isStream, status, type }
  if (!corrected) return captured.thrown === undefined ? undefined : how
  const right = corrected.received
  if (!right) return undefined
  const wrong = captured.received
  const keys = (['text', 'calls', 'finish'] as const).filter(
    (key) => !wrong || !deepEqual(right[key] as Json, wrong[key] as Json),
  )
  if (keys.length === 0) return undefined
  return { ...how, expected: Object.fromEntries(keys.map((key) => [key, right[key]])) }
}

/** A reply is made of what the provider answered, a provider's request of what the client asked. */
function givenFor(
  { smallest: { transcript } }: Case,
  { side }: Exchange,
  half: 'request' | 'reply',
): Fixture['given'] {
  const from = half === 'reply' ? 'upstream' : 'client'
  if (side === undefined || side === from) return undefined
  const others = transcript.exchanges.filter((exchange) => exchange.side === from && exchange[half])
  const other = others.at(-1)
  const body = other?.[half]?.body
  return other && body !== undefined ? { name: `the ${half} of ${other.id}`, body } : undefined
}
