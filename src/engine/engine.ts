import type { Exchange } from '../transcript/transcript.ts'
import type { Problem } from './answers/problem.ts'
import { Background } from './background.ts'
import { assemble, sourceOf, watch } from './bodies/bodies.ts'
import { byteRanges, bytesOf, framesOfLong, spotOfByte } from './bodies/bytes.ts'
import { headSheet } from './bodies/headers.ts'
import { edit, RecentEdits, textMarksOf } from './editing/editing.ts'
import { draftsIn, editionOf } from './editing/editions.ts'
import { fixOf } from './editing/fixes.ts'
import { Comparing } from './judging/comparing.ts'
import { chainOf, pairingOf, sidesOf } from './judging/digests.ts'
import type { Reporting } from './judging/reporting.ts'
import { rulePage, rulesOf } from './judging/rule-pages.ts'
import { timing } from './judging/timing.ts'
import type { Kept } from './opening/kept.ts'
import { FORGOTTEN, findExchange, locate, sheetOf, transcriptOf, viewAt } from './opening/kept.ts'
import { followLink, linkOf, masksOf } from './opening/links.ts'
import type { Opening } from './opening/opening.ts'
import { openExample, openInputs, openSaved, restore } from './opening/opening.ts'
import { saveOf } from './opening/saving.ts'
import type { Answered, AskName, Asks, News, Place, PlacedHalf } from './protocol.ts'
import type { CopiedHalf } from './rows/copies.ts'
import { copyOf, followHandle, halfOf, windowOf } from './rows/halves.ts'
import { findRows, hitIn, vocabularyOf } from './search/scan.ts'

export interface Engine {
  answer<N extends AskName>(name: N, ask: Asks[N]['ask']): Answered<N>
  /** Does a little of what nobody waits for, and gives what there is to tell; undefined when nothing is left to do. */
  work(isQuiet: boolean): readonly News[] | undefined
}

export function createEngine(): Engine {
  const kept = new Map<string, Kept>()
  const recent = new RecentEdits(kept)
  const background = new Background()
  const opening: Opening = { kept, background }
  let reporting: Promise<Reporting> | undefined
  const comparing = new Comparing((key) => transcriptOf(kept, key))
  const withExchange = <T>(ask: Place, work: (exchange: Exchange, all: Kept) => T | Problem): T | Problem => {
    const found = findExchange(kept, ask)
    return 'problem' in found ? found : work(found.exchange, found.all)
  }
  const withHalf = <T>(ask: PlacedHalf, work: (from: CopiedHalf) => T | Problem): T | Problem =>
    withExchange(ask, (exchange, all) => {
      const half = halfOf(all, exchange, ask.tab)
      return 'problem' in half ? half : work(half)
    })
  const answers: { readonly [N in AskName]: (ask: Asks[N]['ask']) => Answered<N> } = {
    open: ({ inputs }) => openInputs(opening, inputs),
    sample: ({ transcript }) => openSaved(opening, transcript),
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
    edition: ({ key, drafts }) => editionOf(kept.get(key), key, drafts),
    drafts: ({ key, packed }) => draftsIn(kept.get(key), key, packed),
    textMarks: (ask) =>
      withExchange(ask, (exchange, { findings }) => textMarksOf(findings, exchange, ask.half)),
    fix: ({ key, problem }) => fixOf(transcriptOf(kept, key), kept.get(key)?.findings[problem]),
    report: async ({ key, ...wish }) => {
      reporting ??= import('./judging/reporting.ts').then((loaded) => new loaded.Reporting())
      return (await reporting).go(transcriptOf(kept, key), kept.get(key)?.findings ?? [], wish)
    },
    rules: rulesOf,
    rule: ({ id }) => rulePage(id),
    example: (ask) => openExample(opening, ask),
    find: ({ key, place }) => viewAt(kept.get(key), place),
    sides: ({ key }) => sidesOf(transcriptOf(kept, key)),
    pairing: ({ key }) => pairingOf(transcriptOf(kept, key)),
    chain: ({ key }) => chainOf(transcriptOf(kept, key)),
    timeline: (ask) => withExchange(ask, (exchange, all) => timing(all.transcript, exchange)),
    bytes: (ask) => withExchange(ask, (exchange) => bytesOf(exchange, ask)),
    byteRanges: (ask) =>
      withExchange(ask, (exchange, all) => byteRanges(exchange, ask, framesOfLong(all, exchange))),
    byteSpot: (ask) =>
      withExchange(ask, (exchange, all) => spotOfByte(exchange, ask, framesOfLong(all, exchange))),
    turns: (pair) => comparing.turns(pair),
    difference: (pair) => comparing.exchanges(pair),
    comparedRows: ({ pair, only }) => comparing.rows(pair, only),
    masks: ({ key }) => masksOf(kept.get(key)),
    link: ({ key, view, remarks }) => linkOf(kept.get(key), view, remarks),
    save: ({ key, remarks, words }) => saveOf(kept.get(key), remarks, words),
    restore: ({ text }) => restore(opening, text),
  }
  return { answer: (name, ask) => answers[name](ask), work: (isQuiet) => background.work(isQuiet) }
}
