import type { Half } from '../../engine/view.ts'
import type { BodyAddress } from '../../state/queries.ts'
import { useExchange, useView } from '../kit/screen.ts'
import { ByteGrid } from './byte-grid.tsx'
import { useByteTotal } from './byte-pages.ts'
import css from './bytes.module.css'

/** The body of the half that is looked at, byte by byte. */
export function RawBytes({ openedKey }: { readonly openedKey: string }) {
  const exchange = useExchange()
  const { tab } = useView()
  if (!exchange) return null
  const half: Half = tab === 'request' || !exchange.reply ? 'request' : 'reply'
  return <BytesOf body={{ key: openedKey, exchange: exchange.id, half }} />
}

function BytesOf({ body }: { readonly body: BodyAddress }) {
  const total = useByteTotal(body)
  if (typeof total === 'string') return <p className={css.none}>{total}</p>
  if (total === 0) return <p className={css.none}>The body is empty: there is not one byte.</p>
  return <ByteGrid key={`${body.key} ${body.exchange} ${body.half}`} body={body} total={total} />
}
