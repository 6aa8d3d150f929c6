import { callHue } from '../kit/call-hue.ts'
import unseen from '../kit/unseen.module.css'
import css from './lines.module.css'
import type { RailPiece } from './rails.ts'

/** Rails that have room beside each other; more share the last place. */
const TRACKS = 3
/** Px from the upper edge of a cell to its first line, and from line to line. */
const FIRST_LINE = 6
const LINE = 18

/** Ties the lines of a call from row to row, in its hue. */
export function Rail({ rail }: { readonly rail: RailPiece }) {
  const { number, track, from, to } = rail
  const top = from === undefined ? 0 : FIRST_LINE + from * LINE
  // Over the hairline between two rows as well.
  const end = to === undefined ? { bottom: -1 } : { height: FIRST_LINE + to * LINE - top }
  return (
    <i
      className={css.rail}
      data-call={callHue(number)}
      data-track={Math.min(track, TRACKS - 1)}
      style={{ top, ...end }}
    >
      <span className={unseen.unseen}>{wordsOf(rail)}</span>
    </i>
  )
}

/** What the rail shows, for those who hear it. Calls count from 1 there. */
function wordsOf({ number, from, to }: RailPiece): string {
  const name = `call ${number + 1}`
  if (from !== undefined) return to === undefined ? `${name} begins, ` : `${name}, `
  return to === undefined ? `${name} goes on, ` : `${name} ends, `
}
