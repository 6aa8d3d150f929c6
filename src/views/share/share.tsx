import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Link } from '../../engine/answers/taken-along.ts'
import { Button } from '../kit/button.tsx'
import { Coming } from '../kit/coming.tsx'
import { Masks } from '../kit/masks.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { useRemarks } from '../kit/remarks.ts'
import { useOpened, useScreen, useView } from '../kit/screen.ts'
import { Sheet } from '../kit/sheet.tsx'
import css from './share.module.css'

/** First what was masked, then the link: nobody copies before having seen. */
export function Share({ onClose }: { readonly onClose: () => void }) {
  const opened = useOpened()
  const view = useView()
  return (
    <Sheet title="Share this transcript" onClose={onClose}>
      {opened && <Prepared openedKey={opened.key} view={view} />}
    </Sheet>
  )
}

function Prepared({
  openedKey,
  view,
}: {
  readonly openedKey: string
  readonly view: ReturnType<typeof useView>
}) {
  const { data, error } = useQuery(useScreen().queries.link(openedKey, view, useRemarks()))
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data) return <Coming lines={9}>Looking for keys and packing…</Coming>
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  return (
    <>
      <Masks
        masked={data.masked}
        none="No key, token or cookie was recognised. Prompts and replies go into the link as they are: look them over if they are private."
        some="The link holds stars in their place. Prompts and replies go in as they are."
      />
      {data.tooLong ? <p className={css.note}>{data.tooLong}</p> : <TheLink link={data} />}
    </>
  )
}

/** Where links get cut: characters that a message or an address may have. */
const PLACES = [
  { name: 'a Discord message', limit: 2_000 },
  { name: 'Internet mail and old proxies', limit: 8_000 },
  { name: 'a GitHub comment', limit: 65_536 },
] as const

function TheLink({ link }: { readonly link: Link }) {
  const [said, setSaid] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const url = `${location.origin}${location.pathname}#${link.fragment}`
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => setSaid('Copied.'),
      () => {
        field.current?.select()
        setSaid('The browser keeps the clipboard closed; the link is selected, copy it by hand.')
      },
    )
  return (
    <section aria-label="Link" className={css.link}>
      <h3>
        The link <span className={css.length}>{url.length.toLocaleString('en')} characters</span>
      </h3>
      <textarea
        ref={field}
        className={css.url}
        readOnly
        value={url}
        rows={3}
        aria-label="Link"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
      />
      <ul className={css.places}>
        {PLACES.map(({ name, limit }) => (
          <li key={name} data-fits={url.length <= limit}>
            {url.length <= limit ? '✓ fits' : '✕ too long for'} {name}
          </li>
        ))}
      </ul>
      <div className={css.actions}>
        <Button look="strong" onClick={copy}>
          Copy link
        </Button>
        <span role="status">{said}</span>
      </div>
      <p className={css.note}>
        Everything is in the part after #, which browsers do not send to any server. It opens at this very
        place.
      </p>
    </section>
  )
}
