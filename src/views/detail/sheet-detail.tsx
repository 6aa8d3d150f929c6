import type { LaneCounts, Window } from '../../engine/answers/window.ts'
import type { SheetTab } from '../../engine/view.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { countOf, laneTitle } from '../kit/words.ts'
import css from './detail.module.css'

/** What became of every leaf of the source, by lane. */
export function SheetDetail({ window, tab }: { readonly window: Window; readonly tab: SheetTab }) {
  const others = DIALECT_IDS.filter((dialect) => dialect !== window.dialect)
  return (
    <>
      <h3>{tab === 'request' ? 'The request' : 'The reply'} in the other dialects</h3>
      <p>
        Every value of the source is carried, changed by a named step, or lost for a reason. Choose a line to
        see where it went.
      </p>
      {others.map((dialect) => (
        <LaneAccount
          key={dialect}
          title={laneTitle(dialect)}
          counts={window.lanes[dialect]}
          isRead={!window.reading}
        />
      ))}
      {/* Below all counts: they come last, and nothing goes away from under the eye. */}
      {!window.reading &&
        others.map((dialect) => (
          <LaneNotes key={dialect} title={laneTitle(dialect)} counts={window.lanes[dialect]} />
        ))}
    </>
  )
}

interface LaneAccountProps {
  readonly title: string
  readonly counts: LaneCounts
  /** Of a part nothing can be said: what is missing now may come with the last frame. */
  readonly isRead: boolean
}

function LaneAccount({ title, counts, isRead }: LaneAccountProps) {
  const { carried, changed, lost, added } = counts
  const words = (count: number) => (isRead ? count.toLocaleString('en') : '…')
  return (
    <section className={css.account}>
      <h4>{title}</h4>
      <p className={css.counts}>
        <span>{words(carried)} carried</span>
        <span>{words(changed)} changed</span>
        <span data-lost={isRead && lost > 0}>{words(lost)} lost</span>
        <span>{words(added)} added</span>
      </p>
    </section>
  )
}

/** Reasons listed for a lane; the lanes show each where it stands. */
const REASONS = 5

/** Why something is lost in a lane, for which version it was written, and by which steps. */
function LaneNotes({ title, counts: { reasons, generation, steps } }: Omit<LaneAccountProps, 'isRead'>) {
  if (reasons.length === 0 && !generation && steps.length === 0) return null
  return (
    <section className={css.account}>
      <h4>How {title} is written</h4>
      {reasons.length > 0 && (
        <ul className={css.reasons}>
          {reasons.slice(0, REASONS).map(({ why, count }) => (
            <li key={why}>
              {why} {count > 1 && <span className={css.times}>{count}×</span>}
            </li>
          ))}
          {reasons.length > REASONS && <li>and {countOf(reasons.length - REASONS, 'more reason')}</li>}
        </ul>
      )}
      {generation && (
        <p className={css.steps}>
          written for {generation.words}
          {generation.isAssumed && ', the current ones: the source names no model of this dialect'}
        </p>
      )}
      {steps.length > 0 && <p className={css.steps}>steps: {steps.join(', ')}</p>}
    </section>
  )
}
