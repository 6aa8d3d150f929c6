import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useDeferredValue, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Column, Window } from '../../engine/answers/window.ts'
import type { SheetTab } from '../../engine/view.ts'
import type { DialectId } from '../../hub/dialect.ts'
import type { SheetAddress } from '../../state/queries.ts'
import type { LaneLayout } from '../../state/rows/lane-layout.ts'
import { arranged } from '../../state/rows/lane-layout.ts'
import type { RowOrder } from '../../state/rows/row-order.ts'
import { shownLanes } from '../../state/settings.ts'
import { Quiet } from '../kit/quiet.tsx'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { ComingLanes } from './coming-lanes.tsx'
import { LaneGrid } from './lane-grid.tsx'

interface LanesProps {
  readonly tab: SheetTab
  /** What stands around the rows of a half, and says which of them are shown. */
  readonly around: (half: RowsToShow) => ReactNode
}

export interface RowsToShow {
  readonly sheet: SheetAddress
  readonly total: number
  readonly rows: (order: RowOrder) => ReactNode
}

/** One half of the exchange as rows: the source, and beside it what it is in the other dialects. */
export function Lanes({ tab, around }: LanesProps) {
  const opened = useOpened()
  const exchange = useExchange()
  if (!opened || !exchange) return null
  if (tab === 'request' && !exchange.hasRequest)
    return <Quiet>No request was captured in {exchange.id}, only a reply. Open the tab Events.</Quiet>
  if (tab === 'events' && !exchange.reply)
    return <Quiet>No reply was captured in {exchange.id}, only a request. Open the tab Request.</Quiet>
  return <LanesOf sheet={{ key: opened.key, exchange: exchange.id, tab }} around={around} />
}

interface LanesOfProps extends Pick<LanesProps, 'around'> {
  readonly sheet: SheetAddress
}

function LanesOf({ sheet, around }: LanesOfProps) {
  const { queries } = useScreen()
  const { data, error } = useQuery(queries.page(sheet, 0))
  // Rows that come are made between other things; those that are here are shown at once.
  const isShown = useDeferredValue(data !== undefined)
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data || !isShown) return <Coming tab={sheet.tab} />
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  if (data.total === 0) return <Quiet>There is nothing in this half: the body is empty.</Quiet>
  return <Shown key={`${sheet.exchange}/${sheet.tab}`} sheet={sheet} first={data} around={around} />
}

function Coming({ tab }: { readonly tab: SheetTab }) {
  const exchange = useExchange()
  const { columns, layout } = useColumns(exchange?.dialect, exchange?.other?.[tab] !== undefined)
  return <ComingLanes columns={columns} layout={layout} />
}

function Shown({ sheet, first, around }: LanesOfProps & { readonly first: Window }) {
  const { columns, layout } = useColumns(first.dialect, first.other !== undefined)
  return around({
    sheet,
    total: first.total,
    rows: (order) => <LaneGrid sheet={sheet} first={first} columns={columns} layout={layout} order={order} />,
  })
}

/** The source, and the lanes that are shown beside it, as the person laid them out. */
function useColumns(
  source: DialectId | undefined,
  hasOther: boolean,
): { readonly columns: readonly Column[]; readonly layout: LaneLayout } {
  const { settings } = useScreen()
  const lanes = useStore(settings, (state) => state.lanes)
  const layout = useStore(settings, (state) => state.layout)
  const columns = useMemo<readonly Column[]>(
    () => [
      'source',
      ...arranged(layout, shownLanes(lanes, source)).filter((lane) => lane !== 'other' || hasOther),
    ],
    [lanes, layout, source, hasOther],
  )
  return { columns, layout }
}
