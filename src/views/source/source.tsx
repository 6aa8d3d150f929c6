import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { ExchangeSummary, Opened } from '../../engine/answers/opened.ts'
import type { Half, SheetTab } from '../../engine/view.ts'
import { formatOrigin } from '../../state/address.ts'
import type { HalfPlace } from '../../state/editing/drafts.ts'
import { halfWords, nameOfHalf } from '../../state/editing/drafts.ts'
import { PAGE } from '../../state/queries.ts'
import { Button } from '../kit/button.tsx'
import { Coming } from '../kit/coming.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import { useEditorMarks } from './marks.ts'
import type { Fixing } from './quick-fixes.ts'
import css from './source.module.css'
import { EditTools, ReadingLine } from './source-tools.tsx'

const SourceText = lazy(() => import('./source-text.tsx').then(({ SourceText }) => ({ default: SourceText })))

/** The bytes as they were captured, and as a person rewrites them; what they become stands below. */
export function Source({ below }: { readonly below: (tab: SheetTab) => ReactNode }) {
  const opened = useOpened()
  const exchange = useExchange()
  const { problem } = useView()
  const [wish, setWish] = useState<Wish>()
  const hasLanesBelow = useStore(useScreen().settings, (state) => state.hasLanesBelow)
  if (!opened || !exchange) return null
  const places = problem === undefined ? [] : (opened.findings[problem]?.places ?? [])
  const half = halfOf(exchange, [
    wish?.problem === problem ? wish?.half : undefined,
    places.find((place) => place.exchange === exchange.id)?.half,
    wish?.half,
  ])
  return (
    <div className={css.source} data-lanes={hasLanesBelow || undefined}>
      <div className={css.bar}>
        <fieldset className={css.halves} aria-label="Half">
          <Button
            look="quiet"
            aria-pressed={half === 'request'}
            disabled={!exchange.hasRequest}
            onClick={() => setWish({ half: 'request', problem })}
          >
            Request body
          </Button>
          <Button
            look="quiet"
            aria-pressed={half === 'reply'}
            disabled={!exchange.reply}
            onClick={() => setWish({ half: 'reply', problem })}
          >
            Reply body
          </Button>
        </fieldset>
        <EditTools
          place={{ exchange: exchange.id, half }}
          isJson={half === 'request' || exchange.reply !== 'stream'}
        />
      </div>
      <SourceOf opened={opened} place={{ exchange: exchange.id, half }} />
      {hasLanesBelow && (
        <section className={css.lanes} aria-label="What it becomes">
          {below(half === 'request' ? 'request' : 'events')}
        </section>
      )}
    </div>
  )
}

interface Wish {
  readonly half: Half
  /** What was chosen when it was made: another problem leads to its own half. */
  readonly problem: number | undefined
}

function halfOf({ hasRequest, reply }: ExchangeSummary, candidates: readonly (Half | undefined)[]): Half {
  const has = (half: Half | undefined) => (half === 'request' ? hasRequest : half === 'reply' && reply)
  return candidates.find(has) ?? (reply ? 'reply' : 'request')
}

function SourceOf({ opened, place }: { readonly opened: Opened; readonly place: HalfPlace }) {
  const { queries, address, edits } = useScreen()
  const origin = useStore(address, (state) => formatOrigin(state.origin))
  const captured = useStore(edits, (state) => state[origin]?.original.key) ?? opened.key
  const { data, error } = useQuery(queries.source(captured, place.exchange, place.half))
  const { problem, row } = useView()
  const lit = useLitRow(opened.key, place)
  const marks = useEditorMarks(opened, origin, place)
  const fixing = useFixing(opened.key, origin)
  const [caret, setCaret] = useState<{ readonly offset: number }>()
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data)
    return (
      <>
        <div className={css.editor}>
          <Coming lines={12}>Fetching the body…</Coming>
        </div>
        <div className={css.reading} />
      </>
    )
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  return (
    <>
      {data.text.length < data.length && (
        <p className={css.cut}>
          The first {countOf(data.text.length, 'character')} of {data.length.toLocaleString('en')} can be seen
          and edited here. What follows them stays as it was captured.
        </p>
      )}
      <Suspense
        fallback={
          <div className={css.editor}>
            <Coming lines={12}>Loading the editor…</Coming>
          </div>
        }
      >
        <SourceText
          key={`${origin} ${nameOfHalf(place)}`}
          origin={origin}
          place={place}
          captured={data.text}
          lit={lit}
          look={`${row} ${problem}`}
          marks={marks}
          problem={problem}
          fixing={fixing}
          caret={caret}
        />
      </Suspense>
      <ReadingLine place={place} onGo={(offset) => setCaret({ offset })} />
    </>
  )
}

function useFixing(key: string, origin: string): Fixing {
  const { queries, edits } = useScreen()
  const client = useQueryClient()
  return {
    async find(problem) {
      const fix = await client.fetchQuery(queries.fix(key, problem))
      return 'problem' in fix ? undefined : fix
    },
    apply: (fix) => void edits.change(origin, fix, fix.edits, `fix of ${halfWords(fix)}`),
  }
}

/** The bytes of the row that the address names. */
function useLitRow(
  key: string,
  { exchange, half }: HalfPlace,
): { readonly start: number; readonly end: number } | undefined {
  const { queries } = useScreen()
  const { row } = useView()
  const tab = half === 'request' ? 'request' : 'events'
  const { data } = useQuery({
    ...queries.page({ key, exchange, tab }, Math.floor((row ?? 0) / PAGE)),
    enabled: row !== undefined,
  })
  return data && !('problem' in data) ? data.rows.find(({ index }) => index === row) : undefined
}
