// When a reply came, as far as its capture tells.
import { gatherScenes } from '../../inspect/evidence.ts'
import { timelineOf } from '../../inspect/timeline/timeline.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import type { Reading } from '../../translate/reading.ts'
import { readExchange } from '../../translate/reading.ts'
import type { Problem } from '../answers/problem.ts'
import type { Asks } from '../protocol.ts'

const UNTIMED: Problem = { problem: 'When its frames came was not captured.' }

export function timing(transcript: Transcript, exchange: Exchange): Asks['timeline']['answer'] {
  // A long reply is not read for nothing.
  if (!exchange.reply?.times?.length) return UNTIMED
  return timelineOf(readExchange(exchange), otherSideOf(transcript, exchange)) ?? UNTIMED
}

/** The same reply on the provider's side, where its times are known. */
function otherSideOf(transcript: Transcript, { id, side }: Exchange): Reading | undefined {
  const isTimed = transcript.exchanges.some((other) => other.side === 'upstream' && other.reply?.times)
  if (side !== 'client' || !isTimed) return undefined
  return gatherScenes(transcript).find(({ exchange }) => exchange.id === id)?.otherSide
}
