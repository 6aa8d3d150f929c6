import type { Page } from '@playwright/test'

/** A sum of shifts that nobody sees: a hundredth of the screen moved by a hundredth of it is 0.0001. */
export const SHIFT_SEEN = 0.001

interface Shift {
  readonly value: number
  /** What moved, from where to where. */
  readonly moved: readonly string[]
}

/**
 * Notes in all documents of a page what moved although nobody had done anything in the half second before. Beside what a
 * browser takes for that, wheels, thumbs and addresses are things one does. What Monaco makes is not ours to mend; and rows
 * that come into a grid have heights that nobody knew: `lanes.e2e.ts` holds the one that is looked at in its place.
 */
export async function watchShifts(page: Page): Promise<readonly Shift[]> {
  const shifts: Shift[] = []
  await page.exposeFunction('noteShift', (shift: Shift) => void shifts.push(shift))
  await page.addInitScript(() => {
    const words = ({ node, previousRect, currentRect }: Moved): string => {
      const element = node instanceof Element ? node : node?.parentElement
      const [from, to] = [previousRect, currentRect].map(({ x, y, width, height }) =>
        [x, y, width, height].map(Math.round).join(' '),
      )
      return `${element?.className || element?.nodeName} “${element?.textContent?.slice(0, 30)}” ${from} → ${to}`
    }
    interface Moved {
      readonly node: Node | null
      readonly previousRect: DOMRectReadOnly
      readonly currentRect: DOMRectReadOnly
    }
    interface LayoutShift extends PerformanceEntry {
      readonly value: number
      readonly hadRecentInput: boolean
      readonly sources: readonly Moved[]
    }
    const REST = 500
    let done = Number.NEGATIVE_INFINITY
    for (const deed of ['wheel', 'scroll', 'hashchange', 'popstate'])
      addEventListener(deed, () => (done = performance.now()), { capture: true, passive: true })
    const isOurs = ({ node }: Moved) =>
      !(node instanceof Element ? node : node?.parentElement)?.closest(
        '.monaco-editor, .monaco-diff-editor, [role="grid"] *',
      )
    new PerformanceObserver((list) => {
      for (const { value, startTime, hadRecentInput, sources } of list.getEntries() as LayoutShift[])
        if (!hadRecentInput && startTime - done > REST && sources.some(isOurs))
          void Reflect.get(window, 'noteShift')({ value, moved: sources.map(words) })
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return shifts
}

/** What moved most, first; nothing where nobody would have seen it. */
export function shiftsSeen(shifts: readonly Shift[]): readonly string[] {
  const sum = shifts.reduce((so, { value }) => so + value, 0)
  if (sum < SHIFT_SEEN) return []
  return shifts
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 5)
    .map(({ value, moved }) => `${value.toFixed(4)}: ${moved.join('; ')}`)
}
