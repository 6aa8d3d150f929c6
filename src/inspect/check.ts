import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Scene } from './evidence.ts'
import { gatherScenes } from './evidence.ts'
import { explained, toldFaults } from './faults/explain.ts'
import type { Finding, Severity } from './finding.ts'
import type { Judgement } from './judge.ts'
import { judge } from './judge.ts'
import type { Rule } from './rule.ts'
import { CAVEATS, RULES } from './rules/catalogue.ts'
import type { HopScene } from './sides/hops.ts'
import { hopScenes } from './sides/hops.ts'

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** All that is wrong in a transcript, the worst first, each tied to its places. Never changes it. */
export function check(transcript: Transcript): Finding[] {
  const { ruled, found, scenes } = applyRules(transcript)
  const findings = explained(ruled, toldFaults(scenes, found), scenes)
  return findings.sort((left, right) => ORDER[left.severity] - ORDER[right.severity])
}

/** What the rules say by themselves, whatever fault may explain it: no fault is replayed, which is most of the work. */
export const checkRules = (transcript: Transcript): readonly Finding[] => applyRules(transcript).ruled

function applyRules(transcript: Transcript) {
  const near = gatherScenes(transcript)
  const hops = hopScenes(near)
  const scenes = near.map((scene) => hops.get(scene.exchange.id)?.scene ?? scene)
  const found = scenes.map((scene) => findingsIn(scene, hops.get(scene.exchange.id)))
  const inClient = clientFindings(scenes, found)
  const ruled = found.flatMap((list, index) => {
    const already = inClient(scenes[index])
    return list.map(
      (finding): Finding =>
        isOfRequest(finding) && already.has(finding.rule)
          ? { ...finding, message: `${ALREADY}${finding.message}` }
          : finding,
    )
  })
  return { ruled, found, scenes }
}

function findingsIn(scene: Scene, hop: HopScene | undefined): Finding[] {
  const rules = RULES_BY_DIALECT.get(scene.dialect) ?? []
  const findings = judge(rules, scene, RULES).map(findingOf)
  if (!hop) return findings
  const alone = new Set(judge(rules, hop.alone, RULES).map(({ hit }) => hit.message))
  return findings.map((finding) =>
    alone.has(finding.message) ? finding : { ...finding, message: `${hop.words}${finding.message}` },
  )
}

/** A client's bug looks like a gateway's: what the client itself sent so is said first (bugs.md §3.1, trap 11). */
const ALREADY = 'Already in the client’s own request: '

const isOfRequest = ({ places }: Finding): boolean => places[0]?.half === 'request'

/** For an upstream scene: the rules that spoke of the client's request from which the gateway made it. */
function clientFindings(
  scenes: readonly Scene[],
  found: readonly (readonly Finding[])[],
): (scene: Scene | undefined) => ReadonlySet<string> {
  const rulesOfRequest = new Map(
    scenes.map(({ exchange }, index) => [
      exchange.id,
      new Set((found[index] ?? []).filter(isOfRequest).map(({ rule }) => rule)),
    ]),
  )
  const none: ReadonlySet<string> = new Set()
  return (scene) => (scene?.client && rulesOfRequest.get(scene.client.exchange.id)) || none
}

const rulesOf = (dialect: DialectId | undefined): readonly Rule[] =>
  [...CAVEATS, ...RULES].filter(({ dialects }) => !dialects || (dialect && dialects.includes(dialect)))

const RULES_BY_DIALECT = new Map([...DIALECT_IDS, undefined].map((dialect) => [dialect, rulesOf(dialect)]))

const findingOf = ({ rule, hit }: Judgement): Finding => ({
  rule: rule.id,
  severity: rule.severity,
  consequence: rule.consequence,
  ...(rule.clients ? { clients: rule.clients } : {}),
  fix: rule.fix,
  references: rule.references,
  ...hit,
})
