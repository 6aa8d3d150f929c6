import type { HeaderMeaning, HeaderWord } from '../../dialects/headers.ts'
import type { HeaderLine } from '../../engine/answers/heads.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { laneTitle } from '../kit/words.ts'
import { GuardedText } from './guarded-text.tsx'
import css from './headers.module.css'

interface HeaderTableProps {
  readonly headers: readonly HeaderLine[]
  readonly missing: readonly HeaderMeaning[]
  readonly lanes: readonly DialectId[]
}

/** Each header as captured, beside what stands for it elsewhere. Names repeat where the wire repeats them. */
export function HeaderTable({ headers, missing, lanes }: HeaderTableProps) {
  const numbered = headers.map((header, i) => ({ key: `${i} ${header.name}`, ...header }))
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">Header</th>
          <th scope="col">As captured</th>
          <th scope="col">What it is</th>
          {lanes.map((lane) => (
            <th scope="col" key={lane}>
              {laneTitle(lane)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {numbered.map(({ key, name, value, meaning }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <GuardedText text={value} what={name} />
            </td>
            <Elsewhere meaning={meaning} lanes={lanes} />
          </tr>
        ))}
        {missing
          .filter(({ words }) => lanes.some((lane) => 'says' in words[lane]))
          .map((meaning) => (
            <tr key={meaning.title} className={css.missing}>
              <th scope="row">not sent</th>
              <td />
              <Elsewhere meaning={meaning} lanes={lanes} />
            </tr>
          ))}
      </tbody>
    </table>
  )
}

interface ElsewhereProps {
  readonly meaning: HeaderMeaning | undefined
  readonly lanes: readonly DialectId[]
}

function Elsewhere({ meaning, lanes }: ElsewhereProps) {
  if (!meaning)
    return (
      <td colSpan={lanes.length + 1} className={css.own}>
        of the connection, or of a gateway
      </td>
    )
  return (
    <>
      <td className={css.meaning}>{meaning.title}</td>
      {lanes.map((lane) => (
        <td key={lane}>
          <Word word={meaning.words[lane]} />
        </td>
      ))}
    </>
  )
}

const Word = ({ word }: { readonly word: HeaderWord }) =>
  'says' in word ? <code>{word.says}</code> : <span className={css.own}>{word.none}</span>
