import { useQuery } from '@tanstack/react-query'
import { Coming } from '../kit/coming.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { useScreen } from '../kit/screen.ts'
import { SEVERITY_GLYPHS } from '../kit/words.ts'
import css from './rules.module.css'

/** All rules that look at a transcript, each with a page of its own. */
export function Rules() {
  const { queries } = useScreen()
  const { data, error } = useQuery(queries.rules())
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data)
    return (
      <div className={css.page}>
        <Coming lines={16}>Reading the rules…</Coming>
      </div>
    )
  return (
    <article className={css.page}>
      <h1 className={css.title}>What is looked for</h1>
      <p className={css.lead}>
        {data.length} rules look at every capture. Each names what is wrong, where, what it does to a client,
        and how to mend it; each has captures of its own to try.
      </p>
      <ul>
        {data.map(({ id, title, severity, evidence }) => (
          <li key={id}>
            <a className={css.rule} href={`#rule=${id}`}>
              <span data-severity={severity} role="img" aria-label={severity}>
                {SEVERITY_GLYPHS[severity]}
              </span>
              <code>{id}</code>
              <span>{title}</span>
              <small>{evidence.map((one) => EVIDENCE[one]).join(', or ')}</small>
            </a>
          </li>
        ))}
      </ul>
    </article>
  )
}

/** What must be at hand for a rule to speak. */
export const EVIDENCE = {
  'one-side': 'one capture',
  'two-sides': 'both sides',
  'two-turns': 'two turns',
} as const
