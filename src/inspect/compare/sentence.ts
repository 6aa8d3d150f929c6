import { asOthersDo } from '../faults/words.ts'
import type { Place } from '../finding.ts'
import type { Difference, Hop } from './sides.ts'

/** A hop in one sentence: who did what, in which stage, between which events. `first`: what the first frame is counted as. */
export function sayHop(hop: Hop, first: 0 | 1): string {
  const { cut, isOpen, to, differences } = hop
  const end = cut
    ? ` The capture ${cut.exchange} ends ${cut.where}: only what lies before was compared, and of the rest nothing is known.`
    : isOpen && differences.some(({ kind }) => kind !== 'moved')
      ? ` ${to} has no end of its own: it may have been cut before what is missing came.`
      : ''
  return `${sayDeeds(hop, first)}${end}`
}

function sayDeeds({ half, differences, stage, from, to, cut }: Hop, first: 0 | 1): string {
  const [worst, ...more] = differences
  if (!worst)
    return half === 'reply'
      ? `The reply came through${cut ? ' as far as it was captured' : ''}: what ${from} said, ${to} was given.`
      : `The request came through: what ${from} said, ${to} was sent.`
  const who = stage ? `The gateway’s stage ${stage.name}` : `The gateway between ${from} and ${to}`
  const fault = stage ? `, ${asOthersDo(stage.fault, stage.alike)}` : ''
  return `${who} ${worst.deed}${whereOf(worst, first)}${fault}${countOf(more)}.`
}

function whereOf({ said, given }: Difference, first: 0 | 1): string {
  const places = [
    ...(said ? [`said in ${placeWords(said, first)}`] : []),
    ...(given ? [`given in ${placeWords(given, first)}`] : []),
  ]
  return places.length > 0 ? ` (${places.join(', ')})` : ''
}

const placeWords = ({ exchange, frame, pointer }: Place, first: 0 | 1): string =>
  frame === undefined ? `${exchange} ${pointer || 'as a whole'}` : `${exchange} frame ${frame + first}`

const countOf = (more: readonly Difference[]): string =>
  more.length === 0 ? '' : `; ${more.length === 1 ? 'one difference' : `${more.length} differences`} more`
