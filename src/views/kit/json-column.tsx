import type { ReactNode } from 'react'
import css from './json-column.module.css'

interface JsonColumnProps {
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}

/** One body beside others: whose it is, and its text, which scrolls by itself. */
export const JsonColumn = ({ title, note, children }: JsonColumnProps) => (
  <section className={css.column} aria-label={title}>
    <h3 className={css.head}>
      {title} {note && <small>{note}</small>}
    </h3>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
    <pre className={css.json} tabIndex={0}>
      {children}
    </pre>
  </section>
)
