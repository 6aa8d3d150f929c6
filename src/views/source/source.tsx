import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Half } from '../../engine/protocol.ts'
import { PAGE } from '../../state/queries.ts'
import { Button } from '../kit/button.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './source.module.css'

const SourceText = lazy(() => import('./source-text.tsx').then(({ SourceText }) => ({ default: SourceText })))

/** The bytes as they were captured, with the chosen row lit. */
export function Source() {
  const opened = useOpened()
  const exchange = useExchange()
  const [wish, setWish] = useState<Half>()
  if (!opened || !exchange) return null
  const half =
    wish && (wish === 'request' ? exchange.hasRequest : exchange.reply)
      ? wish
      : exchange.reply
        ? 'reply'
        : 'request'
  return (
    <div className={css.source}>
      <fieldset className={css.halves} aria-label="Half">
        <Button
          look="quiet"
          aria-pressed={half === 'request'}
          disabled={!exchange.hasRequest}
          onClick={() => setWish('request')}
        >
          Request body
        </Button>
        <Button
          look="quiet"
          aria-pressed={half === 'reply'}
          disabled={!exchange.reply}
          onClick={() => setWish('reply')}
        >
          Reply body
        </Button>
      </fieldset>
      <SourceOf openedKey={opened.key} exchange={exchange.id} half={half} />
    </div>
  )
}

function SourceOf({
  openedKey,
  exchange,
  half,
}: {
  readonly openedKey: string
  readonly exchange: string
  readonly half: Half
}) {
  const { queries } = useScreen()
  const { row } = useView()
  const { data, error } = useQuery(queries.source(openedKey, exchange, half))
  const tab = half === 'request' ? 'request' : 'events'
  const page = useQuery({
    ...queries.page({ key: openedKey, exchange, tab }, Math.floor((row ?? 0) / PAGE)),
    enabled: row !== undefined,
  })
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data) return <Quiet>Fetching the body…</Quiet>
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  const shown =
    page.data && !('problem' in page.data) ? page.data.rows.find(({ index }) => index === row) : undefined
  return (
    <>
      {data.text.length < data.length && (
        <p className={css.cut}>
          The first {countOf(data.text.length, 'character')} of {data.length.toLocaleString('en')}.
        </p>
      )}
      <Suspense fallback={<Quiet>Loading the editor…</Quiet>}>
        <SourceText
          text={data.text}
          {...(shown ? { start: shown.start, end: shown.end } : {})}
          label={`${half} body`}
        />
      </Suspense>
    </>
  )
}
