import type { Column, Lane } from '../../engine/answers/window.ts'
import { LANES } from '../../engine/answers/window.ts'

/** How a person laid out the lanes. */
export interface LaneLayout {
  /** All of them, hidden ones too. */
  readonly order: readonly Lane[]
  /** Those that stay at the left, beside the source. */
  readonly pinned: readonly Lane[]
  /** Px, where chosen by hand; all others share what is left. */
  readonly widths: Readonly<Partial<Record<Column, number>>>
}

export const FIRST_LAYOUT: LaneLayout = { order: LANES, pinned: [], widths: {} }

/** Px: a lane narrower than that says nothing. */
const LEAST_WIDTH = 96
const MOST_WIDTH = 2_000
/** Px that a lane takes at least where nobody chose. */
export const USUAL_WIDTH = 176

/** Lanes as they stand: pinned ones first, both in their order. */
export const arranged = ({ order, pinned }: LaneLayout, shown: readonly Lane[]): readonly Lane[] => {
  const here = order.filter((lane) => shown.includes(lane))
  return [...here.filter((lane) => pinned.includes(lane)), ...here.filter((lane) => !pinned.includes(lane))]
}

/** Brings a lane to stand before another, or last. It is pinned where its neighbour is. */
export function placeLane(layout: LaneLayout, lane: Lane, before: Lane | undefined): LaneLayout {
  if (lane === before) return layout
  const others = layout.order.filter((one) => one !== lane)
  const at = before === undefined ? others.length : others.indexOf(before)
  const pinned = layout.pinned.filter((one) => one !== lane)
  return {
    ...layout,
    order: [...others.slice(0, at), lane, ...others.slice(at)],
    pinned: before !== undefined && pinned.includes(before) ? [...pinned, lane] : pinned,
  }
}

/** One place on, among those shown of its kind; the same layout where there is none. */
export function stepLane(layout: LaneLayout, lane: Lane, by: 1 | -1, shown: readonly Lane[]): LaneLayout {
  const isPinned = (one: Lane) => layout.pinned.includes(one)
  const row = arranged(layout, shown).filter((one) => isPinned(one) === isPinned(lane))
  const neighbour = row[row.indexOf(lane) + by]
  if (!row.includes(lane) || neighbour === undefined) return layout
  const order = layout.order.map((one) => (one === lane ? neighbour : one === neighbour ? lane : one))
  return { ...layout, order }
}

export const turnPin = (layout: LaneLayout, lane: Lane): LaneLayout => ({
  ...layout,
  pinned: layout.pinned.includes(lane)
    ? layout.pinned.filter((one) => one !== lane)
    : [...layout.pinned, lane],
})

/** `undefined` gives the lane back its share. */
export function widen(layout: LaneLayout, column: Column, width: number | undefined): LaneLayout {
  const { [column]: _, ...others } = layout.widths
  if (width === undefined) return { ...layout, widths: others }
  const px = Math.round(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width)))
  return { ...layout, widths: { ...others, [column]: px } }
}

/** What a machine kept, as far as it means something; lanes that it knew nothing of come first, to be seen. */
export function readLayout(kept: unknown): LaneLayout {
  const { order, pinned, widths } = isRecord(kept) ? kept : {}
  const known = lanesIn(order)
  return {
    order: [...LANES.filter((lane) => !known.includes(lane)), ...known],
    pinned: lanesIn(pinned),
    widths: Object.fromEntries(
      Object.entries(isRecord(widths) ? widths : {}).filter(
        ([column, width]) =>
          ['source', ...LANES].includes(column) &&
          typeof width === 'number' &&
          width >= LEAST_WIDTH &&
          width <= MOST_WIDTH,
      ),
    ),
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const lanesIn = (value: unknown): readonly Lane[] =>
  Array.isArray(value)
    ? LANES.filter((lane) => value.includes(lane)).sort((a, b) => value.indexOf(a) - value.indexOf(b))
    : []
