import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Recent } from '../../state/keeping/shelf.ts'
import { maskedLine } from '../../state/keeping/shelf.ts'
import { Prose } from '../kit/prose.tsx'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import { Keeping } from './keeping.tsx'
import css from './recents.module.css'
import { sizeWords, timeWords } from './words.ts'

/** What was opened in this browser and is kept in it. */
export function Recents() {
  const { recents, settings } = useScreen()
  const { list } = useStore(recents)
  const keeping = useStore(settings, (state) => state.keeping)
  const pinned = list.filter(({ isPinned }) => isPinned)
  const others = list.filter(({ isPinned }) => !isPinned)
  return (
    <section className={css.recents} aria-labelledby="recents">
      <h2 id="recents" className={css.title}>
        {keeping === 'unasked' ? 'Shall this browser keep what you open?' : 'Kept in this browser'}
      </h2>
      {list.length > 0 && (
        <ul>
          {[...pinned, ...others].map((recent) => (
            <Line key={recent.key} recent={recent} />
          ))}
        </ul>
      )}
      <Keeping list={list} />
    </section>
  )
}

function Line({ recent }: { readonly recent: Recent }) {
  const { address } = useScreen()
  const [isNaming, setNaming] = useState(false)
  const { key, name, verdict, severity, isPinned } = recent
  return (
    <li className={css.line}>
      {isNaming ? (
        <Naming recent={recent} onDone={() => setNaming(false)} />
      ) : (
        <button
          type="button"
          className={css.open}
          onClick={() => address.open({ kind: 'local', key })}
          title={name}
        >
          <b>
            {isPinned && <span title="Pinned: it never goes to make room">◆ </span>}
            {name}
          </b>
          <span className={css.verdict} data-severity={severity}>
            <Prose>{verdict}</Prose>
          </span>
        </button>
      )}
      <Facts recent={recent} />
      <Tools recent={recent} onRename={() => setNaming(true)} />
    </li>
  )
}

function Tools({ recent, onRename }: { readonly recent: Recent; readonly onRename: () => void }) {
  const { recents } = useScreen()
  const { key, name, isPinned } = recent
  return (
    <span className={css.tools}>
      <button
        type="button"
        className={css.tool}
        aria-label={`${isPinned ? 'Unpin' : 'Pin'} ${name}`}
        title={isPinned ? 'It may go to make room again' : 'It never goes to make room'}
        onClick={() => void recents.pin(key, !isPinned)}
      >
        {isPinned ? 'Unpin' : 'Pin'}
      </button>
      <button type="button" className={css.tool} onClick={onRename} aria-label={`Rename ${name}`}>
        Rename
      </button>
      <button
        type="button"
        className={css.tool}
        onClick={() => void recents.remove(key)}
        aria-label={`Remove ${name}`}
      >
        Remove
      </button>
    </span>
  )
}

function Facts({ recent }: { readonly recent: Recent }) {
  const { exchanges, size, masked, remarks, openedAt, isEdited } = recent
  const secrets = masked.reduce((sum, { count }) => sum + count, 0)
  return (
    <span className={css.facts}>
      <time dateTime={new Date(openedAt).toISOString()} title={new Date(openedAt).toLocaleString('en')}>
        {timeWords(openedAt, Date.now())}
      </time>
      <small title={maskedLine(masked)}>
        {[
          countOf(exchanges, 'exchange'),
          sizeWords(size),
          ...(isEdited ? ['edited'] : []),
          ...(remarks.length > 0 ? [countOf(remarks.length, 'note')] : []),
          ...(secrets > 0 ? [`${countOf(secrets, 'secret')} masked`] : []),
        ].join(' · ')}
      </small>
    </span>
  )
}

function Naming({ recent: { key, name }, onDone }: { readonly recent: Recent; readonly onDone: () => void }) {
  const { recents } = useScreen()
  const finish = (value: string) => {
    const next = value.trim()
    if (next !== '' && next !== name) void recents.rename(key, next)
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') finish(event.currentTarget.value)
    else if (event.key === 'Escape') onDone()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <input
      className={css.naming}
      aria-label="Name"
      defaultValue={name}
      // biome-ignore lint/a11y/noAutofocus: the person asked to write here
      autoFocus
      onFocus={(event) => event.target.select()}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={onKeyDown}
    />
  )
}
