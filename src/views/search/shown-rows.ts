import { useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { Found } from '../../state/finding/finder.ts'
import type { SheetAddress } from '../../state/queries.ts'
import type { RowOrder } from '../../state/rows/row-order.ts'
import { allRows, someRows } from '../../state/rows/row-order.ts'
import { useScreen, useView } from '../kit/screen.ts'

/** What was found in a half of what the address asks for; nothing while the engine still looks in another. */
export function useFound(sheet: SheetAddress, wish: 'search' | 'filter'): Found | undefined {
  const { finder } = useScreen()
  const text = useView()[wish]
  const half = useStore(finder, (state) => state.half)
  const found = useStore(finder, (state) => state[wish])
  const isHere = half?.key === sheet.key && half.exchange === sheet.exchange && half.tab === sheet.tab
  return isHere && found?.text === text ? found : undefined
}

/** The rows that the filter shows; those shown before, until the first of them are found. */
export function useShownRows(sheet: SheetAddress, total: number): RowOrder {
  const { filter } = useView()
  const found = useFound(sheet, 'filter')
  const order = useMemo(() => {
    if (!filter?.trim() || found?.problem) return allRows(total)
    const isTelling = found && (found.isDone || found.rows.length > 0)
    return isTelling ? someRows(found.text, found.rows) : undefined
  }, [filter, found, total])
  const before = useRef<RowOrder>(undefined)
  const shown = order ?? before.current ?? allRows(total)
  before.current = shown
  return shown
}
