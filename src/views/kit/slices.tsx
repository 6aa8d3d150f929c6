import type { ReactNode, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'

/** Rows that come and go together: about what a dock shows twice. */
const ROWS = 40
/** How far from what is seen rows are drawn: nobody scrolls further between two pictures. */
const MARGIN = '800px 0px'

interface SlicesProps {
  readonly count: number
  /** Px of a row that was never drawn. */
  readonly likely: number
  /** Is drawn, wherever the eye is. */
  readonly wanted: number | undefined
  /** What holds a slice; its role is none of its own. */
  readonly as: 'div' | 'tbody'
  readonly children: (from: number, to: number) => ReactNode
}

/** A long list in whatever scrolls around it: only the slices near what is seen are drawn, the others keep their room. */
export function Slices({ count, likely, wanted, as, children }: SlicesProps) {
  return Array.from({ length: Math.ceil(count / ROWS) }, (_, i) => {
    const [from, to] = [i * ROWS, Math.min(count, (i + 1) * ROWS)]
    const isWanted = wanted !== undefined && wanted >= from && wanted < to
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a slice is its place
      <Slice key={i} as={as} isWanted={isWanted || i === 0} likely={(to - from) * likely}>
        {() => children(from, to)}
      </Slice>
    )
  })
}

interface SliceProps {
  readonly as: SlicesProps['as']
  readonly isWanted: boolean
  readonly likely: number
  readonly children: () => ReactNode
}

function Slice({ as: Tag, isWanted, likely, children }: SliceProps) {
  const ref = useRef<HTMLElement>(null)
  const height = useRef(likely)
  const isNear = useIsNear(ref, height)
  const isDrawn = isNear || isWanted
  const room = isDrawn ? {} : { 'aria-hidden': true as const, style: { height: height.current } }
  // One of two elements that are held in the same way.
  const hold = (element: HTMLElement | null) => {
    ref.current = element
  }
  if (Tag === 'div')
    return (
      <div ref={hold} role="presentation" {...room}>
        {isDrawn && children()}
      </div>
    )
  return (
    <tbody ref={hold}>
      {isDrawn ? (
        children()
      ) : (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
        <tr aria-hidden="true">
          <td style={{ height: height.current, padding: 0 }} />
        </tr>
      )}
    </tbody>
  )
}

/** Whether it is near what is seen of what scrolls around it; before it goes, its height is noted. */
function useIsNear(ref: RefObject<HTMLElement | null>, height: RefObject<number>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)
        if (!entry) return
        if (entry.boundingClientRect.height > 0) height.current = entry.boundingClientRect.height
        setNear(entry.isIntersecting)
      },
      { root: scrollerOf(element), rootMargin: MARGIN },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, height])
  return isNear
}

/** The window, where the page scrolls as a whole. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  let holder = element.parentElement
  while (holder && !/auto|scroll/.test(getComputedStyle(holder).overflowY)) holder = holder.parentElement
  return holder
}
