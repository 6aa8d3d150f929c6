import { useMemo } from 'react'
import css from './timeline.module.css'
import { density } from './times.ts'

const SLOTS = 300

/** How densely the frames came: one fine stroke a slot of time. */
export function Arrivals({ times, all }: { readonly times: ArrayLike<number>; readonly all: number }) {
  const path = useMemo(
    () =>
      density(times, all, SLOTS)
        .map((share, slot) => (share > 0 ? `M${slot + 0.5} 10V${10 - 3 - 7 * share}` : ''))
        .join(''),
    [times, all],
  )
  return (
    <svg className={css.arrivals} viewBox={`0 0 ${SLOTS} 10`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
