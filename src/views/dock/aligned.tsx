// biome-ignore-all lint/a11y/useSemanticElements: items of a list element cannot come and go in slices.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ComparedRow } from '../../engine/answers/compared.ts'
import type { ExchangePair, TurnPair } from '../../state/queries.ts'
import { useCommands } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import { Slices } from '../kit/slices.tsx'
import { countOf } from '../kit/words.ts'
import css from './aligned.module.css'
import type { AlignedItem } from './aligned-items.ts'
import { itemsOf, nextDiffering } from './aligned-items.ts'
import type { RowWords } from './aligned-row.tsx'
import { AlignedLine } from './aligned-row.tsx'

interface AlignedProps extends RowWords {
  readonly pair: TurnPair | ExchangePair
  /** Of all rows. */
  readonly kinds: readonly ComparedRow['kind'][]
  /** The first of them. */
  readonly rows: readonly ComparedRow[]
  readonly left: string
  readonly right: string
  /** What only the left side says is no loss here: it need not be said again. */
  readonly isLostQuiet?: boolean
}

/** Px of a row of one line. */
const LIKELY = 27

/** Two lists beside each other, row by row; what is another is marked, and `Shift+j` walks it. */
export function Aligned({ pair, kinds, rows, left, right, isLostQuiet = false, ...said }: AlignedProps) {
  const [chosen, setChosen] = useState<number>()
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const items = useMemo(() => itemsOf(kinds, unfolded), [kinds, unfolded])
  useWalk({ pair, kinds, isRightHere: said.isRightHere, chosen, setChosen })
  const unfold = (from: number) => setUnfolded(new Set([...unfolded, from]))
  const wanted =
    chosen === undefined ? undefined : items.findIndex((item) => 'row' in item && item.row === chosen)
  return (
    <div className={css.aligned} data-quiet={isLostQuiet || undefined}>
      <div className={css.heads} aria-hidden="true">
        <span />
        <b>{left}</b>
        <b>{right}</b>
      </div>
      <div role="list" aria-label={`${left} beside ${right}`}>
        <Slices as="div" count={items.length} likely={LIKELY} wanted={wanted}>
          {(from, to) => (
            <AlignedSlice
              {...{ pair, rows, chosen, said, unfold }}
              items={items.slice(from, to)}
              before={from}
              total={items.length}
            />
          )}
        </Slices>
      </div>
    </div>
  )
}

interface AlignedSliceProps extends Pick<AlignedProps, 'pair' | 'rows'> {
  readonly items: readonly AlignedItem[]
  /** How many items stand before these, and how many there are. */
  readonly before: number
  readonly total: number
  readonly chosen: number | undefined
  readonly said: RowWords
  readonly unfold: (from: number) => void
}

function AlignedSlice({ pair, rows, items, before, total, chosen, said, unfold }: AlignedSliceProps) {
  const shown = items.flatMap((item) => ('row' in item ? [item.row] : []))
  const missing = shown.filter((row) => row >= rows.length)
  const { data } = useQuery({
    ...useScreen().queries.comparedRows(pair, missing),
    enabled: missing.length > 0,
  })
  const fetched = data && !('problem' in data) ? data.rows : []
  return items.map((item, i) => {
    const place = { 'aria-posinset': before + i + 1, 'aria-setsize': total }
    if ('from' in item)
      return (
        <div key={item.from} role="listitem" {...place}>
          <button type="button" className={css.fold} onClick={() => unfold(item.from)}>
            {countOf(item.to - item.from, 'thing')} {said.words.same}: show
          </button>
        </div>
      )
    const row = rows[item.row] ?? fetched[missing.indexOf(item.row)]
    return <AlignedLine key={item.row} row={row} isChosen={chosen === item.row} place={place} said={said} />
  })
}

interface Walk extends Pick<AlignedProps, 'pair' | 'kinds' | 'isRightHere'> {
  readonly chosen: number | undefined
  readonly setChosen: (row: number) => void
}

/** From one difference to the next, here and in the lanes. */
function useWalk({ pair, kinds, isRightHere, chosen, setChosen }: Walk): void {
  const { showPlace, queries } = useScreen()
  const client = useQueryClient()
  const step = async (by: 1 | -1) => {
    const to = nextDiffering(kinds, chosen, by)
    if (to === undefined) return
    setChosen(to)
    const found = await client.fetchQuery(queries.comparedRows(pair, [to]))
    const row = 'problem' in found ? undefined : found.rows[0]
    const place = (isRightHere ? row?.right?.place : undefined) ?? row?.left?.place
    if (place) await showPlace(place)
  }
  const off = kinds.every((kind) => kind === 'same') ? { off: 'Nothing differs here.' } : {}
  useCommands([
    {
      id: 'difference.next',
      title: 'Next difference',
      group: 'Problems',
      keys: ['Shift+j'],
      ...off,
      run: () => void step(1),
    },
    {
      id: 'difference.previous',
      title: 'Previous difference',
      group: 'Problems',
      keys: ['Shift+k'],
      ...off,
      run: () => void step(-1),
    },
  ])
}
