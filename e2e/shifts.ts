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
 * browser takes for that, wheels, thumbs and addresses are things one does; and what is done lasts until what it asked of
 * the worker or of the server is answered, and the page is no longer at work on it: how fast a machine is says nothing. What
 * Monaco makes is not ours to mend; and rows that come into a grid have heights that nobody knew: `lanes.e2e.ts` holds the
 * one that is looked at in its place.
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
    /** Milliseconds of performance.now(); what is no deed goes on with one that ended less than REST before. */
    interface Span {
      readonly from: number
      to: number
      readonly isDeed?: true
    }
    const REST = 500
    const spans: Span[] = []
    const deed = () => void spans.push({ from: performance.now(), to: performance.now(), isDeed: true })
    const DEEDS = [
      'keydown',
      'pointerdown',
      'pointerup',
      'wheel',
      'scroll',
      'resize',
      'hashchange',
      'popstate',
    ]
    for (const type of DEEDS) addEventListener(type, deed, { capture: true, passive: true })
    /** Until when what was done before then went on. */
    const doneUntil = (then: number): number => {
      let done = Number.NEGATIVE_INFINITY
      for (const { from, to, isDeed } of spans.toSorted((a, b) => a.from - b.from))
        if (from <= then && (isDeed || from - done < REST)) done = Math.max(done, to)
      return done
    }
    const { postMessage } = Worker.prototype
    const heard = new WeakSet<Worker>()
    const asked = new Map<unknown, Span>()
    Worker.prototype.postMessage = function (this: Worker, message, ...rest: never[]) {
      const span = { from: performance.now(), to: performance.now() }
      spans.push(span)
      asked.set(message?.id, span)
      if (!heard.has(this))
        this.addEventListener('message', ({ data }) => {
          const answered = asked.get(data?.id)
          if (answered) answered.to = performance.now()
        })
      heard.add(this)
      postMessage.call(this, message, ...rest)
    }
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        spans.push({ from: startTime, to: startTime + duration })
    }).observe({ entryTypes: ['longtask', 'resource'] })
    const isOurs = ({ node }: Moved) =>
      !(node instanceof Element ? node : node?.parentElement)?.closest(
        '.monaco-editor, .monaco-diff-editor, [role="grid"] *',
      )
    const judge = (moves: readonly LayoutShift[]) => {
      for (const { value, startTime, hadRecentInput, sources } of moves)
        if (!hadRecentInput && startTime - doneUntil(startTime) > REST && sources.some(isOurs))
          void Reflect.get(window, 'noteShift')({ value, moved: sources.map(words) })
    }
    new PerformanceObserver((list) => {
      const moves = list.getEntries() as LayoutShift[]
      // The work that ended in the shift is told after it.
      setTimeout(judge, 0, moves)
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
