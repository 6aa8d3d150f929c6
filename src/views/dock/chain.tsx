import { useQuery } from '@tanstack/react-query'
import type { ChainDigest } from '../../engine/protocol.ts'
import { useScreen } from '../kit/screen.ts'
import { wayLine } from '../kit/words.ts'
import css from './dock.module.css'
import { PlaceButton } from './place-button.tsx'

type Link = ChainDigest['links'][number]

/** What each exchange goes on with, and by which sign; what is missing where the chain breaks. */
export function ChainPanel({ openedKey }: { readonly openedKey: string }) {
  const { data, error } = useQuery(useScreen().queries.chain(openedKey))
  if (error) return <p className={css.none}>{error.message}</p>
  if (!data) return <p className={css.none}>Looking for what goes on with what…</p>
  if (data.links.length === 0)
    return <p className={css.none}>No exchange here goes on with another: each stands for itself.</p>
  return (
    <ul className={css.list}>
      {data.links.map((link) => (
        <LinkLine key={`${link.from} ${link.by} ${link.id}`} link={link} />
      ))}
    </ul>
  )
}

function LinkLine({ link: { from, to, sentence, packed, prefix } }: { readonly link: Link }) {
  const changed = prefix?.cacheBreak?.place ?? prefix?.changedAt
  return (
    <li className={css.line}>
      <span className={css.way} data-tone={to === undefined ? 'lost' : undefined}>
        {to === undefined ? from : wayLine(to, from)}
      </span>
      <div>
        <p>
          {sentence} {changed && <PlaceButton place={changed} />}
        </p>
        {packed && (
          <p className={css.quietly}>
            the id packs: provider {packed.provider} · model {packed.modelId} · response {packed.responseId}
          </p>
        )}
      </div>
    </li>
  )
}
