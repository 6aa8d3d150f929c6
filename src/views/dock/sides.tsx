import { useQuery } from '@tanstack/react-query'
import type { SidesDigest } from '../../engine/answers/digests.ts'
import { Coming } from '../kit/coming.tsx'
import { Prose } from '../kit/prose.tsx'
import { useScreen } from '../kit/screen.ts'
import { wayLine } from '../kit/words.ts'
import css from './dock.module.css'
import { PlaceButton } from './place-button.tsx'

type Hop = SidesDigest['hops'][number]

/** What gateways made of what was captured on two sides: one sentence first, then difference by difference. */
export function SidesPanel({ openedKey }: { readonly openedKey: string }) {
  const { data, error } = useQuery(useScreen().queries.sides(openedKey))
  if (error) return <p className={css.none}>{error.message}</p>
  if (!data) return <Coming lines={3}>Setting both sides against each other…</Coming>
  const { hops, unpaired } = data
  return (
    <ul>
      {hops.map((hop) => (
        <HopLines key={`${hop.from} ${hop.to} ${hop.half}`} hop={hop} />
      ))}
      {unpaired.map(({ exchange, sentence }) => (
        <li key={exchange} className={css.line}>
          <span className={css.way}>{exchange}</span>
          <span className={css.quietly}>{sentence}</span>
        </li>
      ))}
    </ul>
  )
}

function HopLines({ hop: { from, to, half, sentence, differences } }: { readonly hop: Hop }) {
  const { address } = useScreen()
  return (
    <li className={css.line}>
      <span className={css.way}>
        {wayLine(from, to)} <small>{half}</small>
      </span>
      <div>
        <p className={differences.length === 0 ? css.quietly : undefined}>
          <Prose>{sentence}</Prose>
        </p>
        <button
          type="button"
          className={css.jump}
          onClick={() =>
            address.move({
              exchange: from,
              tab: half === 'request' ? 'request' : 'events',
              panel: 'difference',
            })
          }
        >
          thing by thing
        </button>
        {differences.length === 1 && <Places difference={differences[0]} />}
        {differences.length > 1 && (
          <ol className={css.differences}>
            {differences.map((difference, i) => (
              // Differences are computed once for a transcript: their place in the list is their name.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <li key={i} data-kind={difference.kind}>
                <span>{difference.deed}</span>
                <Places difference={difference} />
              </li>
            ))}
          </ol>
        )}
      </div>
    </li>
  )
}

const Places = ({ difference }: { readonly difference: Hop['differences'][number] | undefined }) => (
  <span className={css.rail}>
    {difference?.said && <PlaceButton place={difference.said} word="said" />}
    {difference?.given && <PlaceButton place={difference.given} word="given" />}
  </span>
)
