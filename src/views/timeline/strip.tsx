import type { CSSProperties, KeyboardEvent, PointerEvent, RefCallback } from 'react'
import type { Timeline } from '../../inspect/timeline/timeline.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import { StripMarks } from './strip-marks.tsx'
import css from './timeline.module.css'
import { frameAt, landmarks, momentWords, seconds } from './times.ts'

interface StripProps {
  readonly timeline: Timeline
  readonly slider: RefCallback<HTMLElement>
}

/** The reply from its start to its last frame: a bar a part, its marks and stalls, and the moment that is looked at. */
export function Strip({ timeline, slider }: StripProps) {
  const { times, lines } = timeline
  const { at, go } = useMoment(timeline)
  const onKeyDown = (event: KeyboardEvent) => {
    const to = stepOf(event.key, at ?? -1, timeline)
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    go(to)
  }
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    go(frameAt(times, ((event.clientX - left) / Math.max(1, width)) * lengthOf(timeline)))
  }
  return (
    <>
      <Facts timeline={timeline} at={at} onGo={go} />
      <div
        ref={slider}
        className={css.strip}
        style={{ '--lines': lines } as CSSProperties}
        data-thin={lines > 2 || undefined}
        role="slider"
        tabIndex={0}
        aria-label="Timeline: frames as they came"
        aria-valuemin={1}
        aria-valuemax={times.length}
        aria-valuenow={(at ?? 0) + 1}
        aria-valuetext={at === undefined ? 'no frame is chosen' : momentWords(timeline, at)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          point(event)
        }}
        onPointerMove={(event) => event.buttons === 1 && point(event)}
      >
        <StripMarks timeline={timeline} length={lengthOf(timeline)} at={at} />
      </div>
      <StallSentences timeline={timeline} />
    </>
  )
}

/** Milliseconds. */
const lengthOf = ({ times }: Timeline): number => Math.max(1, times.at(-1) ?? 1)

interface Moment {
  /** The frame that is looked at, from 0. */
  readonly at: number | undefined
  readonly go: (frame: number) => void
}

function useMoment({ times }: Timeline): Moment {
  const { address } = useScreen()
  const view = useView()
  const last = times.length - 1
  return {
    at: view.tab === 'request' || view.row === undefined ? undefined : Math.min(view.row, last),
    go(frame) {
      const row = Math.max(0, Math.min(last, frame))
      const { problem: _, ...rest } = view
      address.move({ ...rest, row, ...(view.tab === 'request' ? { tab: 'events' } : {}) })
    },
  }
}

interface FactsProps {
  readonly timeline: Timeline
  readonly at: number | undefined
  readonly onGo: (frame: number) => void
}

const Facts = ({ timeline, at, onGo }: FactsProps) => (
  <p className={css.facts}>
    {/* A capture that begins with its first frame does not tell how long that was waited for. */}
    {timeline.firstToken && timeline.firstToken.at > 0 && (
      <span>first token {seconds(timeline.firstToken.at)}</span>
    )}
    <span>
      {countOf(timeline.times.length, 'frame')} in {seconds(lengthOf(timeline))}
    </span>
    {timeline.stalls.length > 0 && (
      <button type="button" className={css.stalls} onClick={() => onGo(nextStall(timeline, at))}>
        {countOf(timeline.stalls.length, 'stall')}
      </button>
    )}
    <output className={css.moment} title={at === undefined ? undefined : momentWords(timeline, at)}>
      {at !== undefined && momentWords(timeline, at)}
    </output>
  </p>
)

/** What the stalls are, for those who do not see them. */
const StallSentences = ({ timeline: { stalls } }: { readonly timeline: Timeline }) => (
  <ul className={css.unseen}>
    {stalls.map(({ from, to, sentence }) => (
      <li key={`${from.frame} ${to.frame}`}>
        {sentence} Before frame {to.frame + 1}.
      </li>
    ))}
  </ul>
)

function nextStall({ stalls }: Timeline, at: number | undefined): number {
  const next = stalls.find(({ to }) => to.frame > (at ?? -1)) ?? stalls[0]
  return next?.to.frame ?? 0
}

/** Left and Right walk frames, the pages walk what begins or stalls. */
function stepOf(key: string, at: number, timeline: Timeline): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at + 1
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - 1
    case 'Home':
      return 0
    case 'End':
      return timeline.times.length - 1
    case 'PageDown':
      return landmarks(timeline).find((frame) => frame > at) ?? timeline.times.length - 1
    case 'PageUp':
      return landmarks(timeline).findLast((frame) => frame < at) ?? 0
    default:
      return undefined
  }
}
