import { useStore } from 'zustand'
import type { RemarkPlace } from '../../state/remark-place.ts'
import { isSamePlace } from '../../state/remark-place.ts'
import type { Remark } from '../../transcript/transcript.ts'
import { Key } from '../kit/button.tsx'
import { glyphOf } from '../kit/remark-mark.tsx'
import { useHome, useRemarks } from '../kit/remarks.ts'
import { useScreen } from '../kit/screen.ts'
import { placeLine } from '../kit/words.ts'
import css from './notes.module.css'
import { Writing } from './writing.tsx'

/** What was pinned and written in the transcript that is open. */
export function Notes() {
  const { remarks } = useScreen()
  const home = useHome()
  const list = useRemarks()
  const at = useStore(remarks.writing, (state) => state.at)
  const isNew = at && !list.some((one) => isSamePlace(one, at))
  if (home === undefined) return null
  return (
    <section aria-label="Notes">
      {isNew && <Writing key={nameOf(at)} home={home} at={at} text="" />}
      {list.length === 0 && !isNew && (
        <p className={css.none}>
          Nothing is pinned here. Choose a line and press <Key>G</Key> to write a note at it, or{' '}
          <Key>Shift G</Key> to pin it. Pins and notes go with a link, and are kept with what this browser
          keeps.
        </p>
      )}
      <ul>
        {list.map((remark) =>
          at && isSamePlace(remark, at) ? (
            <li key={nameOf(remark)}>
              <Writing home={home} at={at} text={remark.text} />
            </li>
          ) : (
            <Line key={nameOf(remark)} home={home} remark={remark} />
          ),
        )}
      </ul>
    </section>
  )
}

const nameOf = ({ exchange, half, frame, pointer }: RemarkPlace): string =>
  [exchange, half, frame, pointer].join(' ')

function Line({ home, remark }: { readonly home: string; readonly remark: Remark }) {
  const { remarks, showPlace } = useScreen()
  const { text: _, ...place } = remark
  const where = placeLine(remark)
  return (
    <li className={css.line}>
      <span aria-hidden="true">{glyphOf(remark)}</span>
      <button type="button" className={css.place} title={where} onClick={() => void showPlace(place)}>
        {where}
      </button>
      <p className={css.text}>{remark.text}</p>
      <span className={css.tools}>
        <button
          type="button"
          aria-label={`${remark.text ? 'Change the note' : 'Write a note'} at ${where}`}
          onClick={() => remarks.writing.setState({ at: place })}
        >
          {remark.text ? 'Change' : 'Write'}
        </button>
        <button
          type="button"
          aria-label={`Remove what is at ${where}`}
          onClick={() => remarks.remove(home, place)}
        >
          Remove
        </button>
      </span>
    </li>
  )
}
