// What the screen is told of a transcript that is open.
import type { Report } from '../../imports/report.ts'
import type { Opened } from '../answers/opened.ts'
import { othersOf } from '../rows/other-side.ts'
import type { View } from '../view.ts'
import type { Kept } from './kept.ts'
import { locate } from './kept.ts'
import { summarise } from './summary.ts'

/** What a transcript came with. */
export interface Arrival {
  readonly report: Report
  /** Where a link says to look first. */
  readonly at?: View
  /** What of a link could not be restored. */
  readonly notes?: readonly string[]
}

export function openedAs(key: string, all: Kept, { report, at, notes = [] }: Arrival): Opened {
  const { transcript, findings, sides, unjudged, isJudging } = all
  return {
    key,
    exchanges: transcript.exchanges.map((exchange) => {
      const other = othersOf(transcript, exchange.id)
      return { ...summarise(exchange, findings), ...(other ? { other } : {}) }
    }),
    ...(transcript.title === undefined ? {} : { title: transcript.title }),
    report,
    findings,
    ...(sides ? { sides } : {}),
    ...(unjudged === undefined ? {} : { unjudged }),
    remarks: transcript.remarks ?? [],
    view: at?.exchange ? at : firstView(all),
    notes,
    ...(isJudging ? { isJudging } : {}),
  }
}

function firstView(all: Kept): View {
  const first = all.findings.findIndex(({ severity }) => severity === 'error')
  if (first >= 0) return locate(all, first)
  const exchange = all.transcript.exchanges[0]
  return exchange ? { exchange: exchange.id, tab: exchange.reply ? 'events' : 'request' } : {}
}
