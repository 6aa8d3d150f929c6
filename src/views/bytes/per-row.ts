import type { RefObject } from 'react'
import { useLayoutEffect, useState } from 'react'

/** Px of a byte, as hex and as text, and of what stands before the bytes. */
const BYTE = 7.3 * 4
const BEFORE = 120

const WIDTHS = [32, 16, 8] as const

/** As many bytes as the width bears. */
export function useBytesPerRow(scroller: RefObject<HTMLElement | null>): number {
  const [perRow, setPerRow] = useState<number>(16)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const adapt = () => setPerRow(WIDTHS.find((bytes) => bytes * BYTE + BEFORE <= element.clientWidth) ?? 8)
    adapt()
    const observer = new ResizeObserver(adapt)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return perRow
}
