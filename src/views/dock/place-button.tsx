import type { Place } from '../../inspect/finding.ts'
import { useScreen } from '../kit/screen.ts'
import { placeLine } from '../kit/words.ts'
import css from './dock.module.css'

/** A place that one click brings to the eye. */
export function PlaceButton({ place, word }: { readonly place: Place; readonly word?: string }) {
  const { showPlace } = useScreen()
  return (
    <button type="button" className={css.jump} onClick={() => void showPlace(place)}>
      {word && <span className={css.word}>{word} </span>}
      {placeLine(place)}
    </button>
  )
}
