import { useQuery } from '@tanstack/react-query'
import type { PairingDigest } from '../../engine/protocol.ts'
import { useScreen } from '../kit/screen.ts'
import css from './dock.module.css'
import { PlaceButton } from './place-button.tsx'

type Rail = PairingDigest['rails'][number]

/** Each call over all turns: where it was made, sent again and answered; and what does not fit. */
export function PairingPanel({ openedKey }: { readonly openedKey: string }) {
  const { data, error } = useQuery(useScreen().queries.pairing(openedKey))
  if (error) return <p className={css.none}>{error.message}</p>
  if (!data) return <p className={css.none}>Looking for calls and results…</p>
  const { rails, troubles } = data
  if (rails.length === 0 && troubles.length === 0)
    return <p className={css.none}>No tool is called here, and no result is sent.</p>
  return (
    <ul className={css.list}>
      {troubles.map(({ sentence, place }) => (
        <li key={`${sentence} ${place.exchange} ${place.pointer}`} className={css.line}>
          <span className={css.way} data-tone="lost">
            {place.exchange}
          </span>
          <span>
            {sentence} <PlaceButton place={place} />
          </span>
        </li>
      ))}
      {rails.map((rail, i) => (
        // Rails are computed once for a transcript: their place in the list is their name.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <RailLine key={i} rail={rail} />
      ))}
    </ul>
  )
}

const WORDS: Readonly<Record<Rail['sightings'][number]['as'], string>> = {
  issued: 'made',
  replayed: 'sent again',
  answered: 'answered',
}

function RailLine({ rail: { name, handle, side, sightings, idChange, signature } }: { readonly rail: Rail }) {
  const ids = [...new Set(sightings.flatMap(({ id }) => id ?? []))]
  const isAnswered = sightings.some(({ as }) => as === 'answered')
  return (
    <li className={css.line}>
      <span className={css.way}>
        {name} <small>{[handle, side].filter(Boolean).join(' · ')}</small>
      </span>
      <div>
        <p className={css.rail}>
          {sightings.map(({ as, place }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sightings never change places
            <PlaceButton key={i} place={place} word={WORDS[as]} />
          ))}
          {!isAnswered && <span className={css.quietly}>no result is here</span>}
        </p>
        <p className={css.quietly}>
          {ids.length > 0 ? `id ${ids.join(', then ')}` : 'no id: name and order pair it'}
          {idChange && (idChange.isCut ? ', cut short on the way' : ', changed on the way')}
          {signature && `, carrying the signature ${signature}`}
        </p>
      </div>
    </li>
  )
}
