import { useQuery } from '@tanstack/react-query'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { Half } from '../../engine/view.ts'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { exchangeLine } from '../kit/words.ts'
import type { ChainStep } from './chain-line.ts'
import { chainSteps } from './chain-line.ts'
import css from './exchanges.module.css'

export function Exchanges() {
  const { address } = useScreen()
  const opened = useOpened()
  const chosen = useExchange()
  const go = ({ id, reply }: ExchangeSummary) =>
    address.move({ exchange: id, tab: reply ? 'events' : 'request' })
  const all = opened?.exchanges ?? []
  const steps = useChainSteps(all, opened?.key ?? '')
  useSteps(all, chosen?.id, go)
  return (
    <nav className={css.exchanges} aria-labelledby="exchanges">
      <h2 id="exchanges" className={css.title}>
        Exchanges
      </h2>
      <ol>
        {all.map((exchange, row) => (
          <li key={exchange.id}>
            <ExchangeButton
              exchange={exchange}
              isChosen={exchange.id === chosen?.id}
              step={steps[row]}
              onClick={() => go(exchange)}
            />
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Keys go from one exchange to the next. */
function useSteps(
  all: readonly ExchangeSummary[],
  chosen: string | undefined,
  go: (exchange: ExchangeSummary) => void,
): void {
  const step = (by: number) => {
    const next = all[all.findIndex(({ id }) => id === chosen) + by]
    if (next) go(next)
  }
  const off = all.length < 2 ? { off: 'There is one exchange.' } : {}
  useCommands([
    { id: 'exchange.next', title: 'Next exchange', group: 'Go', keys: [']'], ...off, run: () => step(1) },
    {
      id: 'exchange.previous',
      title: 'Previous exchange',
      group: 'Go',
      keys: ['['],
      ...off,
      run: () => step(-1),
    },
  ])
}

interface ExchangeButtonProps {
  readonly exchange: ExchangeSummary
  readonly isChosen: boolean
  readonly step: ChainStep | undefined
  readonly onClick: () => void
}

function ExchangeButton({ exchange, isChosen, step, onClick }: ExchangeButtonProps) {
  return (
    <button
      type="button"
      className={css.exchange}
      data-exchange={exchange.id}
      aria-current={isChosen ? 'true' : undefined}
      onClick={onClick}
    >
      <ChainTracks step={step} side={exchange.side} />
      <span className={css.name}>
        <span className={css.head}>
          {[exchange.id, exchange.side].filter(Boolean).join(' · ')}
          {/* Beside the name: an edit that comes or goes moves no line. */}
          {exchange.edited && <em className={css.edited}>{editedWords(exchange.edited)}</em>}
        </span>
        <small title={exchangeLine(exchange)}>{exchangeLine(exchange)}</small>
        {exchange.name && <small title={exchange.name}>{exchange.name}</small>}
      </span>
      {exchange.problems > 0 && (
        <span className={css.count} title={`${exchange.problems} problems`}>
          {exchange.problems}
        </span>
      )}
    </button>
  )
}

const editedWords = (halves: readonly Half[]): string =>
  `${halves.length > 1 ? 'both' : halves.join('')} edited`

const NONE: ReturnType<typeof chainSteps> = []

/** Where there is one exchange only, nobody is asked what goes on with what. */
function useChainSteps(exchanges: readonly ExchangeSummary[], openedKey: string): readonly ChainStep[] {
  const { queries } = useScreen()
  const { data } = useQuery({ ...queries.chain(openedKey), enabled: exchanges.length > 1 })
  return exchanges.length > 1 ? chainSteps(exchanges, data?.links ?? []) : NONE
}

/** The lines of both sides as they pass this exchange, and its dot on its own. */
function ChainTracks({
  step,
  side,
}: {
  readonly step: ChainStep | undefined
  readonly side: ExchangeSummary['side']
}) {
  const tracks = step?.tracks ?? [{ above: 'none', below: 'none' } as const]
  const own = step?.own ?? 0
  return (
    <span className={css.tracks}>
      {tracks.map(({ above, below }, at) => (
        // A side keeps its track.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <i key={at} className={css.track} data-above={above} data-below={below}>
          {at === own && (
            <i className={css.dot} data-side={side} data-broken={above === 'open' || undefined} />
          )}
        </i>
      ))}
      {tracks[own]?.above === 'open' && <span className={css.unseen}>The chain breaks before this:</span>}
    </span>
  )
}
