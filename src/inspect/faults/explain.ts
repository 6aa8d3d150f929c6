import { hopsBetween } from '../compare/compare.ts'
import { mixedHop } from '../compare/mixed-hop.ts'
import { sayHop } from '../compare/sentence.ts'
import type { Hop } from '../compare/sides.ts'
import type { Scene } from '../evidence.ts'
import type { Finding, Place } from '../finding.ts'
import { placeAt } from '../places.ts'
import { RULES } from '../rules/catalogue.ts'
import type { FaultMatch } from './match-fault.ts'
import { matchFault, matchReply } from './match-fault.ts'
import { matchStreams } from './match-streams.ts'
import { otherSideOf } from './other-side.ts'
import { knownFault } from './words.ts'

/** A known fault that explains an exchange. */
interface Told extends FaultMatch {
  readonly scene: Scene
  /** The exchanges of its two sides. */
  readonly pair: readonly string[]
  /** What it did there, in one sentence, and where. */
  readonly deed?: { readonly sentence: string; readonly places: readonly Place[] }
}

/** Known faults that explain an exchange. Those of requests always show by a rule, too: without one nobody looks for them. */
export function toldFaults(
  scenes: readonly Scene[],
  found: readonly (readonly Finding[])[],
): readonly Told[] {
  const hasFinding = new Set(
    scenes.filter((_, index) => (found[index] ?? []).length > 0).map(({ exchange }) => exchange.id),
  )
  const alone = scenes.flatMap((scene) => {
    const { upstream } = scene
    const pair = pairOf(scene)
    const isFound = pair.some((id) => hasFinding.has(id))
    const match = isFound ? matchFault(scene) : upstream && matchReply(scene, upstream)
    return match ? [{ ...match, scene, pair, ...deedOf(scene, match) }] : []
  })
  const mixed = matchStreams(scenes).map((stream): Told => {
    const { scene } = stream
    return { ...stream, pair: pairOf(scene), ...deedOf(scene, stream, (hop) => mixedHop(hop, stream)) }
  })
  return [...alone.filter(({ scene }) => mixed.every((stream) => stream.scene !== scene)), ...mixed]
}

const pairOf = ({ exchange, upstream }: Scene): readonly string[] => [
  exchange.id,
  ...(upstream ? [upstream.exchange.id] : []),
]

/** The first thing that both sides show to be wrong, said in one sentence. */
function deedOf(
  scene: Scene,
  { fault }: FaultMatch,
  amend: (hop: Hop) => Hop = (hop) => hop,
): Pick<Told, 'deed'> {
  const found = scene.upstream && hopsBetween(scene, scene.upstream).find(({ half }) => half === fault.half)
  const hop = found && amend(found)
  const [worst] = hop?.differences ?? []
  if (!hop || !worst) return {}
  const places = [worst.given, worst.said].filter((place) => place !== undefined)
  return { deed: { sentence: sayHop(hop, 0), places } }
}

/** Findings with the fault that explains them. A fault that no rule met is told under the rule that speaks of its kind. */
export function explained(
  findings: readonly Finding[],
  told: readonly Told[],
  scenes: readonly Scene[],
): Finding[] {
  const sceneOf = new Map(scenes.map((scene) => [scene.exchange.id, scene]))
  const all = findings.map((finding): Finding => {
    const fault = told.find((one) => isExplained(finding, one))
    if (fault) return { ...finding, fault: fault.fault.id, knownFault: knownFault(fault) }
    const scene = sceneOf.get(finding.places[0]?.exchange ?? '')
    const otherSide = scene && otherSideOf(finding, scene)
    return otherSide === undefined ? finding : { ...finding, otherSide }
  })
  const untold = told.filter((one) => !findings.some((finding) => isExplained(finding, one)))
  return [...all, ...untold.flatMap(findingOf)]
}

/** A fault of the reply explains what was found in replies; one of the request also what came of it. */
const isExplained = ({ places }: Finding, { pair, fault }: Told): boolean =>
  places.some(
    ({ exchange, half }) => pair.includes(exchange) && (fault.half === 'request' || half === 'reply'),
  )

function findingOf(told: Told): Finding[] {
  const { fault, deed, scene } = told
  const rule = RULES.find(({ id }) => id === fault.rule)
  if (!rule) return []
  return [
    {
      rule: rule.id,
      severity: rule.severity,
      message: deed?.sentence ?? fault.title,
      places: deed && deed.places.length > 0 ? deed.places : [placeAt(scene.exchange, fault.half)],
      consequence: rule.consequence,
      ...(rule.clients ? { clients: rule.clients } : {}),
      fix: rule.fix,
      references: [fault.issue],
      fault: fault.id,
      knownFault: knownFault(told),
    },
  ]
}
