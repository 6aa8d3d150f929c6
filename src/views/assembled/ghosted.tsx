import { Fragment } from 'react'
import type { Moment } from '../../engine/moment.ts'
import css from './assembled.module.css'

/** A body as it stood at some moment; what had not come yet is faint. */
export function Ghosted({ moment: { text, ghosts } }: { readonly moment: Moment }) {
  const ends = [0, ...ghosts.map(([, end]) => end)]
  return (
    <>
      {ends.map((from, i) => {
        const [start, end] = ghosts[i] ?? [text.length, text.length]
        return (
          <Fragment key={from}>
            {text.slice(from, start)}
            {end > start && <i className={css.ghost}>{text.slice(start, end)}</i>}
          </Fragment>
        )
      })}
    </>
  )
}
