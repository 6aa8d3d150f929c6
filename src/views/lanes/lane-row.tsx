// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import { memo } from 'react'
import { useStore } from 'zustand'
import type { Column, Window } from '../../engine/answers/window.ts'
import type { Focus, Spot } from '../../state/focus.ts'
import { isLit } from '../../state/focus.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import type { Remark } from '../../transcript/transcript.ts'
import type { Row } from '../../translate/lanes.ts'
import { RemarkMark } from '../kit/remark-mark.tsx'
import { useScreen } from '../kit/screen.ts'
import type { VirtualRows } from '../kit/virtual-rows.ts'
import { stuckAt } from './columns.ts'
import { LaneCell } from './lane-cell.tsx'
import css from './lanes.module.css'
import type { RailPiece } from './rails.ts'
import { railsThrough, spansOf } from './rails.ts'

interface LaneRowProps {
  /** Its number in its half, from 0. */
  readonly index: number
  readonly handle: string
  /** Its place among the rows that are shown. */
  readonly position: number
  readonly measure: VirtualRows['measure']
  readonly row: Row | undefined
  /** Why it is not there. */
  readonly trouble: string | undefined
  readonly columns: readonly Column[]
  /** How many of them stay in sight. */
  readonly stuck: number
  /** The one that holds it. */
  readonly window: Window | undefined
  readonly problems: number
  readonly remarks: readonly Remark[]
  readonly isActive: boolean
  readonly spot: Spot | undefined
}

export const LaneRow = memo(function LaneRow(props: LaneRowProps) {
  const { index, handle, position, measure, row, trouble, columns, stuck, window, isActive, spot } = props
  const { problems, remarks } = props
  const spans = window && spansOf(window)
  // One listener a row: as many as there are atoms would be felt when rows come and go.
  const lit = useStore(useScreen().focus, (focus) => litIn(focus, row, columns))
  return (
    <div
      ref={measure}
      role="row"
      data-index={index}
      data-position={position}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={css.row}
      aria-busy={row || trouble ? undefined : true}
    >
      <div role="rowheader" className={css.gutter} title={handle}>
        {problems > 0 && (
          <span
            className={css.problem}
            title={`${problems} found here`}
            role="img"
            aria-label={`${problems} problems`}
          >
            ▪
          </span>
        )}
        <RemarkMark remarks={remarks} />
        {index + 1}
        {row?.atMs !== undefined && <small>+{(row.atMs / 1000).toFixed(2)}</small>}
      </div>
      {columns.map((column, i) => (
        <LaneCell
          key={column}
          stuck={stuckAt(i, stuck)}
          id={`cell-${index}-${column}`}
          column={column}
          cell={row && cellOf(row, column)}
          trouble={column === 'source' ? trouble : undefined}
          calls={window?.calls[column] ?? NO_CALLS}
          rails={
            row && window
              ? railsThrough(spans?.[column], row, cellOf(row, column), window.calls[column])
              : NO_RAILS
          }
          spotAtom={spot?.column === column ? spot.atom : undefined}
          lit={atomsIn(lit, column)}
        />
      ))}
    </div>
  )
})

/** The atoms that the eye is on, as text, so that the same is the same: `source:0 gemini:2`. */
function litIn(focus: Focus, row: Row | undefined, columns: readonly Column[]): string {
  if (!row || (focus.hoverFrom.length === 0 && focus.spotFrom.length === 0)) return ''
  return columns
    .flatMap((column) =>
      cellOf(row, column).atoms.flatMap(({ from }, at) => (isLit(focus, from) ? [`${column}:${at}`] : [])),
    )
    .join(' ')
}

const NO_CALLS: ReadonlyMap<string, number> = new Map()
const NO_RAILS: readonly RailPiece[] = []
const NONE: ReadonlySet<number> = new Set()

function atomsIn(lit: string, column: Column): ReadonlySet<number> {
  if (lit === '') return NONE
  const own = lit.split(' ').filter((one) => one.startsWith(`${column}:`))
  return new Set(own.map((one) => Number(one.slice(column.length + 1))))
}
