import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { HeadSheet } from '../../engine/answers/heads.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { arranged } from '../../state/rows/lane-layout.ts'
import { dialectsOf, shownLanes } from '../../state/settings.ts'
import { Quiet } from '../kit/quiet.tsx'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { GuardedText } from './guarded-text.tsx'
import { HeaderTable } from './header-table.tsx'
import css from './headers.module.css'

/** What stood around the bodies, and what it is in the other dialects. */
export function Headers() {
  const opened = useOpened()
  const exchange = useExchange()
  return opened && exchange ? (
    <HeadersOf key={`${opened.key} ${exchange.id}`} openedKey={opened.key} exchange={exchange.id} />
  ) : null
}

function HeadersOf({ openedKey, exchange }: { readonly openedKey: string; readonly exchange: string }) {
  const { queries, settings } = useScreen()
  const { data, error } = useQuery(queries.head(openedKey, exchange))
  const lanes = useStore(settings, (state) => state.lanes)
  const layout = useStore(settings, (state) => state.layout)
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data) return null
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  const shown = dialectsOf(arranged(layout, shownLanes(lanes, data.dialect)))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={css.headers} tabIndex={0} aria-label="Headers">
      <RequestHead head={data} lanes={shown} />
      <ReplyHead head={data} lanes={shown} />
    </section>
  )
}

interface HalfProps {
  readonly head: HeadSheet
  readonly lanes: readonly DialectId[]
}

function RequestHead({ head: { request, startedAt }, lanes }: HalfProps) {
  if (!request) return <Absent title="Request">No request was captured.</Absent>
  const { method, url, headers, missing } = request
  return (
    <section className={css.half} aria-label="Request">
      <h3>Request</h3>
      {(method !== undefined || url) && (
        <p className={css.line}>
          {method && <b>{method}</b>} {url && <GuardedText text={url} what="the URL" />}
        </p>
      )}
      {startedAt !== undefined && (
        <p className={css.times}>
          Sent at <time dateTime={startedAt}>{startedAt}</time>.
        </p>
      )}
      {headers ? (
        <HeaderTable headers={headers} missing={missing ?? []} lanes={lanes} />
      ) : (
        <p className={css.none}>No headers were captured with it.</p>
      )}
    </section>
  )
}

function ReplyHead({ head: { reply }, lanes }: HalfProps) {
  if (!reply) return <Absent title="Reply">No reply was captured.</Absent>
  const { status, headers, firstMs, lastMs } = reply
  return (
    <section className={css.half} aria-label="Reply">
      <h3>Reply</h3>
      {status !== undefined && (
        <p className={css.line}>
          <b>{status}</b> {STATUS_WORDS[status] ?? ''}
        </p>
      )}
      {firstMs !== undefined && lastMs !== undefined && (
        <p className={css.times}>
          First frame after {seconds(firstMs)}, last after {seconds(lastMs)}.
        </p>
      )}
      {headers ? (
        <HeaderTable headers={headers} missing={[]} lanes={lanes} />
      ) : (
        <p className={css.none}>No headers were captured with it.</p>
      )}
    </section>
  )
}

const Absent = ({ title, children }: { readonly title: string; readonly children: string }) => (
  <section className={css.half} aria-label={title}>
    <h3>{title}</h3>
    <p className={css.none}>{children}</p>
  </section>
)

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

/** Those that LLM APIs answer with, 529 by Anthropic alone. */
const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  529: 'Overloaded',
}
