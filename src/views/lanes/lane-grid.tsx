// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Column, Window } from '../../engine/answers/window.ts'
import type { Spot } from '../../state/focus.ts'
import type { SheetAddress } from '../../state/queries.ts'
import type { LaneLayout } from '../../state/rows/lane-layout.ts'
import type { RowOrder } from '../../state/rows/row-order.ts'
import { rowHandle } from '../../transcript/handle.ts'
import { useRowRemarks } from '../kit/remarks.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { useVirtualRows } from '../kit/virtual-rows.ts'
import { columnStyle, stuckCount } from './columns.ts'
import { useLaneCommands } from './lane-commands.ts'
import { LaneHeads } from './lane-heads.tsx'
import { useLaneKeys } from './lane-keys.ts'
import { LaneRow } from './lane-row.tsx'
import css from './lanes.module.css'
import { likelyHeight } from './likely-height.ts'
import { PassingRows } from './passing-rows.tsx'
import { useForgetHover, usePointer } from './pointer.ts'
import { useRows, useSettle } from './rows.ts'
import { useRowInSight } from './sight.ts'

interface LaneGridProps {
  readonly sheet: SheetAddress
  readonly first: Window
  readonly columns: readonly Column[]
  readonly layout: LaneLayout
  /** Which rows are shown. */
  readonly order: RowOrder
}

export function LaneGrid({ sheet, first, columns, layout, order }: LaneGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [likely] = useState(() => likelyHeight(first.rows, columns))
  const virtual = useVirtualRows(scroller, order.total, likely)
  const { range, isPassing, offset, height, measure } = virtual
  const rows = useRows(sheet, first, order, virtual)
  const spot = useStore(useScreen().focus, (focus) => focus.spot)
  const active = useView().row
  const settle = useSettle(rows)
  const remarksIn = useRowRemarks(sheet.exchange, sheet.tab)
  const onKeyDown = useLaneKeys({ order, columns, rows, settle, virtual })
  const pointer = usePointer(rows, settle)
  useForgetHover(scroller)
  useLaneCommands(columns, layout, spot?.column, (column) => widthOf(scroller.current, column))
  useRowInSight(scroller, order, virtual)
  useSideways(scroller, spot)
  const stuck = stuckCount(columns, layout)
  const drawn = Array.from({ length: range.to - range.from }, (_, i) => order.rowAt(range.from + i))
  const isSpotDrawn = spot && !isPassing && drawn.includes(spot.row)
  return (
    <div
      ref={scroller}
      className={css.grid}
      style={columnStyle(columns, layout)}
      role="grid"
      tabIndex={0}
      aria-label={sheet.tab === 'events' ? 'Events, one row a source frame' : 'Request, one row an entry'}
      aria-rowcount={first.total + 1}
      aria-colcount={columns.length + 1}
      {...(isSpotDrawn ? { 'aria-activedescendant': `cell-${spot.row}-${spot.column}` } : {})}
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <LaneHeads columns={columns} layout={layout} window={first} exchange={sheet.exchange} />
      <div role="rowgroup" className={css.rows} style={{ height }}>
        <div role="presentation" className={css.drawn} style={{ top: offset }}>
          {isPassing && <PassingRows numbers={drawn} columns={columns} height={likely} />}
          {!isPassing &&
            drawn.map((index, i) => (
              <LaneRow
                key={index}
                index={index}
                handle={rowHandle(sheet.exchange, sheet.tab === 'request' ? 'request' : 'reply', index)}
                position={range.from + i}
                measure={measure}
                row={rows.at(index)}
                trouble={rows.troubleAt(index)}
                columns={columns}
                stuck={stuck}
                window={rows.windowAt(index)}
                problems={rows.problemsAt(index).length}
                remarks={remarksIn(rows.at(index))}
                isActive={index === active}
                spot={spot?.row === index ? spot : undefined}
              />
            ))}
        </div>
      </div>
    </div>
  )
}

const widthOf = (grid: HTMLElement | null, column: Column): number | undefined =>
  grid?.querySelector<HTMLElement>(`[data-head="${column}"]`)?.offsetWidth

/** A lane may lie beside what is seen: the eye brings it there. */
function useSideways(scroller: RefObject<HTMLElement | null>, spot: Spot | undefined): void {
  const column = spot?.column
  useEffect(() => {
    const grid = scroller.current
    const head = column && grid?.querySelector<HTMLElement>(`[data-head="${column}"]`)
    if (!grid || !head || column === 'source') return
    const [own, frame] = [head.getBoundingClientRect(), grid.getBoundingClientRect()]
    const start = frame.left + (Number.parseFloat(getComputedStyle(grid).scrollPaddingLeft) || 0)
    // Sideways only: where the page scrolls as a whole, it stays where it is.
    if (own.left < start) grid.scrollLeft -= start - own.left
    else if (own.right > frame.right) grid.scrollLeft += own.right - frame.right
  }, [scroller, column])
}
