import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { Assembled as Answer } from '../../engine/answers/bodies.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { Coming } from '../kit/coming.tsx'
import { JsonColumn } from '../kit/json-column.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'
import { laneTitle } from '../kit/words.ts'
import css from './assembled.module.css'
import { Scrubber } from './scrubber.tsx'

/** The accumulated reply: what each dialect's own client holds at the end of the stream, or after some of its frames. */
export function Assembled() {
  const opened = useOpened()
  const exchange = useExchange()
  return opened && exchange ? (
    <AssembledOf key={`${opened.key} ${exchange.id}`} openedKey={opened.key} exchange={exchange.id} />
  ) : null
}

function AssembledOf({ openedKey, exchange }: { readonly openedKey: string; readonly exchange: string }) {
  const { queries } = useScreen()
  const { row } = useView()
  const { data, error } = useQuery(
    queries.assembled(openedKey, exchange, row === undefined ? undefined : row + 1),
  )
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data) return <Coming lines={12}>Putting the reply together…</Coming>
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  return (
    <div className={css.assembled}>
      {data.frames !== undefined && (
        <Scrubber frames={data.frames} at={row === undefined ? data.frames : row + 1} times={data.times} />
      )}
      <Columns assembled={data} />
    </div>
  )
}

function Columns({ assembled: { dialect: own, lanes: moments } }: { readonly assembled: Answer }) {
  const lanes = useStore(useScreen().settings, (state) => state.lanes)
  // The source's own dialect stands first: it is what its client holds.
  const others = DIALECT_IDS.filter((id) => id !== own && lanes[id] !== false)
  return (
    <div className={css.columns}>
      {[own, ...others].map((dialect) => (
        <JsonColumn
          key={dialect}
          title={laneTitle(dialect)}
          {...(dialect === own ? { note: 'the source’s own' } : {})}
          {...textOf(moments[dialect])}
        />
      ))}
    </div>
  )
}

/** What a lane holds; where it could not be written, why. */
const textOf = (lane: Answer['lanes']['gemini']) => ('problem' in lane ? { text: lane.problem } : lane)
