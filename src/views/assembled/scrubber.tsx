import { useCommands } from '../kit/commands.ts'
import { useScreen, useView } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './assembled.module.css'

interface ScrubberProps {
  readonly frames: number
  /** After how many frames the reply is shown. */
  readonly at: number
  /** When each frame came, in milliseconds after the start; absent where nobody knows. */
  readonly times: readonly number[] | undefined
}

/** Moves through the stream: the moment stands in the address, as the row of the events does. */
export function Scrubber({ frames, at, times }: ScrubberProps) {
  const { address } = useScreen()
  const view = useView()
  const go = (to: number) => address.move({ ...view, row: Math.max(0, Math.min(frames, to) - 1) })
  const moment = Math.min(at, frames)
  useCommands([
    { id: 'moment.next', title: 'Next moment', group: 'Go', keys: ['j'], run: () => go(moment + 1) },
    { id: 'moment.previous', title: 'Previous moment', group: 'Go', keys: ['k'], run: () => go(moment - 1) },
  ])
  return (
    <div className={css.scrubber}>
      <input
        type="range"
        min={1}
        max={frames}
        value={moment}
        aria-label="Moment of the stream"
        aria-valuetext={momentWords(moment, frames)}
        onChange={(event) => go(Number(event.target.value))}
      />
      <output className={css.moment}>{momentWords(moment, frames)}</output>
      <span className={css.times}>{timeWords(times, moment)}</span>
    </div>
  )
}

const momentWords = (at: number, frames: number): string =>
  at === frames
    ? `after all ${countOf(frames, 'frame')}`
    : `after frame ${at} of ${frames.toLocaleString('en')}`

function timeWords(times: readonly number[] | undefined, at: number): string {
  const now = times?.[at - 1]
  if (now === undefined) return 'no arrival times were captured'
  const gap = now - (times?.[at - 2] ?? 0)
  return `${seconds(now)} after the start, ${seconds(gap)} after the frame before`
}

const seconds = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`)
