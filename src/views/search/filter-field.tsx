import type { ChangeEvent, KeyboardEvent } from 'react'
import { useId, useRef } from 'react'
import type { Suggestion } from '../../state/finding/filters.ts'
import { completed } from '../../state/finding/filters.ts'
import { hasNotBegun, unlookedAt } from '../../state/finding/finder.ts'
import { explained } from '../../state/finding/misunderstood.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { Choice } from '../kit/choice.tsx'
import { useView } from '../kit/screen.ts'
import { Field } from './field.tsx'
import { FieldButton } from './field-button.tsx'
import css from './search.module.css'
import { useFound } from './shown-rows.ts'
import type { Offers } from './suggestions.ts'
import { useNameable, useOffers } from './suggestions.ts'
import { useTyped } from './typed.ts'

interface FilterFieldProps {
  readonly sheet: SheetAddress
  /** It was asked for, so it takes the focus. */
  readonly isFresh: boolean
  readonly onClose: () => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** Which rows are shown, in tokens; what goes on with the word that is typed is offered below. */
export function FilterField({ sheet, isFresh, onClose }: FilterFieldProps) {
  const { filter = '' } = useView()
  const listId = useId()
  const count = useCount(sheet)
  const { input, typed, offers, take, onChange, onKeyDown } = useTokens(sheet, filter, onClose)
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
      aria-expanded={offers.isListed}
      aria-controls={listId}
      {...(offers.isListed && offers.at >= 0 ? { 'aria-activedescendant': `${listId}-${offers.at}` } : {})}
      placeholder="part:tool-call lane:gemini -lost"
      value={typed}
      onFocus={offers.offer}
      onBlur={offers.close}
      onChange={onChange}
      onKeyDown={onKeyDown}
    >
      <FieldButton title="Show all rows" onClick={onClose}>
        ✕
      </FieldButton>
      <TokenList id={listId} offers={offers} onTake={take} />
    </Field>
  )
}

/** Tokens as they are typed: keys walk what is offered, take it, or mean what stands there. */
function useTokens(sheet: SheetAddress, filter: string, onClose: () => void) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped, flush] = useTyped('filter', filter)
  const offers = useOffers(sheet, typed)
  const take = ({ token }: Suggestion) => {
    const next = completed(typed, token)
    setTyped(next)
    offers.release()
    if (next.endsWith(' ')) flush(next)
    input.current?.focus()
  }
  const enter = () => {
    if (offers.chosen) return take(offers.chosen)
    flush()
    offers.close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step !== undefined) offers.step(step)
    else if (event.key === 'Enter' || (event.key === 'Tab' && offers.chosen)) enter()
    else if (event.key === 'Escape') offers.isListed ? offers.close() : onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    setTyped(target.value)
    offers.offer()
    offers.release()
  }
  return { input, typed, offers, take, onChange, onKeyDown }
}

interface TokenListProps {
  readonly id: string
  readonly offers: Offers
  readonly onTake: (suggestion: Suggestion) => void
}

/** Tokens that go on with the word that is typed. */
const TokenList = ({ id, offers, onTake }: TokenListProps) => (
  <div id={id} role="listbox" aria-label="Tokens" className={css.list} hidden={!offers.isListed}>
    {offers.list.map((suggestion, i) => (
      <Choice
        key={suggestion.token}
        id={`${id}-${i}`}
        className={css.offer}
        isChosen={i === offers.at}
        // The field keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onTake(suggestion)}
      >
        <code>{suggestion.token}</code>
        <span>{suggestion.what}</span>
      </Choice>
    ))}
  </div>
)

function useCount(sheet: SheetAddress): string {
  const { filter } = useView()
  const found = useFound(sheet, 'filter')
  const nameable = useNameable(sheet)
  if (!found || hasNotBegun(found)) return filter ? '…' : ''
  if (found.problem) return found.problem
  const [shown, looked] = [found.rows.length, found.looked].map((count) => count.toLocaleString('en'))
  const doubt = explained(found.text, nameable).find(({ why }) => why)?.why
  // Where no row is shown, each part is explained in their place.
  const doubted = doubt && found.rows.length > 0 ? `; ${doubt.short}` : ''
  return found.isDone
    ? `${shown} of ${looked} rows${doubted}${unlookedAt(found)}`
    : `${shown} of the first ${looked} rows`
}
