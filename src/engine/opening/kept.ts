import type { Finding, Place as FindingPlace } from '../../inspect/finding.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import { eventsSheet, requestSheet } from '../../translate/sheet.ts'
import { StreamSheet } from '../../translate/stream-sheet.ts'
import { historyOf } from '../../translate/turns.ts'
import type { SidesVerdict } from '../answers/opened.ts'
import type { Problem } from '../answers/problem.ts'
import { attempt } from '../attempt.ts'
import type { Place } from '../protocol.ts'
import { rowOf, tabOf } from '../rows/locate.ts'
import { besideOther } from '../rows/other-side.ts'
import { withCalls } from '../rows/request-calls.ts'
import type { ShownSheet } from '../rows/shown-sheet.ts'
import { shownStream, shownWhole } from '../rows/shown-sheet.ts'
import type { SheetTab, View } from '../view.ts'

/** What the engine keeps of an opened transcript. */
export interface Kept extends Judged {
  readonly transcript: Transcript
  readonly sheets: Map<string, ShownSheet | Problem>
}

/** What the rules say of a transcript. */
export interface Judged {
  readonly findings: readonly Finding[]
  readonly sides?: SidesVerdict
  /** Why they say nothing of it. */
  readonly unjudged?: string
  /** They have not come to it yet. */
  readonly isJudging?: true
}

export const FORGOTTEN: Problem = {
  problem: 'The engine was started anew and knows nothing of this transcript: open it again.',
}

const EMPTY: Transcript = { version: 1, exchanges: [] }

export const transcriptOf = (kept: ReadonlyMap<string, Kept>, key: string): Transcript =>
  kept.get(key)?.transcript ?? EMPTY

/** An exchange of what is open; or why there is none. */
export function findExchange(
  kept: ReadonlyMap<string, Kept>,
  { key, exchange: name }: Place,
): { readonly exchange: Exchange; readonly all: Kept } | Problem {
  const all = kept.get(key)
  if (!all) return FORGOTTEN
  const exchange = all.transcript.exchanges.find(({ id }) => id === name)
  return exchange ? { exchange, all } : { problem: `There is no exchange ${name} in this transcript.` }
}

export function sheetOf(all: Kept, exchange: Exchange, tab: SheetTab): ShownSheet | Problem {
  const { sheets } = all
  const name = `${exchange.id}/${tab}`
  const known = sheets.get(name)
  if (known) return known
  const alone = sheetAlone(all, exchange, tab)
  const made =
    'problem' in alone
      ? alone
      : besideOther(alone, all.transcript, exchange.id, tab, (other) => {
          const sheet = sheetAlone(all, other, tab)
          return 'problem' in sheet ? undefined : sheet
        })
  sheets.set(name, made)
  return made
}

/** Without the other side of the gateway, whose own sheet is asked for to stand beside this one. */
function sheetAlone(all: Kept, exchange: Exchange, tab: SheetTab): ShownSheet | Problem {
  const name = `${exchange.id}/${tab}/alone`
  const known = all.sheets.get(name)
  if (known) return known
  const made = attempt(tab === 'request' ? 'This request' : 'This reply', () => makeSheet(all, exchange, tab))
  all.sheets.set(name, made)
  return made
}

function makeSheet({ transcript }: Kept, exchange: Exchange, tab: SheetTab): ShownSheet | Problem {
  if (tab === 'request') {
    const sheet = requestSheet(exchange, historyOf(transcript, exchange))
    return 'problem' in sheet ? sheet : shownWhole(withCalls(sheet, transcript, exchange.id))
  }
  const sheet = eventsSheet(exchange)
  if ('problem' in sheet) return sheet
  return sheet instanceof StreamSheet ? shownStream(sheet) : shownWhole(sheet)
}

export function locate(all: Kept | undefined, problem: number, nth = 0): View {
  const place = all?.findings[problem]?.places[nth]
  return place ? { ...viewAt(all, place), problem } : { problem }
}

/** The tab and the row that show a place. */
export function viewAt(all: Kept | undefined, place: FindingPlace): View {
  const exchange = all?.transcript.exchanges.find(({ id }) => id === place.exchange)
  if (!all || !exchange) return {}
  const tab = tabOf(place)
  const sheet = sheetOf(all, exchange, tab)
  const row = 'problem' in sheet ? undefined : rowOf(sheet, place)
  return { exchange: exchange.id, tab, ...(row === undefined ? {} : { row }) }
}
