import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Suggestion } from '../../state/finding/filters.ts'
import { suggestionsFor } from '../../state/finding/filters.ts'
import type { Nameable } from '../../state/finding/misunderstood.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { useOpened, useScreen } from '../kit/screen.ts'

/** What is offered below a field that is typed in, and the one of it that the keys are at. */
export interface Offers {
  readonly list: readonly Suggestion[]
  readonly isListed: boolean
  /** Place in the list, from 0; -1 where the keys are in the field. */
  readonly at: number
  /** The one that the keys are at. */
  readonly chosen: Suggestion | undefined
  offer(): void
  step(by: number): void
  /** Back to the field. */
  release(): void
  close(): void
}

export function useOffers(sheet: SheetAddress, typed: string): Offers {
  const list = useSuggestions(sheet, typed)
  const [isOffering, setOffering] = useState(false)
  const [at, setAt] = useState(-1)
  const isListed = isOffering && list.length > 0
  return {
    list,
    isListed,
    at,
    chosen: isListed && at >= 0 ? list[at] : undefined,
    offer: () => setOffering(true),
    step(by) {
      setOffering(true)
      setAt((now) => Math.max(-1, Math.min(list.length - 1, now + by)))
    },
    release: () => setAt(-1),
    close: () => setOffering(false),
  }
}

/** What tokens of a half can name. */
export function useNameable(sheet: SheetAddress): Nameable {
  const { queries } = useScreen()
  const { data } = useQuery(queries.vocabulary(sheet))
  const findings = useOpened()?.findings ?? []
  return {
    exchange: sheet.tab === 'events' ? sheet.exchange : '',
    words: data && !('problem' in data) ? data : undefined,
    rules: findings.map(({ rule }) => rule),
  }
}

function useSuggestions(sheet: SheetAddress, typed: string): readonly Suggestion[] {
  const { words, rules } = useNameable(sheet)
  return suggestionsFor(typed, words, [...new Set(rules)])
}
