import { useId, useRef } from 'react'
import type { Refusal } from '../../state/refusal.ts'
import { Button } from '../kit/button.tsx'
import { Prose } from '../kit/prose.tsx'
import { useOpened, useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './library.module.css'

/** Room for a short text without a wide empty field, and never more than a third of the screen. */
const rowsFor = (text: string): number => {
  const head = text.slice(0, 2_000)
  return Math.min(12, Math.max(3, head.split('\n').length, Math.ceil(head.length / 90)))
}

/** What could not be read, why, and the text itself: kept, to be mended and tried again. */
export function Refused({ refusal }: { readonly refusal: Refusal }) {
  const { session, address } = useScreen()
  const opened = useOpened()
  const { sentence, reasons, notes, head, rest, tail } = refusal
  const text = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const retry = () => void session.openInputs([{ content: (text.current?.value ?? '') + (tail ?? '') }])
  const leave = () => {
    session.dismiss()
    if (!opened && address.getState().origin.kind !== 'library') address.open({ kind: 'library' })
  }
  return (
    <section className={css.refused} aria-labelledby={`${id}-title`} role="alert">
      <h1 id={`${id}-title`} className={css.refusedTitle}>
        <Prose>{sentence}</Prose>
      </h1>
      {reasons.length > 0 && (
        <p className={css.reasons}>It was taken for that because {reasons.join('; ')}.</p>
      )}
      <Notes notes={notes.filter((note) => note.sentence !== sentence)} />
      <label htmlFor={`${id}-text`} className={css.hint}>
        {labelOf(head, rest)}
      </label>
      {/* The head is a starting point: from here on the text is the person's. */}
      <textarea
        key={head}
        id={`${id}-text`}
        ref={text}
        className={css.text}
        defaultValue={head}
        rows={rowsFor(head)}
        spellCheck={false}
      />
      <div className={css.actions}>
        {(rest === 0 || tail !== undefined) && (
          <Button look="strong" onClick={retry}>
            Try again
          </Button>
        )}
        <Button onClick={leave}>Put it away</Button>
      </div>
    </section>
  )
}

const labelOf = (head: string, rest: number): string =>
  rest > 0
    ? `What you gave, its first ${countOf(head.length, 'character')}; ${rest.toLocaleString('en')} more stand behind it`
    : 'What you gave'

const Notes = ({ notes }: Pick<Refusal, 'notes'>) => (
  <ul className={css.notes}>
    {notes.map(({ sentence, start }) => (
      <li key={`${start} ${sentence}`}>
        {start !== undefined && <code>character {start + 1}: </code>}
        <Prose>{sentence}</Prose>
      </li>
    ))}
  </ul>
)
