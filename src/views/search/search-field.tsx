import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import { useScreen, useView } from '../kit/screen.ts'
import { Field } from './field.tsx'
import { FieldButton } from './field-button.tsx'
import type { Hits } from './hits.ts'
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
    <Field
      title="Search"
      count={handle ? 'Enter goes there' : hits.words}
      countId="hits"
      input={input}
      isFresh={isFresh}
      data-field="search"
      inputMode="search"
      aria-label="Search the rows"
      placeholder="words, /json/pointer, x1.e17"
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onKeyDown={onKeyDown}
    >
      <FieldButton title="Previous hit" onClick={() => hits.step(-1)}>
        ↑
      </FieldButton>
      <FieldButton title="Next hit" onClick={() => hits.step(1)}>
        ↓
      </FieldButton>
      <FieldButton title="End the search" onClick={onClose}>
        ✕
      </FieldButton>
    </Field>
  )
}
