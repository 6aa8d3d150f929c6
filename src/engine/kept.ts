import type { Finding, Place } from '../inspect/finding.ts'
import type { Exchange, Transcript } from '../transcript/transcript.ts'
import type { Turn } from '../translate/history.ts'
import type { Sheet } from '../translate/lanes.ts'
import { eventsSheet, requestSheet } from '../translate/sheet.ts'
import { turnsOf } from '../translate/turns.ts'
import { attempt } from './attempt.ts'
import { rowOf, tabOf } from './locate.ts'
import type { Problem, SheetTab, View } from './protocol.ts'
import { withCalls } from './request-calls.ts'

/** What the engine keeps of an opened transcript. */
export interface Kept {
  readonly transcript: Transcript
  readonly findings: readonly Finding[]
  readonly sheets: Map<string, Sheet | Problem>
  /** Why the rules say nothing of it. */
  readonly unjudged?: string
}

export const FORGOTTEN: Problem = {
  problem: 'The engine was started anew and knows nothing of this transcript: open it again.',
}

export function sheetOf({ sheets, transcript }: Kept, exchange: Exchange, tab: SheetTab): Sheet | Problem {
  const name = `${exchange.id}/${tab}`
  const known = sheets.get(name)
  if (known) return known
  const made = attempt(tab === 'request' ? 'This request' : 'This reply', () =>
    tab === 'request' ? requestRows(transcript, exchange) : eventsSheet(exchange),
  )
  sheets.set(name, made)
  return made
}

function requestRows(transcript: Transcript, exchange: Exchange): Sheet | Problem {
  const sheet = requestSheet(exchange, historyOf(transcript, exchange))
  return 'problem' in sheet ? sheet : withCalls(sheet, transcript, exchange.id)
}

/** Earlier turns of the same side: what a chain is rebuilt from. */
export function historyOf({ exchanges }: Transcript, { id, side, dialect }: Exchange): readonly Turn[] {
  const earlier = exchanges.slice(
    0,
    exchanges.findIndex((other) => other.id === id),
  )
  return dialect
    ? turnsOf(
        earlier.filter((other) => other.side === side),
        dialect,
      )
    : []
}

export function locate(all: Kept | undefined, problem: number, nth = 0): View {
  const place = all?.findings[problem]?.places[nth]
  return place ? { ...viewAt(all, place), problem } : { problem }
}

/** The tab and the row that show a place. */
export function viewAt(all: Kept | undefined, place: Place): View {
  const exchange = all?.transcript.exchanges.find(({ id }) => id === place.exchange)
  if (!all || !exchange) return {}
  const tab = tabOf(place)
  const sheet = sheetOf(all, exchange, tab)
  const row = 'problem' in sheet ? undefined : rowOf(sheet, place)
  return { exchange: exchange.id, tab, ...(row === undefined ? {} : { row }) }
}
