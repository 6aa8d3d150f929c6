import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Pair } from '../engine/answers/compared.ts'
import type { EngineClient } from '../engine/client.ts'
import type { Half, SheetTab, View } from '../engine/view.ts'
import type { Origin } from '../hub/leaf.ts'
import type { Remark } from '../transcript/transcript.ts'
import { fetchSamples } from './samples.ts'

/** Rows come in pages of this many: about three screens, and little enough to be unpacked between two pictures. */
export const PAGE = 80

/** What is computed never changes: same key, same answer. */
const FOR_EVER = { staleTime: Number.POSITIVE_INFINITY, retry: false } as const

export interface ExchangeAddress {
  readonly key: string
  readonly exchange: string
}

export interface BodyAddress extends ExchangeAddress {
  readonly half: Half
}

/** Bytes of a body come in pages of this many. */
export const BYTE_PAGE = 8_192

export type TurnPair = Extract<Pair, { readonly of: 'turns' }>
export type ExchangePair = Extract<Pair, { readonly of: 'exchanges' }>

export interface SheetAddress extends ExchangeAddress {
  readonly tab: SheetTab
}

const isOfSameSheet = (
  asked: readonly unknown[] | undefined,
  { key, exchange, tab }: SheetAddress,
  page: number,
): boolean =>
  originalOf(String(asked?.[1])) === originalOf(key) &&
  asked?.[2] === exchange &&
  asked[3] === tab &&
  asked[4] === page

/** What an edited transcript was made of, or itself. */
const originalOf = (key: string): string | undefined => key.split('~')[0]

/** All that the screen asks the engine, as questions that TanStack Query can hold. */
export const createQueries = (engine: EngineClient) => ({
  page: (sheet: SheetAddress, page: number) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['rows', sheet.key, sheet.exchange, sheet.tab, page],
      queryFn: () => engine.ask('rows', { ...sheet, from: page * PAGE, count: PAGE }),
      // The lanes keep the pages near the eye themselves.
      gcTime: 10_000,
      // While an edit is read, its sheet stands as it was.
      placeholderData: (before, asked) => (isOfSameSheet(asked?.queryKey, sheet, page) ? before : undefined),
    }),
  /** A page of rows that a filter shows, whose numbers the screen has. */
  pageOf: (sheet: SheetAddress, page: number, only: readonly number[]) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['some-rows', sheet.key, sheet.exchange, sheet.tab, only],
      queryFn: () => engine.ask('rows', { ...sheet, from: page * PAGE, count: only.length, only }),
      gcTime: 10_000,
    }),
  vocabulary: (sheet: SheetAddress) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['vocabulary', sheet.key, sheet.exchange, sheet.tab],
      queryFn: () => engine.ask('vocabulary', sheet),
    }),
  /** After so many frames of a stream; at its end where nothing is said. */
  assembled: (key: string, exchange: string, frames?: number) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['assembled', key, exchange, frames],
      queryFn: () => engine.ask('assembled', { key, exchange, ...(frames === undefined ? {} : { frames }) }),
      // Scrubbing passes many moments; what was there stays until the next has come.
      gcTime: 10_000,
      placeholderData: keepPreviousData,
    }),
  client: (key: string, exchange: string) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['client', key, exchange],
      queryFn: () => engine.ask('client', { key, exchange }),
    }),
  head: (key: string, exchange: string) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['head', key, exchange],
      queryFn: () => engine.ask('head', { key, exchange }),
    }),
  source: (key: string, exchange: string, half: Half) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['source', key, exchange, half],
      queryFn: () => engine.ask('source', { key, exchange, half }),
    }),
  textMarks: (key: string, exchange: string, half: Half) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['textMarks', key, exchange, half],
      queryFn: () => engine.ask('textMarks', { key, exchange, half }),
    }),
  fix: (key: string, problem: number) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['fix', key, problem],
      queryFn: () => engine.ask('fix', { key, problem }),
    }),
  sides: (key: string) =>
    queryOptions({ ...FOR_EVER, queryKey: ['sides', key], queryFn: () => engine.ask('sides', { key }) }),
  pairing: (key: string) =>
    queryOptions({ ...FOR_EVER, queryKey: ['pairing', key], queryFn: () => engine.ask('pairing', { key }) }),
  chain: (key: string) =>
    queryOptions({ ...FOR_EVER, queryKey: ['chain', key], queryFn: () => engine.ask('chain', { key }) }),
  timeline: (key: string, exchange: string) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['timeline', key, exchange],
      queryFn: () => engine.ask('timeline', { key, exchange }),
    }),
  bytes: (body: BodyAddress, page: number) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['bytes', body.key, body.exchange, body.half, page],
      queryFn: () => engine.ask('bytes', { ...body, from: page * BYTE_PAGE, count: BYTE_PAGE }),
      gcTime: 30_000,
    }),
  byteRanges: (body: BodyAddress, origins: readonly Origin[]) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['byteRanges', body.key, body.exchange, body.half, origins],
      queryFn: () => engine.ask('byteRanges', { ...body, origins }),
      gcTime: 30_000,
    }),
  byteSpot: (body: BodyAddress, at: number) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['byteSpot', body.key, body.exchange, body.half, at],
      queryFn: () => engine.ask('byteSpot', { ...body, at }),
      gcTime: 30_000,
    }),
  /** Any stretch, to be taken along. */
  byteStretch: (body: BodyAddress, from: number, count: number) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['byteStretch', body.key, body.exchange, body.half, from, count],
      queryFn: () => engine.ask('bytes', { ...body, from, count }),
      gcTime: 0,
    }),
  turns: (pair: TurnPair) =>
    queryOptions({ ...FOR_EVER, queryKey: ['turns', pair], queryFn: () => engine.ask('turns', pair) }),
  difference: (pair: ExchangePair) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['difference', pair],
      queryFn: () => engine.ask('difference', pair),
    }),
  /** Rows of a comparison by number. */
  comparedRows: (pair: TurnPair | ExchangePair, only: readonly number[]) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['comparedRows', pair, only],
      queryFn: () => engine.ask('comparedRows', { key: pair.key, pair, only }),
      gcTime: 30_000,
    }),
  masks: (key: string) =>
    queryOptions({ ...FOR_EVER, queryKey: ['masks', key], queryFn: () => engine.ask('masks', { key }) }),
  link: (key: string, view: View, remarks: readonly Remark[]) =>
    queryOptions({
      ...FOR_EVER,
      queryKey: ['link', key, view, remarks],
      queryFn: () => engine.ask('link', { key, view, remarks }),
    }),
  rules: () => queryOptions({ ...FOR_EVER, queryKey: ['rules'], queryFn: () => engine.ask('rules', {}) }),
  rule: (id: string) =>
    queryOptions({ ...FOR_EVER, queryKey: ['rule', id], queryFn: () => engine.ask('rule', { id }) }),
  samples: () => queryOptions({ ...FOR_EVER, queryKey: ['samples'], queryFn: fetchSamples }),
})

export type Queries = ReturnType<typeof createQueries>
