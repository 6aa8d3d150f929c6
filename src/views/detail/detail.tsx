import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { ExchangeSummary, Opened } from '../../engine/answers/opened.ts'
import type { Window } from '../../engine/answers/window.ts'
import type { SheetTab } from '../../engine/view.ts'
import { PAGE } from '../../state/queries.ts'
import { useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'
import { AtomDetail } from './atom-detail.tsx'
import css from './detail.module.css'
import { FindingDetail } from './finding-detail.tsx'
import { SheetDetail } from './sheet-detail.tsx'

/** More about what the eye is on: a finding, an atom, or else the whole sheet. */
export function Detail({ onReport }: { readonly onReport: () => void }) {
  const opened = useOpened()
  const exchange = useExchange()
  if (!opened || !exchange) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <aside className={css.detail} aria-label="Detail" tabIndex={0}>
      <Chosen opened={opened} exchange={exchange} onReport={onReport} />
    </aside>
  )
}

interface ChosenProps {
  readonly opened: Opened
  readonly exchange: ExchangeSummary
  readonly onReport: () => void
}

function Chosen({ opened, exchange, onReport }: ChosenProps) {
  const { focus, queries, showProblem } = useScreen()
  const { problem, tab, row } = useView()
  const spot = useStore(focus, (state) => state.spot)
  const sheetTab: SheetTab = tab === 'request' || !exchange.reply ? 'request' : 'events'
  const sheet = { key: opened.key, exchange: exchange.id, tab: sheetTab }
  const { data } = useQuery(queries.page(sheet, Math.floor((spot?.row ?? row ?? 0) / PAGE)))
  const window: Window | undefined = data && !('problem' in data) ? data : undefined
  const finding = problem === undefined ? undefined : opened.findings[problem]
  if (finding && problem !== undefined)
    return (
      <FindingDetail
        openedKey={opened.key}
        problem={problem}
        finding={finding}
        onPlace={(place) => void showProblem(problem, place)}
        onReport={onReport}
      />
    )
  const chosen = spot && window?.rows.find(({ index }) => index === spot.row)
  if (window && spot && chosen)
    return <AtomDetail exchange={exchange} tab={sheetTab} window={window} row={chosen} spot={spot} />
  return window ? <SheetDetail window={window} tab={sheetTab} /> : null
}
