import type { ChainDigest } from '../../engine/answers/digests.ts'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { Side } from '../../transcript/transcript.ts'

type Link = ChainDigest['links'][number]

/** What the line of one side does beside an exchange; `open`: it breaks here, for what is named is missing. */
export interface Track {
  readonly above: 'line' | 'open' | 'none'
  readonly below: 'line' | 'none'
}

export interface ChainStep {
  /** One a side, in the order in which the sides appear. */
  readonly tracks: readonly Track[]
  /** On which of them the exchange stands. */
  readonly own: number
}

/** Which exchanges hang together, where a conversation begins anew, and where the chain breaks: one line a side. */
export function chainSteps(
  exchanges: readonly Pick<ExchangeSummary, 'id' | 'side'>[],
  links: readonly Link[],
): readonly ChainStep[] {
  const goesOn = new Set(links.flatMap(({ from, to }) => (to === undefined ? [] : [from])))
  const named = new Set(links.map(({ from }) => from))
  const sides = [...new Set(exchanges.map(({ side }) => side))]
  const bySide = sides.map((side) => tracksOf(exchanges, side, goesOn, named))
  return exchanges.map(({ side }, row) => ({
    tracks: bySide.map((tracks) => tracks[row] ?? NOTHING),
    own: sides.indexOf(side),
  }))
}

const NOTHING: Track = { above: 'none', below: 'none' }

function tracksOf(
  exchanges: readonly Pick<ExchangeSummary, 'id' | 'side'>[],
  side: Side | undefined,
  goesOn: ReadonlySet<string>,
  named: ReadonlySet<string>,
): readonly Track[] {
  let isRunning = false
  // From the last one on: whether a line leads down from a row is known by what stands below it.
  return exchanges
    .toReversed()
    .map((exchange): Track => {
      const below = isRunning ? 'line' : 'none'
      if (exchange.side !== side) return { above: below, below }
      isRunning = goesOn.has(exchange.id)
      const isOpen = !isRunning && named.has(exchange.id)
      return { above: isRunning ? 'line' : isOpen ? 'open' : 'none', below }
    })
    .toReversed()
    .map((track, row) => (row === 0 && track.above === 'line' ? { ...track, above: 'none' } : track))
}
