import { useMemo } from 'react'
import type { Found } from '../../state/finding/finder.ts'
import { hasNotBegun, unlookedAt } from '../../state/finding/finder.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { firstFrom, rowsInBoth } from '../../state/rows/row-order.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { useFound } from './shown-rows.ts'

export interface Hits {
  /** `3 of 17`, as it is told to all. */
  readonly words: string
  /** To the next, or the one before. */
  step(by: 1 | -1): void
}

/** The rows that say what is looked for, of those that are shown. */
export function useHits(sheet: SheetAddress): Hits {
  const { handles } = useScreen()
  const { row, search = '', filter } = useView()
  const found = useFound(sheet, 'search')
  const shown = useFound(sheet, 'filter')
  const isFiltered = filter !== undefined && shown !== undefined
  const rows = useMemo(
    () => (found && isFiltered ? rowsInBoth(found.rows, shown.rows) : (found?.rows ?? NONE)),
    [found, isFiltered, shown],
  )
  const words = useMemo(() => {
    if (!found || hasNotBegun(found)) return search ? '…' : ''
    if (found.problem) return found.problem
    const hidden = found.rows.length - rows.length
    const words = `${placeIn(rows, row)}${groundOf(found)}`
    return hidden > 0 ? `${words}, ${hidden.toLocaleString('en')} filtered out` : words
  }, [found, rows, row, search])
  return { words, step: (by) => void handles.toHit(sheet, search, rows, by) }
}

const NONE = new Uint32Array()

/** What was looked through. */
function groundOf(found: Found): string {
  const { ground, isDone, looked, total } = found
  if (isDone) return (ground ? ' in text and lanes' : '') + unlookedAt(found)
  const part = `${looked.toLocaleString('en')} of ${total.toLocaleString('en')} rows searched`
  return `, ${part}${ground === 'lanes' ? ' in the lanes' : ''}`
}

function placeIn(rows: Uint32Array, row: number | undefined): string {
  const all = rows.length.toLocaleString('en')
  if (rows.length === 0) return 'no hits'
  const at = row === undefined ? -1 : firstFrom(rows, row)
  return rows[at] === row && at >= 0
    ? `${(at + 1).toLocaleString('en')} of ${all}`
    : `${all} ${rows.length === 1 ? 'hit' : 'hits'}`
}
