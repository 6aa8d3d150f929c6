import type { ExchangeSummary } from '../../engine/protocol.ts'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { exchangeLine } from '../kit/words.ts'
import css from './exchanges.module.css'

export function Exchanges() {
  const { address } = useScreen()
  const opened = useOpened()
  const chosen = useExchange()
  const go = ({ id, reply }: ExchangeSummary) =>
    address.move({ exchange: id, tab: reply ? 'events' : 'request' })
  const all = opened?.exchanges ?? []
  const step = (by: number) => {
    const next = all[all.findIndex(({ id }) => id === chosen?.id) + by]
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
  return (
    <nav className={css.exchanges} aria-labelledby="exchanges">
      <h2 id="exchanges" className={css.title}>
        Exchanges
      </h2>
      <ol>
        {all.map((exchange) => (
          <li key={exchange.id}>
            <button
              type="button"
              className={css.exchange}
              aria-current={exchange.id === chosen?.id ? 'true' : undefined}
              onClick={() => go(exchange)}
            >
              <i className={css.dot} data-side={exchange.side} aria-hidden="true" />
              <span className={css.name}>
                {[exchange.id, exchange.side].filter(Boolean).join(' · ')}
                <small>{exchangeLine(exchange)}</small>
                {exchange.edited && (
                  <small className={css.edited}>{exchange.edited.join(' and ')} edited</small>
                )}
                {exchange.name && <small title={exchange.name}>{exchange.name}</small>}
              </span>
              {exchange.problems > 0 && (
                <span className={css.count} title={`${exchange.problems} problems`}>
                  {exchange.problems}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
