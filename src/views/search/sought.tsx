import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { SheetAddress } from '../../state/queries.ts'
import type { RowOrder } from '../../state/row-order.ts'
import { useCommands } from '../kit/commands.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { FilterField } from './filter-field.tsx'
import { useHighlights } from './highlights.ts'
import { useHits } from './hits.ts'
import { NoRows } from './no-rows.tsx'
import css from './search.module.css'
import { SearchField } from './search-field.tsx'
import { useShownRows } from './shown-rows.ts'

interface SoughtProps {
  readonly sheet: SheetAddress
  /** All rows of the half. */
  readonly total: number
  readonly rows: (order: RowOrder) => ReactNode
}

type Field = 'search' | 'filter'

/** A half under its two fields: which rows are shown, and what is looked for in them. */
export function Sought({ sheet, total, rows }: SoughtProps) {
  const { address, finder } = useScreen()
  const { search, filter } = useView()
  const half = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<readonly Field[]>([])
  const { key, exchange, tab } = sheet
  useEffect(
    () => finder.look({ key, exchange, tab }, { search, filter }),
    [finder, key, exchange, tab, search, filter],
  )
  const hits = useHits(sheet)
  const order = useShownRows(sheet, total)
  useHighlights(half, search)
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
  const has = (field: Field, text: string | undefined) => open.includes(field) || text !== undefined
  return (
    <div ref={half} className={css.half}>
      {(has('search', search) || has('filter', filter)) && (
        <search className={css.bar} aria-label="Rows">
          {has('filter', filter) && (
            <FilterField sheet={sheet} isFresh={open.at(-1) === 'filter'} onClose={() => close('filter')} />
          )}
          {has('search', search) && (
            <SearchField hits={hits} isFresh={open.at(-1) === 'search'} onClose={() => close('search')} />
          )}
        </search>
      )}
      <div className={css.rows}>{order.total === 0 ? <NoRows sheet={sheet} /> : rows(order)}</div>
    </div>
  )
}
