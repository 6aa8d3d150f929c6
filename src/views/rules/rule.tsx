import { useQuery } from '@tanstack/react-query'
import type { RulePage } from '../../engine/answers/rules.ts'
import { Coming } from '../kit/coming.tsx'
import { Prose } from '../kit/prose.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { References } from '../kit/references.tsx'
import { useScreen } from '../kit/screen.ts'
import css from './rules.module.css'
import { EVIDENCE } from './rules.tsx'

/** One rule: what it sees, what that does, how to mend it, and captures to try it on. */
export function Rule({ id }: { readonly id: string }) {
  const { data, error } = useQuery(useScreen().queries.rule(id))
  if (error) return <Quiet>{error.message}</Quiet>
  if (!data)
    return (
      <div className={css.page}>
        <Coming lines={9}>Reading the rule…</Coming>
      </div>
    )
  if ('problem' in data) return <Quiet>{data.problem}</Quiet>
  const { rule, examples } = data
  return (
    <article className={css.page}>
      <p className={css.way}>
        <a href="#rules">All rules</a> · <code>{rule.id}</code>
      </p>
      <h1 className={css.title}>
        <Prose>{rule.title}</Prose>
      </h1>
      <p className={css.lead}>
        <Prose>{rule.consequence}</Prose>
      </p>
      <dl className={css.facts}>
        <dt>severity</dt>
        <dd>{rule.severity}</dd>
        <dt>seen from</dt>
        <dd>{rule.evidence.map((one) => EVIDENCE[one]).join(', or ')}</dd>
        {Object.entries(rule.clients ?? {}).map(([client, words]) => (
          <Client key={client} client={client} words={words} />
        ))}
      </dl>
      <h2>How to mend it</h2>
      <p className={css.fix}>
        <Prose>{rule.fix}</Prose>
      </p>
      <Examples id={rule.id} examples={examples} />
      {rule.references.length > 0 && (
        <>
          <h2>Where it happened</h2>
          <References references={rule.references} />
        </>
      )}
    </article>
  )
}

const Client = ({ client, words }: { readonly client: string; readonly words: string }) => (
  <>
    <dt>{client}</dt>
    <dd>
      <Prose>{words}</Prose>
    </dd>
  </>
)

function Examples({ id, examples }: { readonly id: string; readonly examples: RulePage['examples'] }) {
  return (
    <>
      <h2>Captures to try it on</h2>
      <ul>
        {examples.map(({ what, isFound, said }, index) => (
          <li key={what}>
            <a className={css.example} href={`#example=${id}.${index}`}>
              <span>{what}</span>
              <small>{isFound ? 'found' : 'nothing wrong'}</small>
            </a>
            {said !== undefined && (
              <p className={css.said}>
                <Prose>{said}</Prose>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
