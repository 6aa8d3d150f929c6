import { useQuery } from '@tanstack/react-query'
import type { CSSProperties, KeyboardEvent } from 'react'
import { useMemo } from 'react'
import type { PairingDigest } from '../../engine/answers/digests.ts'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import { Coming } from '../kit/coming.tsx'
import { useOpened, useScreen } from '../kit/screen.ts'
import { Slices } from '../kit/slices.tsx'
import dock from './dock.module.css'
import css from './pairing.module.css'
import { PlaceButton } from './place-button.tsx'
import { RailLine } from './rail-line.tsx'
import type { Rails } from './rail-rows.ts'
import { railRows } from './rail-rows.ts'

/** Px of a row. */
const LIKELY = 41

/** Each call over all turns: where it was made, sent again and answered; and what does not fit. */
export function PairingPanel({ openedKey }: { readonly openedKey: string }) {
  const { data, error } = useQuery(useScreen().queries.pairing(openedKey))
  const exchanges = useOpened()?.exchanges
  if (error) return <p className={dock.none}>{error.message}</p>
  if (!data || !exchanges) return <Coming lines={3}>Looking for calls and results…</Coming>
  if (data.rails.length === 0 && data.troubles.length === 0)
    return <p className={dock.none}>No tool is called here, and no result is sent.</p>
  return <RailTable exchanges={exchanges} digest={data} />
}

interface RailTableProps {
  readonly exchanges: readonly ExchangeSummary[]
  readonly digest: PairingDigest
}

function RailTable({ exchanges, digest }: RailTableProps) {
  const { columns, rows, strays } = useMemo(
    () =>
      railRows(
        exchanges.map(({ id }) => id),
        digest,
      ),
    [exchanges, digest],
  )
  const dialects = new Map(exchanges.map(({ id, dialect }) => [id, dialect]))
  return (
    <div className={css.pairing}>
      {strays.length > 0 && <Strays strays={strays} />}
      {rows.length > 0 && (
        <table className={css.rails} style={{ '--turns': columns.length } as CSSProperties} onKeyDown={walk}>
          <thead>
            <tr>
              <th scope="col">call</th>
              {columns.map((id) => (
                <th key={id} scope="col">
                  {id} <small>{exchanges.find((one) => one.id === id)?.side}</small>
                </th>
              ))}
              <th scope="col">
                <span className={css.unseen}>What became of it</span>
              </th>
            </tr>
          </thead>
          <Slices as="tbody" count={rows.length} likely={LIKELY} wanted={undefined}>
            {(from, to) =>
              rows.slice(from, to).map((row, i) => (
                // Rails are computed once for a transcript: their place in the list is their name.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <RailLine key={from + i} row={row} hue={from + i} dialects={dialects} />
              ))
            }
          </Slices>
        </table>
      )}
    </div>
  )
}

const Strays = ({ strays }: Pick<Rails, 'strays'>) => (
  <ul className={css.strays} aria-label="What belongs to no call">
    {strays.map(({ sentence, place }) => (
      <li key={`${sentence} ${place.exchange} ${place.pointer}`}>
        <span aria-hidden="true">▪</span> {sentence} <PlaceButton place={place} />
      </li>
    ))}
  </ul>
)

/** Arrows go from one sighting to the next, and to those of the calls above and below. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const here = event.target instanceof Element ? event.target.closest('button') : null
  const row = here?.closest('tr')
  if (!here || !row) return
  const inRow = (of: Element | null | undefined) => [...(of?.querySelectorAll('button') ?? [])]
  const own = inRow(row)
  const at = own.indexOf(here)
  const rows = [...event.currentTarget.querySelectorAll('tbody tr')]
  const next = {
    ArrowRight: own[at + 1],
    ArrowLeft: own[at - 1],
    ArrowDown: inRow(rows[rows.indexOf(row) + 1])[0],
    ArrowUp: inRow(rows[rows.indexOf(row) - 1])[0],
  }[event.key]
  if (!next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}
