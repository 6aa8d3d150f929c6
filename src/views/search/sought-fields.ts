import type { RefObject } from 'react'
import { useState } from 'react'
import { useCommands } from '../kit/commands.ts'
import { useScreen, useView } from '../kit/screen.ts'
import type { Hits } from './hits.ts'

type Field = 'search' | 'filter'

export interface Fields {
  has(field: Field): boolean
  /** It was asked for last, so it takes the focus. */
  isFresh(field: Field): boolean
  close(field: Field): void
}

/** Which of the two fields stand above the rows, and the commands that open, use and close them. */
export function useFields(half: RefObject<HTMLElement | null>, hits: Hits): Fields {
  const { address } = useScreen()
  const { search, filter } = useView()
  const [open, setOpen] = useState<readonly Field[]>([])
  const show = (field: Field) => {
    setOpen((before) => [...before.filter((one) => one !== field), field])
    const input = half.current?.querySelector<HTMLInputElement>(`[data-field="${field}"]`)
    input?.focus()
    input?.select()
  }
  const close = (field: Field) => {
    setOpen((before) => before.filter((one) => one !== field))
    address.seek({ [field]: '' })
    half.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  }
  const noHits = search ? {} : { off: 'Nothing is looked for: begin with /.' }
  const noFilter = filter ? {} : { off: 'All rows are shown.' }
  useCommands([
    { id: 'search.open', title: 'Search the rows', group: 'Find', keys: ['/'], run: () => show('search') },
    { id: 'filter.open', title: 'Filter the rows', group: 'Find', keys: ['f'], run: () => show('filter') },
    { id: 'hit.next', title: 'Next hit', group: 'Find', keys: ['n'], ...noHits, run: () => hits.step(1) },
    {
      id: 'hit.previous',
      title: 'Previous hit',
      group: 'Find',
      keys: ['Shift+n'],
      ...noHits,
      run: () => hits.step(-1),
    },
    {
      id: 'search.end',
      title: 'Forget what is looked for',
      group: 'Find',
      ...noHits,
      run: () => close('search'),
    },
    { id: 'filter.end', title: 'Show all rows', group: 'Find', ...noFilter, run: () => close('filter') },
  ])
  const meant = { search, filter }
  return {
    has: (field) => open.includes(field) || meant[field] !== undefined,
    isFresh: (field) => open.at(-1) === field,
    close,
  }
}
