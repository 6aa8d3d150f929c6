import type { CSSProperties } from 'react'
import type { Timeline } from '../../inspect/timeline/timeline.ts'
import { callHue } from '../kit/call-hue.ts'
import { Arrivals } from './arrivals.tsx'
import css from './timeline.module.css'
import { seconds } from './times.ts'

interface StripMarksProps {
  readonly timeline: Timeline
  /** Milliseconds that the whole strip stands for. */
  readonly length: number
  /** The frame that is looked at, from 0. */
  readonly at: number | undefined
}

/** All that is drawn on the strip, each at its share of the time. */
export function StripMarks({ timeline, length, at }: StripMarksProps) {
  const { times, bars, marks, stalls, firstToken } = timeline
  const share = (ms: number) => `${(100 * ms) / length}%`
  return (
    <>
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
      <Arrivals times={times} all={length} />
      {bars.map(({ kind, name, call, from, to, line }) => (
        <i
          key={`${from.frame} ${line} ${call}`}
          className={css.bar}
          data-kind={kind}
          data-call={call === undefined ? undefined : callHue(call)}
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
    </>
  )
}

const STALL_WORDS: Readonly<Record<Timeline['stalls'][number]['kind'], string>> = {
  silence: 'silence',
  'ping-only': 'ping only',
  'upstream-stall': 'upstream stall',
  'gateway-held': 'gateway held it',
  burst: 'held, then all at once',
}
