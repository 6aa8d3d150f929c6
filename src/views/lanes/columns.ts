import type { CSSProperties } from 'react'
import type { Column } from '../../engine/answers/window.ts'
import type { LaneLayout } from '../../state/rows/lane-layout.ts'
import { USUAL_WIDTH } from '../../state/rows/lane-layout.ts'

const GUTTER = 58

/** As CSS: the columns of each row, what they take at least, and where those that stay in sight begin. */
export function columnStyle(columns: readonly Column[], layout: LaneLayout): CSSProperties {
  const tracks = columns.map((column) => {
    const width = layout.widths[column]
    return width === undefined ? `minmax(${USUAL_WIDTH}px, 1fr)` : `${width}px`
  })
  const style: Record<string, string> = {
    '--columns': `${GUTTER}px ${tracks.join(' ')}`,
    '--count': String(columns.length),
    '--least': `${GUTTER + sumOf(columns, layout)}px`,
  }
  const stuck = columns.slice(0, stuckCount(columns, layout))
  stuck.forEach((_, i) => {
    style[`--left-${i}`] = `${GUTTER + sumOf(stuck.slice(0, i), layout)}px`
  })
  style['--stuck'] = `${GUTTER + sumOf(stuck, layout)}px`
  return style
}

/** Where lanes do not fit, none is wider than it must be. */
const sumOf = (columns: readonly Column[], { widths }: LaneLayout): number =>
  columns.reduce((sum, column) => sum + (widths[column] ?? USUAL_WIDTH), 0)

/** Columns that stay in sight: the source, and what is pinned beside it. */
export const stuckCount = (columns: readonly Column[], { pinned }: LaneLayout): number =>
  columns.filter((column) => column === 'source' || pinned.includes(column)).length

/** Its place among the columns that stay in sight; nothing for those that go. */
export const stuckAt = (index: number, stuck: number): number | undefined =>
  index < stuck ? index : undefined

/** What came over the wire stands on another ground than what we make of it. */
export const isCaptured = (column: Column): boolean => column === 'source' || column === 'other'
