import type { RefObject } from 'react'
import { useCallback, useLayoutEffect, useMemo, useReducer, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Heights } from '../../state/rows/heights.ts'
import { createHeights } from '../../state/rows/heights.ts'
import type { Range } from '../../state/rows/scroll.ts'
import { endOf, offsetOf, rangeOf } from '../../state/rows/scroll.ts'
import type { Standing } from '../../state/rows/standing.ts'
import { arrive, drawnRange, keyOf, resize, stand, standOn } from '../../state/rows/standing.ts'
import { HEAD_HEIGHT, happeningsOf, useFollow, viewOf } from './follow-scroller.ts'
import { useHeightsSeen } from './heights-seen.ts'

/** Px of a window that are never rows: what stands above them and the closed dock. */
const AROUND = 220
/** Before the screen has said how high it is: rather a row too many than one that comes late. */
const likelyView = (): number => Math.max(200, innerHeight - AROUND)

export interface VirtualRows {
  readonly range: Range
  /** Px from the top of the scrolled element to the first row that is drawn. */
  readonly offset: number
  /** Of the scrolled element. */
  readonly height: number
  /** How many rows of likely height are seen at once. */
  readonly perView: number
  /** The thumb is being pulled: what is in sight is gone with the next picture. */
  readonly isPassing: boolean
  /** First row that is seen, whatever was drawn. */
  firstSeen(): number
  /** For each row that is drawn: its height is learnt. */
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined
  reveal(row: number): void
  /** Px from the top of the scroller to where a row ends, drawn or not. */
  endOf(row: number): number
}

/** Rows of any number and any height in one scroller: where what is seen stands, `state/rows/standing.ts` reckons. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  likely: number,
): VirtualRows {
  const heights = useMemo(() => createHeights(count, likely), [count, likely])
  const [standing] = useState(() => stand(heights, likelyView()))
  if (standing.heights !== heights) standOn(standing, heights)
  const [, draw] = useReducer((turn: number) => turn + 1, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: of other rows, all is asked for and measured anew
  const happen = useMemo(() => happeningsOf(standing, () => flushSync(draw), draw), [heights, standing])
  const measure = useHeightsSeen(heights, happen.learnt)
  useFollow(scroller, happen)
  usePlacing(scroller, standing, heights)
  const { scroll } = standing
  standing.range = drawnRange(standing)
  standing.key = keyOf(standing)
  return {
    range: standing.range,
    offset: offsetOf(heights, scroll, standing.range.from),
    height: scroll.height,
    perView: Math.max(1, Math.floor(scroll.view / likely)),
    isPassing: standing.isPassing,
    firstSeen: () => rangeOf(heights, standing.scroll).from,
    endOf: useCallback(
      (row: number) => HEAD_HEIGHT + endOf(heights, standing.scroll, row),
      [heights, standing],
    ),
    measure,
    reveal: happen.called,
  }
}

/** The scroller goes where it should stand. */
function usePlacing(scroller: RefObject<HTMLElement | null>, standing: Standing, heights: Heights): void {
  // Before anybody looks for a row: what can be seen of it depends on how high the view is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are drawn with what comes next
  useLayoutEffect(() => {
    if (scroller.current) resize(standing, viewOf(scroller.current))
  }, [scroller, standing, heights])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !standing.isOurs) return
    element.scrollTop = standing.scroll.top
    arrive(standing, element.scrollTop)
  })
}
