import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { Problem } from '../../engine/answers/problem.ts'
import type { Window } from '../../engine/answers/window.ts'
import type { Spot } from '../../state/focus.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { PAGE } from '../../state/queries.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import type { RowOrder } from '../../state/rows/row-order.ts'
import type { RowPages } from '../../state/rows/row-pages.ts'
import { createRowPages } from '../../state/rows/row-pages.ts'
import type { Range } from '../../state/rows/scroll.ts'
import type { Row } from '../../translate/lanes.ts'
import { useScreen } from '../kit/screen.ts'

export interface Rows {
  at(index: number): Row | undefined
  /** Why a row is not there, and will not come by itself. */
  troubleAt(index: number): string | undefined
  /** The window that holds a row. */
  windowAt(index: number): Window | undefined
  /** Findings that have a place in a row, as numbers in the list of findings. */
  problemsAt(index: number): readonly number[]
}

/**
 * The pages around what is seen: a range of places in the order that is shown. While the thumb is pulled nothing is asked
 * for: it would come when it is gone.
 */
export function useRows(
  { key, exchange, tab }: SheetAddress,
  first: Window,
  order: RowOrder,
  { range, isPassing }: { readonly range: Range; readonly isPassing: boolean },
): Rows {
  const { from, to } = range
  const { queries } = useScreen()
  const client = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: pages say more when all of a long stream was read, and when it was judged.
  const pages = useMemo(
    () =>
      createRowPages(PAGE, order.total, (page) => {
        const sheet = { key, exchange, tab }
        const only = order.slice?.(page * PAGE, (page + 1) * PAGE)
        return only
          ? client.fetchQuery(queries.pageOf(sheet, page, only))
          : client.fetchQuery(queries.page(sheet, page))
      }),
    [client, queries, key, exchange, tab, order, first.reading === undefined, first.isJudging],
  )
  const known = useStore(pages)
  const stale = useStale(pages)
  useEffect(() => {
    if (!isPassing) pages.look({ from, to })
  }, [pages, from, to, isPassing])
  return useMemo(() => rowsOf(known, stale, first, order), [known, stale, first, order])
}

type Pages = ReadonlyMap<number, Window | Problem>

/** The pages of the sheet before an edit: they are shown until those after it have come. */
function useStale(pages: RowPages): Pages | undefined {
  const trail = useRef<{ pages: RowPages; stale?: Pages }>({ pages })
  if (trail.current.pages !== pages) trail.current = { pages, stale: trail.current.pages.getState() }
  return trail.current.stale
}

function rowsOf(pages: Pages, stale: Pages | undefined, first: Window, order: RowOrder): Rows {
  const rowIn = (window: Window | Problem | undefined, index: number): Row | undefined => {
    if (!window || 'problem' in window) return undefined
    const row = window.rows[order.positionOf(index) - window.from]
    // What is left from another order has other rows at the same places.
    return row?.index === index ? row : undefined
  }
  const windowAt = (index: number): Window | undefined => {
    const page = Math.floor(order.positionOf(index) / PAGE)
    const candidates = [pages.get(page), ...(page === 0 ? [first] : []), stale?.get(page)]
    return candidates.find((window): window is Window => rowIn(window, index) !== undefined)
  }
  return {
    windowAt,
    at: (index) => rowIn(windowAt(index), index),
    troubleAt(index) {
      const page = pages.get(Math.floor(order.positionOf(index) / PAGE))
      return page && 'problem' in page ? page.problem : undefined
    },
    problemsAt: (index) =>
      (windowAt(index)?.marks ?? []).filter(({ row }) => row === index).map(({ problem }) => problem),
  }
}

export type Settle = (spot: Spot) => void

/** Choosing an atom moves the eye and the address; what a finding said steps back. */
export function useSettle(rows: Rows): Settle {
  const { focus, address } = useScreen()
  useLateLight(rows)
  return (spot) => {
    const { problem: _, ...view } = address.getState().view
    address.move({ ...view, row: spot.row })
    focus.settle(spot, originsAt(rows, spot) ?? [])
  }
}

const originsAt = (rows: Rows, { row, column, atom }: Spot) => {
  const there = rows.at(row)
  return there && cellOf(there, column).atoms[atom]?.from
}

/** One may jump to a row before it is known: its light goes on when it comes. */
function useLateLight(rows: Rows): void {
  const { focus } = useScreen()
  const spot = useStore(focus, (state) => state.spot)
  const isKnown = spot !== undefined && rows.at(spot.row) !== undefined
  const latest = useRef(rows)
  latest.current = rows
  useEffect(() => {
    const { spot: now, spotFrom } = focus.getState()
    const from = isKnown && now && spotFrom.length === 0 ? originsAt(latest.current, now) : undefined
    if (now && from && from.length > 0) focus.settle(now, from)
  }, [focus, isKnown])
}
