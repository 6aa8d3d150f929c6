import type { Reading } from '../../../translate/reading.ts'
import type { Cut } from '../../captures/cut.ts'
import { cutsOf, isOutrun } from '../../captures/cut.ts'
import type { Scene } from '../../evidence.ts'
import { placeAt } from '../../places.ts'
import { framesOf } from '../../reading-facts.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  return [...cutsOf(scene).map((cut) => hitOf(scene, cut)), ...outrun(scene)]
}

function hitOf({ exchange, otherSide }: Scene, { half, place, by, where, isUnread }: Cut): Hit {
  const why =
    by === 'logger'
      ? 'whoever logged it left the rest out'
      : 'the capture was cut, or the connection broke there'
  const judged = isUnread ? 'Half a JSON value was not judged' : 'What stands before is judged'
  const other =
    half === 'reply' && otherSide
      ? `, though ${otherSide.exchange.id} may hold it, and no loss is told of`
      : ''
  return {
    places: [place],
    message: `The ${half} of ${exchange.id} ends ${where}: ${why}. ${judged}; of what came after nothing is known${other}.`,
  }
}

/** The provider's side has no end, and the client has more of the answer than it. */
function outrun(scene: Scene): Hit[] {
  const { exchange, otherSide } = scene
  const provider = exchange.side === 'upstream' ? scene : undefined
  if (!provider || !otherSide || cutsOf(scene).length > 0 || !isOutrun(scene, otherSide)) return []
  const last = lastFrame(scene)
  return [
    {
      places: [placeAt(exchange, 'reply', { frame: last }), placeAt(otherSide.exchange, 'reply')],
      message: `The reply of ${exchange.id} stops after ${countOf(last + 1, 'frame')} without an end, and ${otherSide.exchange.id} holds more of the same answer: this capture was ended early. Where the rest came from cannot be told from it.`,
    },
  ]
}

const lastFrame = (reading: Reading): number => framesOf(reading).at(-1)?.frame.index ?? 0

export const captureCut: Rule = {
  id: 'CAPTURE_CUT',
  title: 'The capture ends in the middle',
  severity: 'warning',
  evidence: ['one-side', 'two-sides'],
  consequence: 'What is missing may have been sent all the same: no rule can tell from this capture.',
  fix: 'Capture again to the end, without a limit on the size of bodies; keep the bytes rather than a log of them.',
  references: [],
  find,
}
