import { Prose } from '../kit/prose.tsx'
import { useOpened } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './shell.module.css'

/** What the input was taken for, and why; what was passed over in it. */
export function Detection() {
  const opened = useOpened()
  if (!opened) return null
  const { report, notes } = opened
  const told = [...report.notes.map(({ sentence }) => sentence), ...notes]
  const warnings = report.notes.filter(({ severity }) => severity !== 'info').length + notes.length
  const hasMore = report.reasons.length + told.length > 0
  return (
    <details className={css.detection} data-empty={!hasMore || undefined}>
      <summary>
        <Prose>{report.sentence}</Prose>
        {warnings > 0 && <span className={css.warnings}>▵ {countOf(warnings, 'note')}</span>}
        {hasMore && <span className={css.why}>why</span>}
      </summary>
      <ul>
        {report.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {told.map((sentence) => (
          <li key={sentence}>▵ {sentence}</li>
        ))}
      </ul>
    </details>
  )
}
