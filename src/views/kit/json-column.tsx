import type { CSSProperties } from 'react'
import { useMemo } from 'react'
import css from './json-column.module.css'
import { jsonLines } from './json-lines.ts'

interface JsonColumnProps {
  readonly title: string
  readonly note?: string
  readonly text: string
  /** From where to where it says what had not come yet. */
  readonly ghosts?: readonly (readonly [start: number, end: number])[]
}

/** One body beside others: whose it is, and its text, which scrolls by itself. */
export const JsonColumn = ({ title, note, text, ghosts }: JsonColumnProps) => (
  <section className={css.column} aria-label={title}>
    <h3 className={css.head} title={[title, note].filter(Boolean).join(', ')}>
      {title} {note && <small>{note}</small>}
    </h3>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
    <pre className={css.json} tabIndex={0}>
      <Lines text={text} ghosts={ghosts} />
    </pre>
  </section>
)

interface LinesProps {
  readonly text: string
  readonly ghosts: JsonColumnProps['ghosts'] | undefined
}

/** Spaces: beyond them a narrow column would have no room left for the text. */
const DEEPEST = 16

/** A line that is too long goes on further in than it began. */
function Lines({ text, ghosts }: LinesProps) {
  const lines = useMemo(() => jsonLines(text, ghosts), [text, ghosts])
  return lines.map(({ indent, pieces }, at) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its number
      key={at}
      className={css.line}
      style={{ '--indent': Math.min(DEEPEST, indent) } as CSSProperties}
    >
      {indent > 0 && <span className={css.indent}>{' '.repeat(indent)}</span>}
      {pieces.map(({ text: piece, isGhost }, i) =>
        isGhost ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <i key={i} className={css.ghost}>
            {piece}
          </i>
        ) : (
          piece
        ),
      )}
    </span>
  ))
}
