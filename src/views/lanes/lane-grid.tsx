// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
import type { Virtualizer } from '@tanstack/react-virtual'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { CSSProperties } from 'react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Column, Window } from '../../engine/protocol.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { LaneHeads } from './lane-heads.tsx'
import { useLaneKeys } from './lane-keys.ts'
import { LaneRow } from './lane-row.tsx'
import css from './lanes.module.css'
import { useForgetHover, usePointer } from './pointer.ts'
import { useRows, useSettle } from './rows.ts'

interface LaneGridProps {
  readonly sheet: SheetAddress
  readonly first: Window
  readonly columns: readonly Column[]
}

/** Of a row that is not known yet: two lines of 18 px, its padding and its hairline. */
const LIKELY_HEIGHT = 2 * 18 + 13
const HEAD_HEIGHT = 34

export function LaneGrid({ sheet, first, columns }: LaneGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: first.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => LIKELY_HEIGHT,
    overscan: 8,
    scrollPaddingStart: HEAD_HEIGHT,
  })
  const items = virtualizer.getVirtualItems()
  const rows = useRows(sheet, first, items[0]?.index ?? 0, items.at(-1)?.index ?? 0)
  const spot = useStore(useScreen().focus, (focus) => focus.spot)
  const active = useView().row
  const settle = useSettle(rows)
  const onKeyDown = useLaneKeys({ total: first.total, columns, rows, settle })
  const pointer = usePointer(rows, settle)
  useForgetHover(scroller)
  useScrollTo(virtualizer, active)
  return (
    <div
      ref={scroller}
      className={css.grid}
      style={{ '--lanes': columns.length } as CSSProperties}
      role="grid"
      tabIndex={0}
      aria-label={sheet.tab === 'events' ? 'Events, one row a source frame' : 'Request, one row an entry'}
      aria-rowcount={first.total + 1}
      aria-colcount={columns.length + 1}
      {...(spot && rows.at(spot.row) ? { 'aria-activedescendant': `cell-${spot.row}-${spot.column}` } : {})}
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <LaneHeads columns={columns} window={first} exchange={sheet.exchange} />
      <div role="rowgroup" className={css.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <LaneRow
            key={index}
            index={index}
            start={start}
            measure={virtualizer.measureElement}
            row={rows.at(index)}
            columns={columns}
            calls={first.calls}
            problems={rows.problemsAt(index).length}
            isActive={index === active}
            spot={spot?.row === index ? spot : undefined}
          />
        ))}
      </div>
    </div>
  )
}

function useScrollTo(virtualizer: Virtualizer<HTMLDivElement, Element>, row: number | undefined): void {
  useEffect(() => {
    if (row !== undefined) virtualizer.scrollToIndex(row, { align: 'auto' })
  }, [virtualizer, row])
}
