import type { ComponentProps, ReactNode, RefObject } from 'react'
import { useEffect } from 'react'
import css from './search.module.css'

interface FieldProps extends ComponentProps<'input'> {
  readonly title: string
  /** What came of it, and the id of that. */
  readonly count: ReactNode
  readonly countId: string
  readonly input: RefObject<HTMLInputElement | null>
  /** It was asked for, so it takes the focus. */
  readonly isFresh: boolean
}

/** Characters: what is pasted by mistake must not become an address. */
const LONGEST = 2_000

/** A line to type in above the rows, with what came of it, and buttons behind it. */
export function Field({ title, count, countId, input, isFresh, children, ...rest }: FieldProps) {
  useEffect(() => {
    if (isFresh) input.current?.focus()
  }, [isFresh, input])
  return (
    <div className={css.field}>
      <span className={css.name} aria-hidden="true">
        {title}
      </span>
      <input
        ref={input}
        className={css.input}
        type="text"
        spellCheck={false}
        autoComplete="off"
        maxLength={LONGEST}
        aria-describedby={countId}
        {...rest}
      />
      <span
        id={countId}
        className={css.count}
        role="status"
        title={typeof count === 'string' ? count : undefined}
      >
        {count}
      </span>
      {children}
    </div>
  )
}
