import { useQuery } from '@tanstack/react-query'
import type { ClientSight } from '../../engine/answers/bodies.ts'
import { Coming } from '../kit/coming.tsx'
import { JsonColumn } from '../kit/json-column.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { laneTitle } from '../kit/words.ts'
import css from './clients-eye.module.css'

/** What the vendor's own library hands to its program, beside what stood on the wire. */
export function ClientsEye() {
  const opened = useOpened()
  const exchange = useExchange()
  return opened && exchange ? <EyeOf openedKey={opened.key} exchange={exchange.id} /> : null
}

function EyeOf({ openedKey, exchange }: { readonly openedKey: string; readonly exchange: string }) {
  const { queries } = useScreen()
  const { data, error } = useQuery(queries.client(openedKey, exchange))
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data) return <Coming lines={12}>Loading the client library, and feeding it with this reply…</Coming>
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  return (
    <div className={css.eye}>
      <p className={css.verdict} role="status">
        {data.sentence}
      </p>
      <JsonColumn
        title={data.client}
        note={data.thrown ? 'throws' : `gives its program${endWords(data.ends.theirs)}`}
        text={data.given ?? `${data.thrown?.name}: ${data.thrown?.message}`}
      />
      <JsonColumn
        title={laneTitle(data.dialect)}
        note={`as it stood on the wire, put together${endWords(data.ends.ours)}`}
        text={data.ours}
      />
    </div>
  )
}

/** `stop_reason “tool_use”`, beside the name of a column. */
const endWords = (end: ClientSight['ends']['ours']): string =>
  end ? `, ${end.field} “${end.word}”` : ', no end'
