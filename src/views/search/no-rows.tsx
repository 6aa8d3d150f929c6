import { explained } from '../../state/finding/misunderstood.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { Button } from '../kit/button.tsx'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './search.module.css'
import { useFound } from './shown-rows.ts'
import { useNameable } from './suggestions.ts'

/** Why a filter shows nothing: of how many rows each of its tokens would hold alone. */
export function NoRows({ sheet }: { readonly sheet: SheetAddress }) {
  const { address } = useScreen()
  const found = useFound(sheet, 'filter')
  const nameable = useNameable(sheet)
  if (!found) return null
  const tokens = explained(found.text, nameable).map((part, i) => ({ ...part, count: found.each[i] ?? 0 }))
  return (
    <div className={css.noRows} role="status">
      <p>
        {tokens.length === 1
          ? `None of the ${countOf(found.total, 'row')} fits the filter.`
          : `None of the ${countOf(found.total, 'row')} fits all of the filter. Each part by itself fits:`}
      </p>
      <ul>
        {tokens.map(({ token, count, means, why }) => (
          <li key={token}>
            <code>{token}</code> {count === 0 ? 'no row' : countOf(count, 'row')}
            <span className={css.means}>{why ? why.short : means}</span>
            {why?.instead && <code className={css.instead}>{why.instead}</code>}
          </li>
        ))}
      </ul>
      <Button onClick={() => address.seek({ filter: '' })}>Show all rows</Button>
    </div>
  )
}
