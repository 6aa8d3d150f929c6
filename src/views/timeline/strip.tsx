import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react'
import type { Timeline as Known } from '../../inspect/timeline/timeline.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import { Arrivals } from './arrivals.tsx'
import css from './timeline.module.css'
import { frameAt, landmarks, momentWords, seconds } from './times.ts'

const CALL_HUES = 4

/** The reply from its start to its last frame: a bar a part, its marks and stalls, and the moment that is looked at. */
export function Strip({ timeline }: { readonly timeline: Known }) {
  const { address } = useScreen()
  const view = useView()
  const { times, bars, lines, marks, stalls, firstToken } = timeline
  const all = Math.max(1, times.at(-1) ?? 1)
  const at =
    view.tab === 'request' || view.row === undefined ? undefined : Math.min(view.row, times.length - 1)
  const share = (ms: number) => `${(100 * ms) / all}%`
  const go = (frame: number) => {
    const row = Math.max(0, Math.min(times.length - 1, frame))
    const { problem: _, ...rest } = view
    address.move({ ...rest, row, ...(view.tab === 'request' ? { tab: 'events' } : {}) })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = stepOf(event.key, at ?? -1, timeline)
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    go(to)
  }
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    go(frameAt(times, ((event.clientX - left) / Math.max(1, width)) * all))
  }
  return (
    <>
      <p className={css.facts}>
        {/* A capture that begins with its first frame does not tell how long that was waited for. */}
        {firstToken && firstToken.at > 0 && <span>first token {seconds(firstToken.at)}</span>}
        <span>
          {countOf(times.length, 'frame')} in {seconds(all)}
        </span>
        {stalls.length > 0 && (
          <button type="button" className={css.stalls} onClick={() => go(nextStall(timeline, at))}>
            {countOf(stalls.length, 'stall')}
          </button>
        )}
        <output className={css.moment}>{at !== undefined && momentWords(timeline, at)}</output>
      </p>
      <div
        className={css.strip}
        style={{ '--lines': lines } as CSSProperties}
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
        {stalls.map(({ kind, from, to, sentence }) => (
          <i
            key={`${from.frame} ${to.frame}`}
            className={css.stall}
            data-kind={kind}
            title={sentence}
            style={{ left: share(from.at), width: share(to.at - from.at) }}
          >
            <b>{STALL_WORDS[kind]}</b>
          </i>
        ))}
        <Arrivals times={times} all={all} />
        {bars.map(({ kind, name, call, from, to, line }) => (
          <i
            key={`${from.frame} ${line} ${call}`}
            className={css.bar}
            data-kind={kind}
            data-call={call === undefined ? undefined : call % CALL_HUES}
            title={`${name ?? kind}: ${seconds(from.at)} to ${seconds(to.at)}`}
            style={{ '--line': line, left: share(from.at), width: share(to.at - from.at) } as CSSProperties}
          >
            {name ?? kind}
          </i>
        ))}
        {firstToken && <i className={css.first} title="first token" style={{ left: share(firstToken.at) }} />}
        {marks.map(({ kind, frame, at: ms }) => (
          <i
            key={`${kind} ${frame}`}
            className={css.mark}
            data-kind={kind}
            title={`${kind}, ${seconds(ms)}`}
            style={{ left: share(ms) }}
          />
        ))}
        {at !== undefined && <i className={css.now} style={{ left: share(times[at] ?? 0) }} />}
      </div>
      <ul className={css.unseen}>
        {stalls.map(({ from, to, sentence }) => (
          <li key={`${from.frame} ${to.frame}`}>
            {sentence} Before frame {to.frame + 1}.
          </li>
        ))}
      </ul>
    </>
  )
}

const STALL_WORDS: Readonly<Record<Known['stalls'][number]['kind'], string>> = {
  silence: 'silence',
  'ping-only': 'ping only',
  'upstream-stall': 'upstream stall',
  'gateway-held': 'gateway held it',
  burst: 'held, then all at once',
}

function nextStall({ stalls }: Known, at: number | undefined): number {
  const next = stalls.find(({ to }) => to.frame > (at ?? -1)) ?? stalls[0]
  return next?.to.frame ?? 0
}

/** Left and Right walk frames, the pages walk what begins or stalls. */
function stepOf(key: string, at: number, timeline: Known): number | undefined {
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
