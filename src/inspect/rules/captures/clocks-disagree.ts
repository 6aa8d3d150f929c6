import type { Reading } from '../../../translate/reading.ts'
import { isZoneApart, momentOf, spanOf } from '../../captures/clock.ts'
import type { Scene } from '../../evidence.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Clocks of two machines that are kept in step differ by less. Milliseconds. */
const IN_STEP = 50
/** No gateway waits longer before it asks the provider. Milliseconds. */
const LONGEST_WAIT = 15 * 60_000

const find = (scene: Scene): Hit[] => [
  ...runningBack(scene),
  ...againstUpstream(scene),
  ...againstTurn(scene),
]

function runningBack({ exchange }: Scene): Hit[] {
  const times = exchange.reply?.times ?? []
  const frame = times.findIndex((time, i) => i > 0 && time < (times[i - 1] as number))
  if (frame < 0) return []
  return [
    {
      places: [placeAt(exchange, 'reply', { frame })],
      message: `The arrival times of ${exchange.id} run backwards: one frame came ${times[frame]} ms after the start, behind one at ${times[frame - 1]} ms. No gap between events can be told from them.`,
    },
  ]
}

/** A client's exchange begins before the one that is made for it, and ends behind it. */
function againstUpstream(scene: Scene): Hit[] {
  const { exchange, otherSide } = scene
  if (exchange.side !== 'client' || !otherSide) return []
  const [near, far] = [clockOf(scene), clockOf(otherSide)]
  if (!near || !far) return []
  const [id, other] = [exchange.id, otherSide.exchange.id]
  const apart = far.start - near.start
  const words =
    apart < -IN_STEP
      ? `${other}, which was made for ${id}, is dated ${spanOf(apart)} before it`
      : apart > LONGEST_WAIT || (near.end !== undefined && far.start > near.end + IN_STEP)
        ? `${other} is dated ${spanOf(apart)} after ${id}, for which it was made${near.end === undefined ? '' : ', when that had its reply already'}`
        : near.end !== undefined && far.end !== undefined && far.end > near.end + IN_STEP
          ? `the provider’s reply ${other} ends ${spanOf(far.end - near.end)} after the reply that was made of it, ${id}`
          : undefined
  if (words === undefined) return []
  const zone = isZoneApart(apart)
    ? near.hasZone && far.hasZone
      ? ' They lie whole hours apart: one of them may be local time under the name of UTC.'
      : ' They lie whole hours apart and not both say their time zone: one of them may be local time.'
    : ''
  return [
    hit(
      scene,
      otherSide,
      `The clocks of the two sides disagree: ${words}.${zone} Nothing is concluded from their times.`,
    ),
  ]
}

/** A turn is asked after the one that it goes on with. */
function againstTurn(scene: Scene): Hit[] {
  const { exchange, continues } = scene
  const [before, after] = [continues && clockOf(continues), clockOf(scene)]
  if (!continues || !before || !after || after.start >= before.start - IN_STEP) return []
  return [
    hit(
      scene,
      continues,
      `The clocks disagree: ${exchange.id} goes on with ${continues.exchange.id}, and is dated ${spanOf(before.start - after.start)} before it. The order of the turns is taken from what they say, not from their times.`,
    ),
  ]
}

const hit = ({ exchange }: Scene, other: Reading, message: string): Hit => ({
  places: [placeAt(exchange, 'request'), placeAt(other.exchange, 'request')],
  message,
})

/** Start and end in milliseconds since 1970, as far as they are known. */
function clockOf({ exchange }: Reading): { start: number; end?: number; hasZone: boolean } | undefined {
  const moment = momentOf(exchange.startedAt)
  if (!moment) return undefined
  const last = exchange.reply?.times?.at(-1)
  return {
    start: moment.at,
    hasZone: moment.hasZone,
    ...(last === undefined ? {} : { end: moment.at + last }),
  }
}

export const clocksDisagree: Rule = {
  id: 'CLOCKS_DISAGREE',
  title: 'Times that cannot all be right',
  severity: 'warning',
  evidence: ['one-side', 'two-sides', 'two-turns'],
  consequence: 'Waits, gaps and the order of events cannot be read from these times.',
  fix: 'Take times of both sides from one clock, in UTC and in one unit; or go by the order of events alone.',
  references: [],
  find,
}
