import type { BodyEdit } from '../../transcript/edited.ts'
import { withBodies } from '../../transcript/edited.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import type { TextEdit } from '../../wire/text-edit.ts'
import { applyEdits } from '../../wire/text-edit.ts'
import { check } from '../check.ts'
import type { Scene } from '../evidence.ts'
import { gatherScenes } from '../evidence.ts'
import type { Finding, Place } from '../finding.ts'
import { bodyOf } from './body.ts'
import { bodyEdits } from './body-edits.ts'
import { FIXERS } from './catalogue.ts'
import { retranslate } from './other-side.ts'

/** A change of a captured body that mends a finding: tried, and judged again. */
export interface Fix {
  readonly exchange: string
  readonly half: Place['half']
  /** As an order: `Put the result right behind its call.` */
  readonly title: string
  readonly edits: readonly TextEdit[]
}

/**
 * Undefined where nothing mechanical mends it, or only by breaking something else. `judge` says what is wrong before and
 * after.
 */
export function findFix(
  transcript: Transcript,
  finding: Finding,
  judge: (transcript: Transcript) => readonly Finding[] = check,
): Fix | undefined {
  const scenes = new Map(gatherScenes(transcript).map((scene) => [scene.exchange.id, scene]))
  const [place] = finding.places
  const scene = place && scenes.get(place.exchange)
  if (!scene) return undefined
  const byRule = () => ruleFix(scene, place, finding, scenes)
  const bySide = () => retranslate(scene, place.half, (id) => scenes.get(id))
  // Where a known fault explains it, the whole answer was spoiled by it.
  const ways = finding.fault ? [bySide, byRule] : [byRule, bySide]
  for (const way of ways) {
    const fix = way()
    if (fix && fix.edits.length > 0 && mends(transcript, fix, finding, judge)) return fix
  }
  return undefined
}

function ruleFix(
  scene: Scene,
  place: Place,
  finding: Finding,
  scenes: ReadonlyMap<string, Scene>,
): Fix | undefined {
  const body = bodyOf(scene, place.half)
  const fixed =
    body && FIXERS[finding.rule]?.({ scene, body, place, finding, sceneOf: (id) => scenes.get(id) })
  const edits = fixed && bodyEdits(scene.exchange, fixed.body)
  return edits && { exchange: scene.exchange.id, half: place.half, title: fixed.title, edits }
}

/** With the change, the rule has less to say there, and no other has more of severity error. */
function mends(
  transcript: Transcript,
  { exchange, half, edits }: Fix,
  finding: Finding,
  judge: (transcript: Transcript) => readonly Finding[],
): boolean {
  const body = transcript.exchanges.find(({ id }) => id === exchange)?.[half]?.body ?? ''
  const edit: BodyEdit = { exchange, half, body: applyEdits(body, edits) }
  const [before, after] = [transcript, withBodies(transcript, [edit])].map((one) =>
    tally(judge(half === 'request' ? withoutRefusal(one, exchange) : one)),
  )
  const [first] = finding.places
  const own = nameOf(finding, first)
  const had = Math.max(1, before?.get(own)?.all ?? 0)
  if ((after?.get(own)?.all ?? 0) >= had) return false
  return [...(after ?? [])].every(([name, { errors }]) => errors <= (before?.get(name)?.errors ?? 0))
}

/** An error that answered the request as it was says nothing of another. */
const withoutRefusal = (transcript: Transcript, id: string): Transcript => ({
  ...transcript,
  exchanges: transcript.exchanges.map((exchange) => (exchange.id === id ? unrefused(exchange) : exchange)),
})

function unrefused(exchange: Exchange): Exchange {
  const { reply, ...asked } = exchange
  return reply?.status !== undefined && reply.status >= 400 ? asked : exchange
}

const nameOf = ({ rule }: Finding, place: Place | undefined): string =>
  [rule, place?.exchange, place?.half].join(' ')

function tally(
  findings: readonly Finding[],
): ReadonlyMap<string, { readonly all: number; readonly errors: number }> {
  const counts = new Map<string, { all: number; errors: number }>()
  for (const finding of findings) {
    const name = nameOf(finding, finding.places[0])
    const { all, errors } = counts.get(name) ?? { all: 0, errors: 0 }
    counts.set(name, { all: all + 1, errors: errors + (finding.severity === 'error' ? 1 : 0) })
  }
  return counts
}
