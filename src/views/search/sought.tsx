import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { SheetAddress } from '../../state/queries.ts'
import type { RowOrder } from '../../state/rows/row-order.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { FilterField } from './filter-field.tsx'
import { useHighlights } from './highlights.ts'
import { useHits } from './hits.ts'
import { NoRows } from './no-rows.tsx'
import css from './search.module.css'
import { SearchField } from './search-field.tsx'
import { useShownRows } from './shown-rows.ts'
import { useFields } from './sought-fields.ts'

interface SoughtProps {
  readonly sheet: SheetAddress
  /** All rows of the half. */
  readonly total: number
  readonly rows: (order: RowOrder) => ReactNode
}

/** A half under its two fields: which rows are shown, and what is looked for in them. */
export function Sought({ sheet, total, rows }: SoughtProps) {
  const { finder } = useScreen()
  const { search, filter } = useView()
  const half = useRef<HTMLDivElement>(null)
  const { key, exchange, tab } = sheet
  useEffect(
    () => finder.look({ key, exchange, tab }, { search, filter }),
    [finder, key, exchange, tab, search, filter],
  )
  const hits = useHits(sheet)
  const order = useShownRows(sheet, total)
  useHighlights(half, search)
  const fields = useFields(half, hits)
  return (
    <div ref={half} className={css.half}>
      {(fields.has('search') || fields.has('filter')) && (
        <search className={css.bar} aria-label="Rows">
          {fields.has('filter') && (
            <FilterField
              sheet={sheet}
              isFresh={fields.isFresh('filter')}
              onClose={() => fields.close('filter')}
            />
          )}
          {fields.has('search') && (
            <SearchField
              hits={hits}
              isFresh={fields.isFresh('search')}
              onClose={() => fields.close('search')}
            />
          )}
        </search>
      )}
      <div className={css.rows}>{order.total === 0 ? <NoRows sheet={sheet} /> : rows(order)}</div>
    </div>
  )
}
