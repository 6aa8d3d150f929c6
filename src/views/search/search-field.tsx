import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useScreen, useView } from '../kit/screen.ts'
import { FieldButton } from './field-button.tsx'
import type { Hits } from './hits.ts'
import css from './search.module.css'
import { useTyped } from './typed.ts'

interface SearchFieldProps {
  readonly hits: Hits
  /** It was asked for, so it takes the focus. */
  readonly isFresh: boolean
  readonly onClose: () => void
}

export function SearchField({ hits, isFresh, onClose }: SearchFieldProps) {
  const { handles, clipboard } = useScreen()
  const { search = '' } = useView()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped, flush] = useTyped('search', search, (text) => handles.known(text) === undefined)
  const handle = handles.known(typed)
  useEffect(() => {
    if (isFresh) input.current?.focus()
  }, [isFresh])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    else if (event.key !== 'Enter') return
    else if (handle) void handles.go(handle).then((problem) => problem && clipboard.say(problem))
    else if (typed !== search) flush()
    else hits.step(event.shiftKey ? -1 : 1)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.field}>
      <span className={css.name} aria-hidden="true">
        Search
      </span>
      <input
        ref={input}
        data-field="search"
        className={css.input}
        type="text"
        inputMode="search"
        spellCheck={false}
        autoComplete="off"
        aria-label="Search the rows"
        aria-describedby="hits"
        placeholder="words, /json/pointer, x1.e17"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={onKeyDown}
      />
      <span id="hits" className={css.count} role="status">
        {handle ? 'Enter goes there' : hits.words}
      </span>
      <FieldButton title="Previous hit" onClick={() => hits.step(-1)}>
        ↑
      </FieldButton>
      <FieldButton title="Next hit" onClick={() => hits.step(1)}>
        ↓
      </FieldButton>
      <FieldButton title="End the search" onClick={onClose}>
        ✕
      </FieldButton>
    </div>
  )
}
