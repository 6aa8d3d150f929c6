import { importTranscript } from '../imports/import-transcript.ts'
import type { Report } from '../imports/report.ts'
import type { ViewState } from '../share/link.ts'
import { decodeLink, encodeLink } from '../share/link.ts'
import { redactText, redactTranscript } from '../share/redact.ts'
import { openTranscript } from '../transcript/saved.ts'
import type { Exchange, Remark, Transcript } from '../transcript/transcript.ts'
import type { Edited } from './answers/edited.ts'
import type { Input, Opened, Refused } from './answers/opened.ts'
import type { Problem } from './answers/problem.ts'
import { Background, isJudgedAtOnce, judge } from './background.ts'
import { assemble, sourceOf, watch } from './bodies.ts'
import { byteRanges, bytesOf, spotOfByte } from './bytes.ts'
import { beside, turnsBeside } from './comparing.ts'
import type { CopiedHalf } from './copies.ts'
import { chainOf, pairingOf, sidesOf } from './digests.ts'
import { editedHalves, RecentEdits, textMarksOf, unreadDrafts, withDrafts } from './editing.ts'
import { fixOf } from './fixes.ts'
import { copyOf, followHandle, halfOf, windowOf } from './halves.ts'
import { headSheet } from './headers.ts'
import type { Kept } from './kept.ts'
import { FORGOTTEN, locate, sheetOf, viewAt } from './kept.ts'
import type { Answered, AskName, Asks, News } from './protocol.ts'
import { headOf, joinReports, linkSentence, savedReport } from './reports.ts'
import { exampleOf, rulePage, rulesOf } from './rule-pages.ts'
import { saveOf, withRemarks } from './saving.ts'
import { findRows, hitIn, vocabularyOf } from './search/scan.ts'
import { keyOf, merge, summarise, takeSide } from './summary.ts'
import { timing } from './timing.ts'
import type { SheetTab, View } from './view.ts'

export interface Engine {
  answer<N extends AskName>(name: N, ask: Asks[N]['ask']): Answered<N>
  /** Does a little of what nobody waits for, and gives what there is to tell; undefined when nothing is left to do. */
  work(): readonly News[] | undefined
}

/** What is open, and what is to be done with it when nobody waits. */
interface Opening {
  readonly kept: Map<string, Kept>
  readonly background: Background
}

export function createEngine(): Engine {
  const kept = new Map<string, Kept>()
  const recent = new RecentEdits(kept)
  const background = new Background()
  const opening: Opening = { kept, background }
  const withExchange = <T>(
    { key, exchange }: { key: string; exchange: string },
    work: (exchange: Exchange, all: Kept) => T | Problem,
  ): T | Problem => {
    const all = kept.get(key)
    const found = all?.transcript.exchanges.find(({ id }) => id === exchange)
    if (!all) return FORGOTTEN
    return found ? work(found, all) : { problem: `There is no exchange ${exchange} in this transcript.` }
  }
  const withHalf = <T>(
    ask: { key: string; exchange: string; tab: SheetTab },
    work: (from: CopiedHalf) => T | Problem,
  ): T | Problem =>
    withExchange(ask, (exchange, all) => {
      const half = halfOf(all, exchange, ask.tab)
      return 'problem' in half ? half : work(half)
    })
  const answers: { readonly [N in AskName]: (ask: Asks[N]['ask']) => Answered<N> } = {
    open: ({ inputs }) => openInputs(opening, inputs),
    sample: ({ transcript }) => keep(opening, examine(transcript), savedReport(transcript)),
    follow: ({ fragment }) => followLink(opening, fragment),
    rows: (ask) =>
      withExchange(ask, (exchange, all) => {
        background.look(ask.key, ask.exchange, sheetOf(all, exchange, ask.tab))
        return windowOf(all, exchange, ask)
      }),
    scan: (ask) =>
      withHalf(ask, ({ half }) => {
        background.look(ask.key, ask.exchange, half.sheet)
        return findRows(half, ask.wanted, ask.from)
      }),
    hit: (ask) => withHalf(ask, ({ half }) => hitIn(half, ask.text, ask.row)),
    vocabulary: (ask) => withHalf(ask, ({ half }) => vocabularyOf(half)),
    handle: ({ key, handle }) => followHandle(kept.get(key), handle),
    copy: (ask) => withExchange(ask, (exchange, all) => copyOf(all, exchange, ask.wish)),
    transcript: ({ key }) => kept.get(key)?.transcript ?? FORGOTTEN,
    locate: ({ key, problem, place }) => locate(kept.get(key), problem, place),
    assembled: (ask) => withExchange(ask, (exchange) => assemble(exchange, ask.frames)),
    client: async (ask) => withExchange(ask, watch),
    head: (ask) => withExchange(ask, headSheet),
    source: (ask) => withExchange(ask, (exchange) => sourceOf(exchange[ask.half]?.body)),
    edit: (ask) => edit(kept, recent, ask),
    textMarks: (ask) =>
      withExchange(ask, (exchange, { findings }) => textMarksOf(findings, exchange, ask.half)),
    fix: ({ key, problem }) => fixOf(transcriptOf(kept, key), kept.get(key)?.findings[problem]),
    rules: rulesOf,
    rule: ({ id }) => rulePage(id),
    example: async ({ rule, index }) => openExample(opening, await exampleOf(rule, index)),
    find: ({ key, place }) => viewAt(kept.get(key), place),
    sides: ({ key }) => sidesOf(transcriptOf(kept, key)),
    pairing: ({ key }) => pairingOf(transcriptOf(kept, key)),
    chain: ({ key }) => chainOf(transcriptOf(kept, key)),
    timeline: (ask) => withExchange(ask, (exchange, all) => timing(all.transcript, exchange)),
    bytes: (ask) => withExchange(ask, (exchange) => bytesOf(exchange, ask)),
    byteRanges: (ask) => withExchange(ask, (exchange) => byteRanges(exchange, ask)),
    byteSpot: (ask) => withExchange(ask, (exchange) => spotOfByte(exchange, ask)),
    turns: (ask) => turnsBeside(transcriptOf(kept, ask.key), ask),
    difference: ({ key, exchange, other, half }) =>
      beside(
        { transcript: transcriptOf(kept, key), exchange },
        { transcript: transcriptOf(kept, other.key), exchange: other.exchange },
        half,
      ),
    masks: ({ key }) => masksOf(kept.get(key)),
    link: ({ key, view, remarks }) => linkOf(kept.get(key), view, remarks),
    save: ({ key, remarks, words }) => saveOf(kept.get(key), remarks, words),
    restore: ({ text }) => restore(opening, text),
  }
  return { answer: (name, ask) => answers[name](ask), work: () => background.work() }
}

function openInputs(opening: Opening, inputs: readonly Input[]): Opened | Refused {
  const imports = inputs.map(({ content, name }) =>
    importTranscript(
      typeof content === 'string' ? content : new Uint8Array(content),
      name === undefined ? {} : { name },
    ),
  )
  const report = joinReports(imports.map((one) => one.report))
  const transcripts = imports.map(({ transcript }, i) => takeSide(transcript, inputs[i]?.name))
  const all = examine(merge(transcripts.filter(({ exchanges }) => exchanges.length > 0)))
  const problem = problemOf(all)
  if (problem === undefined) return keep(opening, all, report)
  const notes =
    problem && report.ok ? [...report.notes, { severity: 'error' as const, sentence: problem }] : report.notes
  return { refused: { ...report, notes }, ...headOf(inputs[0]?.content ?? '') }
}

function openExample(opening: Opening, transcript: Transcript | undefined): Opened | Problem {
  if (!transcript) return { problem: 'There is no such example.' }
  return keep(opening, examine(transcript), savedReport(transcript))
}

function edit(
  kept: Map<string, Kept>,
  recent: RecentEdits,
  { key, drafts, asItStands }: Asks['edit']['ask'],
): Edited | Problem {
  const before = kept.get(key)?.transcript
  if (!before) return FORGOTTEN
  const transcript = withDrafts(before, drafts)
  const unread = unreadDrafts(before, transcript, drafts)
  if (unread.length > 0 && !asItStands) return { unread }
  const all: Kept = { transcript, sheets: new Map(), ...judge(transcript) }
  // The name tells what it was made of.
  const name = `${key}~${keyOf(transcript)}`
  recent.note(name)
  kept.set(name, all)
  const opened = openedAs(name, all, savedReport(transcript))
  const exchanges = opened.exchanges.map((summary, i) => {
    const edited = editedHalves(transcript.exchanges[i] as Exchange, before)
    return edited.length > 0 ? { ...summary, edited } : summary
  })
  return { opened: { ...opened, exchanges }, unread }
}

const examine = (transcript: Transcript): Kept => ({
  transcript,
  sheets: new Map(),
  ...(isJudgedAtOnce(transcript) ? judge(transcript) : { findings: [], isJudging: true }),
})

/** Why no half of any exchange can be shown; undefined where one can, empty where there is nothing at all. */
function problemOf(all: Kept): string | undefined {
  let problem = ''
  for (const exchange of all.transcript.exchanges) {
    for (const tab of ['events', 'request'] as const) {
      if (!exchange[tab === 'events' ? 'reply' : 'request']) continue
      const sheet = sheetOf(all, exchange, tab)
      if (!('problem' in sheet)) return undefined
      problem ||= sheet.problem
    }
  }
  return problem
}

function keep(
  { kept, background }: Opening,
  all: Kept,
  report: Report,
  at?: View,
  notes: readonly string[] = [],
): Opened {
  const key = keyOf(all.transcript)
  kept.set(key, all)
  if (all.isJudging)
    background.later(() => {
      // It may have been forgotten, or opened once more.
      if (kept.get(key) !== all) return undefined
      const judged: Kept = { transcript: all.transcript, sheets: all.sheets, ...judge(all.transcript) }
      kept.set(key, judged)
      return { kind: 'judged', opened: openedAs(key, judged, report, at, notes) }
    })
  return openedAs(key, all, report, at, notes)
}

function openedAs(key: string, all: Kept, report: Report, at?: View, notes: readonly string[] = []): Opened {
  const { transcript, findings, unjudged, isJudging } = all
  return {
    key,
    exchanges: transcript.exchanges.map((exchange) => summarise(exchange, findings)),
    ...(transcript.title === undefined ? {} : { title: transcript.title }),
    report,
    findings,
    remarks: transcript.remarks ?? [],
    view: at?.exchange ? at : firstView(all),
    notes: unjudged === undefined ? notes : [...notes, unjudged],
    ...(isJudging ? { isJudging } : {}),
  }
}

function firstView(all: Kept): View {
  const first = all.findings.findIndex(({ severity }) => severity === 'error')
  if (first >= 0) return locate(all, first)
  const exchange = all.transcript.exchanges[0]
  return exchange ? { exchange: exchange.id, tab: exchange.reply ? 'events' : 'request' } : {}
}

const EMPTY: Transcript = { version: 1, exchanges: [] }

const transcriptOf = (kept: ReadonlyMap<string, Kept>, key: string): Transcript =>
  kept.get(key)?.transcript ?? EMPTY

function restore(opening: Opening, text: string): Opened | Problem {
  const opened = openTranscript(text)
  if ('problem' in opened) return opened
  return keep(opening, examine(opened.transcript), savedReport(opened.transcript))
}

function followLink(opening: Opening, fragment: string): Opened | Problem {
  const decoded = decodeLink(fragment)
  if (!decoded.ok) return { problem: decoded.sentence }
  const { transcript, view = {} } = decoded.state
  return keep(
    opening,
    examine(transcript),
    { ...savedReport(transcript), sentence: linkSentence(transcript) },
    viewOf(view),
    decoded.notes,
  )
}

/** Of what a link may say about the view, what this screen has. */
const viewOf = ({ exchange, tab, row, problem, panel, search, filter }: ViewState): View => ({
  ...(search === undefined ? {} : { search }),
  ...(filter === undefined ? {} : { filter }),
  ...(exchange === undefined ? {} : { exchange }),
  ...(tab === undefined ? {} : { tab }),
  ...(row === undefined ? {} : { row }),
  ...(problem === undefined ? {} : { problem }),
  ...(panel === undefined ? {} : { panel }),
})

const masksOf = (all: Kept | undefined): Asks['masks']['answer'] =>
  all ? redactTranscript(all.transcript).masked : []

function linkOf(
  all: Kept | undefined,
  { tab, ...view }: View,
  remarks: readonly Remark[] = all?.transcript.remarks ?? [],
): Asks['link']['answer'] {
  if (!all) return FORGOTTEN
  const { transcript, masked } = redactTranscript(withRemarks(all.transcript, remarks))
  // What one looks for may be the very thing that must not leave.
  const masks = (text: string): string => redactText(text, 'name')
  const said = {
    ...(view.search === undefined ? {} : { search: masks(view.search) }),
    ...(view.filter === undefined ? {} : { filter: masks(view.filter) }),
  }
  const state = { transcript, view: { ...view, ...said, ...(tab === undefined ? {} : { tab }) } }
  // Masked already, and what was masked is told.
  const { link, problem } = encodeLink(state, { redact: 'none' })
  return { fragment: link.replace(/^#/, ''), masked, ...(problem === undefined ? {} : { tooLong: problem }) }
}
