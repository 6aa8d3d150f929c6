import type { Transcript } from '../../transcript/transcript.ts'
import { FAULTS } from '../../translate/faults/catalogue.ts'
import type { Reading } from '../../translate/reading.ts'
import { replyIds } from '../../translate/reading.ts'
import type { Scene } from '../evidence.ts'
import { gatherScenes } from '../evidence.ts'
import { matchFault } from '../faults/match-fault.ts'
import { matchStreams } from '../faults/match-streams.ts'
import { asOthersDo, idsAlike } from '../faults/words.ts'
import type { Place } from '../finding.ts'
import { grammarRun } from '../stream-grammar.ts'
import type { Pair } from './align.ts'
import { align } from './align.ts'
import { endOf, upToCut } from './cut-short.ts'
import { expectedReply, expectedRequest, unitsOfReading } from './expected.ts'
import { mixedHop } from './mixed-hop.ts'
import { pathsOf } from './paths.ts'
import type { Difference, Hop, Sides, Unpaired } from './sides.ts'
import type { Unit } from './units.ts'
import { deedOf } from './words.ts'

/** Sets the captures of each exchange's two sides against each other, by meaning; over more gateways than one, hop by hop. */
export function compareSides(transcript: Transcript): Sides {
  const scenes = gatherScenes(transcript)
  const paths = pathsOf(scenes)
  const paired = new Set(
    paths.flatMap((path) => (path.length > 1 ? path.map(({ exchange }) => exchange.id) : [])),
  )
  const hops = paths.flatMap((path) =>
    path.slice(1).flatMap((far, index) => hopsBetween(path[index] as Scene, far)),
  )
  const mixed = matchStreams(scenes)
  return {
    hops: hops.map((hop) => {
      const stream = mixed.find(({ scene }) => hop.half === 'reply' && scene.exchange.id === hop.to)
      return stream ? mixedHop(hop, stream) : hop
    }),
    unpaired: scenes.filter(({ exchange }) => !paired.has(exchange.id)).map(unpaired),
  }
}

/** What did not come through on each hop, whoever did it: no fault is replayed, which is most of the work. */
export function differencesIn(transcript: Transcript): readonly Hop[] {
  const paths = pathsOf(gatherScenes(transcript))
  return paths.flatMap((path) => path.slice(1).flatMap((far, index) => bareHops(path[index] as Scene, far)))
}

/** `near` lies on the client's side of the gateway, `far` on the provider's. */
export function hopsBetween(near: Scene, far: Reading): readonly Hop[] {
  const match = matchFault({ ...near, history: near.history, upstream: far })
  if (!match) return bareHops(near, far)
  const { id, half, stage } = match.fault
  const told = { stage: { name: stage, fault: id, alike: idsAlike(match) } }
  return bareHops(near, far).map((hop) => (hop.half === half ? { ...hop, ...told } : hop))
}

function bareHops(near: Scene, far: Reading): readonly Hop[] {
  const hops: Hop[] = []
  if (near.request && far.request && near.dialect && far.dialect) {
    const expected = expectedRequest(near, near.request, {
      from: near.dialect,
      to: far.dialect,
      history: near.history,
    })
    hops.push(hopOf('request', near, far, expected))
  }
  const isReadable = near.reply?.kind !== 'unreadable' && far.reply?.kind !== 'unreadable'
  if (near.reply && far.reply && near.dialect && far.dialect && isReadable) {
    const expected = expectedReply(far.reply, far.dialect, near.dialect)
    hops.push(hopOf('reply', far, near, expected))
  }
  return hops
}

/** What was given beside what should have been, as far as both captures go. */
export function setBeside(
  half: Place['half'],
  source: Reading,
  seen: Reading,
  expected: readonly Unit[],
): {
  readonly pairs: readonly Pair[]
  readonly actual: readonly Unit[]
  readonly end: ReturnType<typeof endOf>
} {
  const actual = [...unitsOfReading(seen, half), ...(half === 'reply' ? strangeIds(seen) : [])]
  const pairs = align(expected, actual)
  const end = half === 'reply' ? endOf(source, seen) : undefined
  return { pairs: end ? upToCut(pairs, end, expected, actual) : pairs, actual, end }
}

function hopOf(half: Place['half'], source: Reading, seen: Reading, expected: readonly Unit[]): Hop {
  const { pairs, actual, end } = setBeside(half, source, seen, expected)
  const differences = pairs.flatMap((pair): Difference[] => {
    if (pair.kind === 'same') return []
    const said = 'expected' in pair ? placeOfUnit(source, half, expected[pair.expected]) : undefined
    const given = 'actual' in pair ? placeOfUnit(seen, half, actual[pair.actual]) : undefined
    return [
      {
        kind: pair.kind,
        deed: isPassedOn(pair, source, expected, actual) ? PASSED_ON : deedOf(pair, expected, actual),
        ...(said ? { said } : {}),
        ...(given ? { given } : {}),
      },
    ]
  })
  return {
    half,
    from: source.exchange.id,
    to: seen.exchange.id,
    differences: differences.sort(byWeight),
    ...(end ? { cut: { exchange: end.exchange, where: end.where } } : {}),
    ...(half === 'reply' && !end && grammarRun(seen).missing !== undefined ? { isOpen: true } : {}),
  }
}

const PASSED_ON = 'passed on that the reply just stops, though it holds calls'

/** The word was wrong before it came to this gateway. Gemini has no other word to say. */
function isPassedOn(
  pair: Pair,
  source: Reading,
  expected: readonly Unit[],
  actual: readonly Unit[],
): boolean {
  if (pair.kind !== 'changed' || source.dialect === 'gemini') return false
  const [should, is] = [expected[pair.expected], actual[pair.actual]]
  const isFinish = should?.kind === 'finish' && should.value === 'tool-calls' && is?.value === 'stop'
  return (
    isFinish &&
    unitsOfReading(source, 'reply').some(({ kind, value }) => kind === 'finish' && value === 'stop')
  )
}

/** Ids differ from dialect to dialect; that one response has two of them is a thing of its own, and so is one that never changes. */
function strangeIds({ dialect, reply }: Reading): readonly Unit[] {
  const [first, ...others] = replyIds(reply)
  const isConstant = FAULTS.some(({ constantId }) => constantId !== undefined && constantId === first)
  const seconds = dialect === 'openai-responses' ? others : []
  return [
    ...(isConstant && first !== undefined ? [idUnit('constant-id', first, reply)] : []),
    ...seconds.map((id) => idUnit('id', id, reply)),
  ]
}

/** With the frame that says it first. */
function idUnit(kind: 'id' | 'constant-id', id: string, reply: Reading['reply']): Unit {
  const frames = reply?.kind === 'stream' ? reply.frames : []
  const said = frames.find(({ frame }) => frame.data.includes(id))
  return { kind, value: id, ...(said ? { origin: { frame: said.frame.index, pointer: '' } } : {}) }
}

const WEIGHTS: Readonly<Record<Difference['kind'], number>> = {
  lost: 0,
  changed: 1,
  doubled: 2,
  invented: 3,
  moved: 4,
}
const byWeight = (left: Difference, right: Difference): number => WEIGHTS[left.kind] - WEIGHTS[right.kind]

export function placeOfUnit(
  { exchange }: Reading,
  half: Place['half'],
  unit: Unit | undefined,
): Place | undefined {
  if (!unit?.origin) return undefined
  const { side } = exchange
  return { exchange: exchange.id, half, ...unit.earlier, ...(side ? { side } : {}), ...unit.origin }
}

const OTHER = {
  client:
    'Only the client’s side was captured: the provider’s would tell whether the provider or the gateway did it.',
  upstream: 'Only the provider’s side was captured: the client’s would tell what the gateway made of it.',
} as const

function unpaired(scene: Scene): Unpaired {
  const { id, side } = scene.exchange
  const refused = matchFault(scene)
  if (refused)
    return {
      exchange: id,
      side,
      sentence: `The gateway’s stage ${refused.fault.stage} refused the request itself, ${asOthersDo(refused.fault.id, idsAlike(refused))}: no provider was asked.`,
    }
  return { exchange: id, side, sentence: side ? OTHER[side] : UNKNOWN_SIDE }
}

const UNKNOWN_SIDE =
  'One side was captured, and nothing tells which: a capture from the other side of the gateway would show who changed what.'
