import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { Quiet } from '../kit/quiet.tsx'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { laneTitle } from '../kit/words.ts'
import css from './assembled.module.css'

/** The accumulated reply: what each dialect's own client would hold at the end of the stream. */
export function Assembled() {
  const opened = useOpened()
  const exchange = useExchange()
  return opened && exchange ? <AssembledOf openedKey={opened.key} exchange={exchange.id} /> : null
}

function AssembledOf({ openedKey, exchange }: { readonly openedKey: string; readonly exchange: string }) {
  const { queries, settings } = useScreen()
  const lanes = useStore(settings, (state) => state.lanes)
  const { data, error } = useQuery(queries.assembled(openedKey, exchange))
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data) return <Quiet>Putting the reply together…</Quiet>
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  // The source's own dialect stands first: it is what its client holds.
  const others = DIALECT_IDS.filter((id) => id !== data.dialect && lanes[id] !== false)
  return (
    <div className={css.columns}>
      {[data.dialect, ...others].map((dialect) => (
        <section key={dialect} className={css.column} aria-label={laneTitle(dialect)}>
          <h3 className={css.head}>
            {laneTitle(dialect)} {dialect === data.dialect && <small>the source’s own</small>}
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <pre className={css.json} tabIndex={0}>
            {data.lanes[dialect]}
          </pre>
        </section>
      ))}
    </div>
  )
}
