import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query'
import type { Pair } from '../engine/answers/compared.ts'
import type { Problem } from '../engine/answers/problem.ts'
import type { Reducing, Reported } from '../engine/answers/reported.ts'
import type { EngineClient } from '../engine/client.ts'
import type { AskName, Asks } from '../engine/protocol.ts'
import type { Half, SheetTab, View } from '../engine/view.ts'
import type { Origin } from '../hub/leaf.ts'
import type { Remark } from '../transcript/transcript.ts'
import { fetchSamples } from './samples.ts'

/** Rows come in pages of this many: about three screens, and little enough to be unpacked between two pictures. */
export const PAGE = 80

/** Bytes of a body come in pages of this many. */
export const BYTE_PAGE = 8_192

export interface ExchangeAddress {
  readonly key: string
  readonly exchange: string
}

export interface BodyAddress extends ExchangeAddress {
  readonly half: Half
}

export interface SheetAddress extends ExchangeAddress {
  readonly tab: SheetTab
}

export type TurnPair = Extract<Pair, { readonly of: 'turns' }>
export type ExchangePair = Extract<Pair, { readonly of: 'exchanges' }>

/** What is computed never changes: same question, same answer. */
const FOR_EVER = { staleTime: Number.POSITIVE_INFINITY, retry: false } as const

/** How long an answer is kept that nobody looks at. Milliseconds. */
const [NOT_AT_ALL, SHORTLY, A_WHILE] = [0, 10_000, 30_000]

type RowsAsked = Asks['rows']['ask']

/** The same page of the same exchange, edited or not. */
const isOfSameSheet = (before: RowsAsked | undefined, { key, exchange, tab, from }: RowsAsked): boolean =>
  before?.exchange === exchange &&
  before.tab === tab &&
  before.from === from &&
  originalOf(before.key) === originalOf(key)

/** What an edited transcript was made of, or itself. */
const originalOf = (key: string): string | undefined => key.split('~')[0]

/** All that the screen asks the engine, as questions that TanStack Query can hold. */
export function createQueries(engine: EngineClient) {
  const asking = <N extends AskName>(name: N, ask: Asks[N]['ask'], kept: { readonly gcTime?: number } = {}) =>
    queryOptions({ ...FOR_EVER, ...kept, queryKey: [name, ask], queryFn: () => engine.ask(name, ask) })
  return {
    ...rowQueries(engine),
    vocabulary: (sheet: SheetAddress) => asking('vocabulary', sheet),
    /** After so many frames of a stream; at its end where nothing is said. */
    assembled: (key: string, exchange: string, frames?: number) => ({
      ...asking(
        'assembled',
        { key, exchange, ...(frames === undefined ? {} : { frames }) },
        { gcTime: SHORTLY },
      ),
      // Scrubbing passes many moments; what was there stays until the next has come.
      placeholderData: keepPreviousData,
    }),
    client: (key: string, exchange: string) => asking('client', { key, exchange }),
    head: (key: string, exchange: string) => asking('head', { key, exchange }),
    source: (key: string, exchange: string, half: Half) => asking('source', { key, exchange, half }),
    textMarks: (key: string, exchange: string, half: Half) => asking('textMarks', { key, exchange, half }),
    fix: (key: string, problem: number) => asking('fix', { key, problem }),
    ...reportQueries(engine),
    sides: (key: string) => asking('sides', { key }),
    pairing: (key: string) => asking('pairing', { key }),
    chain: (key: string) => asking('chain', { key }),
    timeline: (key: string, exchange: string) => asking('timeline', { key, exchange }),
    bytes: (body: BodyAddress, page: number) =>
      asking('bytes', { ...body, from: page * BYTE_PAGE, count: BYTE_PAGE }, { gcTime: A_WHILE }),
    byteRanges: (body: BodyAddress, origins: readonly Origin[]) =>
      asking('byteRanges', { ...body, origins }, { gcTime: A_WHILE }),
    byteSpot: (body: BodyAddress, at: number) => asking('byteSpot', { ...body, at }, { gcTime: A_WHILE }),
    /** Any stretch, to be taken along. */
    byteStretch: (body: BodyAddress, from: number, count: number) =>
      asking('bytes', { ...body, from, count }, { gcTime: NOT_AT_ALL }),
    turns: (pair: TurnPair) => asking('turns', pair),
    difference: (pair: ExchangePair) => asking('difference', pair),
    /** Rows of a comparison by number. */
    comparedRows: (pair: TurnPair | ExchangePair, only: readonly number[]) =>
      asking('comparedRows', { key: pair.key, pair, only }, { gcTime: A_WHILE }),
    masks: (key: string) => asking('masks', { key }),
    link: (key: string, view: View, remarks: readonly Remark[]) => asking('link', { key, view, remarks }),
    rules: () => asking('rules', {}),
    rule: (id: string) => asking('rule', { id }),
    samples: () => queryOptions({ ...FOR_EVER, queryKey: ['samples'], queryFn: fetchSamples }),
  }
}

const reportQueries = (engine: EngineClient) => ({
  report: (ask: Asks['report']['ask']) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['report', ask],
      queryFn: async ({ signal, client }): Promise<Reported | Problem> => {
        for (;;) {
          const step = await engine.ask('report', ask)
          if (!('isReducing' in step)) return step
          // Where nobody waits for it any more, the engine keeps what it has for who asks next.
          signal.throwIfAborted()
          client.setQueryData(['reducing', ask.key, ask.problem], step)
        }
      },
    }),
  /** How far the capture of a report is cut down: told while that is asked for, never by itself. */
  reducing: ({ key, problem }: Pick<Asks['report']['ask'], 'key' | 'problem'>) =>
    queryOptions<Reducing>({ ...FOR_EVER, queryKey: ['reducing', key, problem], queryFn: skipToken }),
})

/** Rows of lanes, a page at a time; the lanes keep the pages near the eye themselves. */
const rowQueries = (engine: EngineClient) => ({
  page({ key, exchange, tab }: SheetAddress, page: number) {
    const ask = { key, exchange, tab, from: page * PAGE, count: PAGE }
    return queryOptions({
      ...FOR_EVER,
      gcTime: SHORTLY,
      queryKey: ['rows', ask] as const,
      queryFn: () => engine.ask('rows', ask),
      // While an edit is read, its sheet stands as it was.
      placeholderData: (before, asked) => (isOfSameSheet(asked?.queryKey[1], ask) ? before : undefined),
    })
  },
  /** A page of rows that a filter shows, whose numbers the screen has. */
  pageOf(sheet: SheetAddress, page: number, only: readonly number[]) {
    const ask = { ...sheet, from: page * PAGE, count: only.length, only }
    return queryOptions({
      ...FOR_EVER,
      gcTime: SHORTLY,
      queryKey: ['some-rows', ask],
      queryFn: () => engine.ask('rows', ask),
    })
  },
})

/** Of the pages of rows: of all that was opened under this key, or of one exchange of it. */
export const rowsOf = (key: string, exchange?: string) => ['rows', { key, ...(exchange ? { exchange } : {}) }]

export type Queries = ReturnType<typeof createQueries>
