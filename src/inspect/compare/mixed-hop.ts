import type { MixedStream, Stray } from '../faults/match-streams.ts'
import type { Difference, Hop } from './sides.ts'

/** A hop of a stream that was mixed with others: whose events went to whom comes before all that follows of it. */
export function mixedHop(hop: Hop, { fault, alike, foreign, astray }: MixedStream): Hop {
  if (hop.half !== 'reply') return hop
  const differences = [
    ...grouped(foreign).map((strays) => differenceOf(strays, 'invented')),
    ...grouped(astray).map((strays) => differenceOf(strays, 'lost')),
    ...hop.differences,
  ]
  return {
    ...hop,
    differences,
    stage: { name: fault.stage, fault: fault.id, alike: alike.map(({ id }) => id) },
  }
}

/** By who said it and who was given it. */
const grouped = (strays: readonly Stray[]): readonly (readonly [Stray, ...Stray[]])[] => {
  const groups = new Map<string, [Stray, ...Stray[]]>()
  for (const stray of strays) {
    const key = `${stray.said.exchange} ${stray.given.exchange}`
    const group = groups.get(key)
    if (group) group.push(stray)
    else groups.set(key, [stray])
  }
  return [...groups.values()]
}

function differenceOf([first, ...more]: readonly [Stray, ...Stray[]], kind: Difference['kind']): Difference {
  const { said, given } = first
  const events = more.length === 0 ? 'one event' : `${more.length + 1} events`
  return {
    kind,
    deed: `gave ${given.exchange} ${events} of the message that ${said.exchange} said`,
    said,
    given,
  }
}
