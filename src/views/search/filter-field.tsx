import { useQuery } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useId, useRef, useState } from 'react'
import type { Suggestion } from '../../state/filters.ts'
import { completed, suggestionsFor } from '../../state/filters.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { Choice } from '../kit/choice.tsx'
import { useOpened, useScreen, useView } from '../kit/screen.ts'
import { Field } from './field.tsx'
import { FieldButton } from './field-button.tsx'
import css from './search.module.css'
import { useFound } from './shown-rows.ts'
import { useTyped } from './typed.ts'

interface FilterFieldProps {
  readonly sheet: SheetAddress
  /** It was asked for, so it takes the focus. */
  readonly isFresh: boolean
  readonly onClose: () => void
}

/** Which rows are shown, in tokens; what goes on with the word that is typed is offered below. */
export function FilterField({ sheet, isFresh, onClose }: FilterFieldProps) {
  const { filter = '' } = useView()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped, flush] = useTyped('filter', filter)
  const [isOffering, setOffering] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const listId = useId()
  const suggestions = useSuggestions(sheet, typed)
  const isListed = isOffering && suggestions.length > 0
  const count = useCount(sheet)
  const take = (suggestion: Suggestion | undefined) => {
    if (!suggestion) return
    const next = completed(typed, suggestion.token)
    setTyped(next)
    setChosen(-1)
    if (next.endsWith(' ')) flush(next)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      setOffering(true)
      setChosen((at) => Math.max(-1, Math.min(suggestions.length - 1, at + step)))
    } else if (event.key === 'Enter' || (event.key === 'Tab' && isListed && chosen >= 0)) {
      if (isListed && chosen >= 0) take(suggestions[chosen])
      else {
        flush()
        setOffering(false)
      }
    } else if (event.key === 'Escape') {
      if (isListed) setOffering(false)
      else onClose()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Field
      title="Filter"
      count={count}
      countId="shown-rows"
      input={input}
      isFresh={isFresh}
      data-field="filter"
      role="combobox"
      aria-label="Filter the rows"
      aria-autocomplete="list"
      aria-expanded={isListed}
      aria-controls={listId}
      {...(isListed && chosen >= 0 ? { 'aria-activedescendant': `${listId}-${chosen}` } : {})}
      placeholder="part:tool-call lane:gemini -lost"
      value={typed}
      onFocus={() => setOffering(true)}
      onBlur={() => setOffering(false)}
      onChange={({ target }) => {
        setTyped(target.value)
        setOffering(true)
        setChosen(-1)
      }}
      onKeyDown={onKeyDown}
    >
      <FieldButton title="Show all rows" onClick={onClose}>
        ✕
      </FieldButton>
      <div id={listId} role="listbox" aria-label="Tokens" className={css.list} hidden={!isListed}>
        {suggestions.map((suggestion, i) => (
          <Choice
            key={suggestion.token}
            id={`${listId}-${i}`}
            className={css.offer}
            isChosen={i === chosen}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(suggestion)}
          >
            <code>{suggestion.token}</code>
            <span>{suggestion.what}</span>
          </Choice>
        ))}
      </div>
    </Field>
  )
}

function useSuggestions(sheet: SheetAddress, typed: string): readonly Suggestion[] {
  const { queries } = useScreen()
  const { data } = useQuery(queries.vocabulary(sheet))
  const findings = useOpened()?.findings ?? []
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  return suggestionsFor(typed, data && !('problem' in data) ? data : undefined, rules)
}

function useCount(sheet: SheetAddress): string {
  const { filter } = useView()
  const found = useFound(sheet, 'filter')
  if (!found) return filter ? '…' : ''
  if (found.problem) return found.problem
  const [shown, looked] = [found.rows.length, found.looked].map((count) => count.toLocaleString('en'))
  return found.isDone ? `${shown} of ${looked} rows` : `${shown} of the first ${looked} rows`
}
