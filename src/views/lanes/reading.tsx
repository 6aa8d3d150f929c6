import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import type { StreamProgress } from '../../engine/answers/window.ts'
import { progressOf } from '../../state/engine-news.ts'
import { useOpened, useScreen } from '../kit/screen.ts'
import css from './lanes.module.css'

interface ReadingProps {
  readonly exchange: string
  /** What stands here when nothing is left to read. */
  readonly otherwise: string
}

/** How far a long stream is read. What is there already can be worked with meanwhile. */
export function Reading({ exchange, otherwise }: ReadingProps) {
  const { progress } = useScreen()
  const key = useOpened()?.key ?? ''
  const reading = useStore(progress, (all) => all.get(progressOf(key, exchange)))
  if (!reading) return <small>{otherwise}</small>
  const part = partOf(reading)
  return (
    <small
      role="progressbar"
      className={css.reading}
      aria-label="Reading the stream"
      aria-valuenow={Math.floor(part * 100)}
      aria-valuetext={wordsOf(reading)}
      style={{ '--part': part } as CSSProperties}
    >
      {wordsOf(reading)}
    </small>
  )
}

/** Each of the two goes over the log is a whole bar: how long one takes says nothing of the other. */
const partOf = ({ frames, framed, translated }: StreamProgress): number =>
  framed < 1 ? framed : translated / Math.max(1, frames)

function wordsOf({ frames, framed, translated }: StreamProgress): string {
  const found = frames.toLocaleString('en')
  if (framed < 1) return `${found} frames found, ${Math.floor(framed * 100)} % of the log`
  return `${translated.toLocaleString('en')} of ${found} frames read`
}
