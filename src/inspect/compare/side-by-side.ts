import type { Scene } from '../evidence.ts'
import type { Place } from '../finding.ts'
import { align } from './align.ts'
import { setBeside } from './compare.ts'
import { expectedReply, expectedRequest } from './expected.ts'
import type { DifferenceRow } from './rows.ts'
import { differenceRow } from './rows.ts'
import { unitsOfTurn } from './turns.ts'
import type { Unit } from './units.ts'
import { unitsOfReply } from './units.ts'

/** Two halves of one kind, thing by thing. */
export interface Comparison {
  readonly half: Place['half']
  /** `gateway`: the right one should be the left one in its own dialect. `words`: the two have nothing to do with each other. */
  readonly as: 'gateway' | 'words'
  readonly left: string
  readonly right: string
  readonly rows: readonly DifferenceRow[]
}

/** Sets two exchanges against each other. The two sides of one gateway stand in the order in which it worked. */
export function sideBySide(left: Scene, right: Scene, half: Place['half']): Comparison {
  if (left.otherSide?.exchange === right.exchange) {
    const [near, far] = left.exchange.side === 'client' ? [left, right] : [right, left]
    const hop = throughGateway(near, far, half)
    if (hop) return hop
  }
  return byWords(left, right, half)
}

/** `near` lies on the client's side of the gateway, `far` on the provider's. */
function throughGateway(near: Scene, far: Scene, half: Place['half']): Comparison | undefined {
  if (!near.dialect || !far.dialect) return undefined
  if (half === 'request') {
    if (!near.request || !far.request) return undefined
    const route = { from: near.dialect, to: far.dialect, history: near.history }
    return comparison(half, near, far, expectedRequest(near, near.request, route))
  }
  const isReadable = near.reply?.kind !== 'unreadable' && far.reply?.kind !== 'unreadable'
  if (!near.reply || !far.reply || !isReadable) return undefined
  return comparison(half, far, near, expectedReply(far.reply, far.dialect, near.dialect))
}

function comparison(half: Place['half'], source: Scene, seen: Scene, expected: readonly Unit[]): Comparison {
  const { pairs, actual } = setBeside(half, source, seen, expected)
  const [said, given] = [
    { reading: source, half, units: expected },
    { reading: seen, half, units: actual },
  ] as const
  return {
    half,
    as: 'gateway',
    left: source.exchange.id,
    right: seen.exchange.id,
    rows: pairs.map((pair) => differenceRow(pair, said, given)),
  }
}

function byWords(left: Scene, right: Scene, half: Place['half']): Comparison {
  const unitsOf = (scene: Scene): readonly Unit[] =>
    half === 'request' ? unitsOfTurn(scene) : unitsOfReply(scene.reply?.events ?? [])
  const [before, after] = [
    { reading: left, half, units: unitsOf(left) },
    { reading: right, half, units: unitsOf(right) },
  ] as const
  return {
    half,
    as: 'words',
    left: left.exchange.id,
    right: right.exchange.id,
    rows: align(before.units, after.units).map((pair) => differenceRow(pair, before, after)),
  }
}
