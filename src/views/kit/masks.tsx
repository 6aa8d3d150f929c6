import type { Masked } from '../../share/redact.ts'
import css from './masks.module.css'
import { countOf } from './words.ts'

const WHERE: Readonly<Record<Masked['where'], string>> = {
  'request-header': 'request header',
  'reply-header': 'reply header',
  url: 'address',
  'request-body': 'request body',
  'reply-body': 'reply body',
  name: 'name',
  remark: 'note',
}

interface MasksProps {
  readonly masked: readonly Masked[]
  /** What is to be known where nothing was masked, and where something was. */
  readonly none: string
  readonly some: string
}

/** What was masked, item by item, before anything leaves. */
export function Masks({ masked, none, some }: MasksProps) {
  const count = masked.reduce((sum, one) => sum + one.count, 0)
  return (
    <section aria-label="Masked">
      <h3>{count === 0 ? 'Nothing was masked' : `${countOf(count, 'secret')} masked`}</h3>
      {count === 0 && <p className={css.note}>{none}</p>}
      {count > 0 && (
        <>
          <ul className={css.masks}>
            {masked.map(({ exchange, where, what, preview, count: times }) => (
              <li key={[exchange, where, what, preview].join(' ')}>
                <span>{what}</span>
                <code>{preview}</code>
                <span className={css.where}>
                  {[exchange, WHERE[where]].filter(Boolean).join(' · ')}
                  {times > 1 && ` · ${times}×`}
                </span>
              </li>
            ))}
          </ul>
          <p className={css.note}>{some}</p>
        </>
      )}
    </section>
  )
}
