import { tokensOf } from '../../state/finding/filters.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { Button } from '../kit/button.tsx'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './search.module.css'
import { useFound } from './shown-rows.ts'

/** Why a filter shows nothing: of how many rows each of its tokens would hold alone. */
export function NoRows({ sheet }: { readonly sheet: SheetAddress }) {
  const { address } = useScreen()
  const found = useFound(sheet, 'filter')
  if (!found) return null
  const tokens = tokensOf(found.text).map((token, i) => ({ token, count: found.each[i] ?? 0 }))
  return (
    <div className={css.noRows} role="status">
      <p>
        {tokens.length === 1
          ? `None of the ${countOf(found.total, 'row')} fits the filter.`
          : `None of the ${countOf(found.total, 'row')} fits all of the filter. Each part by itself fits:`}
      </p>
      {tokens.length > 1 && (
        <ul>
          {tokens.map(({ token, count }) => (
            <li key={token}>
              <code>{token}</code> {count === 0 ? 'no row' : countOf(count, 'row')}
            </li>
          ))}
        </ul>
      )}
      <Button onClick={() => address.seek({ filter: '' })}>Show all rows</Button>
    </div>
  )
}
