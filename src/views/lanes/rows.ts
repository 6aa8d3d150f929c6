import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Window } from '../../engine/protocol.ts'
import type { Spot } from '../../state/focus.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { PAGE } from '../../state/queries.ts'
import type { Row } from '../../translate/lanes.ts'
import { useScreen } from '../kit/screen.ts'
import { cellOf } from './cell-of.ts'

export interface Rows {
  at(index: number): Row | undefined
  /** Findings that have a place in a row, as numbers in the list of findings. */
  problemsAt(index: number): readonly number[]
}

/** The pages around what is seen. */
export function useRows(sheet: SheetAddress, first: Window, from: number, to: number): Rows {
  const { queries } = useScreen()
  const pages = useMemo(() => {
    const list: number[] = []
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) list.push(page)
    return list
  }, [from, to])
  const answers = useQueries({ queries: pages.map((page) => queries.page(sheet, page)) })
  const windows = answers.flatMap(({ data }) => (data && !('problem' in data) ? [data] : []))
  const holding = (index: number) =>
    [...windows, first].find((window) => index >= window.from && index < window.from + window.rows.length)
  return {
    at(index) {
      const window = holding(index)
      return window?.rows[index - window.from]
    },
    problemsAt: (index) =>
      (holding(index)?.marks ?? []).filter(({ row }) => row === index).map(({ problem }) => problem),
  }
}

export type Settle = (spot: Spot) => void

/** Choosing an atom moves the eye and the address; what a finding said steps back. */
export function useSettle(rows: Rows): Settle {
  const { focus, address } = useScreen()
  return (spot) => {
    const row = rows.at(spot.row)
    const atom = row && cellOf(row, spot.column).atoms[spot.atom]
    const { problem: _, ...view } = address.getState().view
    address.move({ ...view, row: spot.row })
    focus.settle(spot, atom?.from ?? [])
  }
}
