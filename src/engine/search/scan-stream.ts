// Rows of a long stream that a filter or a search means, found without making any.
import type { Frame } from '../../wire/frame.ts'
import type { LongSheet, ShownSheet } from '../rows/shown-sheet.ts'
import type { FilterToken } from './filter-words.ts'
import { parseFilter } from './filter-words.ts'
import type { RowsFound, ScanPlace, Wanted } from './found.ts'
import type { FrameTest } from './frame-tests.ts'
import { frameTests, textMatcher } from './frame-tests.ts'
import type { Ground } from './row-tests.ts'
import { matcherOf } from './row-tests.ts'

export interface SearchedStream {
  readonly sheet: ShownSheet
  readonly long: LongSheet
  readonly ground: Ground
}

/** Pieces of a stream that are read on for somebody who looks for something in it. */
const READ_ON = 10
/** Characters of frames that are cut, and rows that are only asked for their kind, after which a slice ends: some 10 ms. */
const CUT_SLICE = 400_000
const KINDS_SLICE = 40_000
/** Rows that are surveyed in a slice, where each repeats the one before. */
const SURVEYED = 1_000
/** Frames that are cut at once. */
const AT_ONCE = 512

export const tokensOf = (wanted: Wanted): readonly FilterToken[] =>
  'text' in wanted ? [{ key: 'text', value: wanted.text, isNegated: false }] : parseFilter(wanted.filter)

export function scanStream(half: SearchedStream, wanted: Wanted, from: ScanPlace): RowsFound {
  if ('text' in wanted && !from.isLanes) return scanText(half, wanted.text, from.row)
  const { long, sheet, ground } = half
  const tests = frameTests(tokensOf(wanted), { ...ground, dialect: sheet.dialect }, () => {
    if (!long.survey) throw new Error('A stream is surveyed once it was read.')
    return long.survey
  })
  return scanFrames(half, tests, from)
}

/** The captured text alone, where a piece of it that does not say the words is not even cut into frames. */
function scanText({ sheet, long, ground }: SearchedStream, text: string, from: number): RowsFound {
  for (let pieces = 0; isBeingCut(sheet) && pieces < READ_ON; pieces++) sheet.advance()
  const wanted = matcherOf(text)
  const isIn = textMatcher(text)
  const { frames, next } = long.candidates(from, {
    mayHold: (piece) => isIn(piece) || wanted.test(piece),
    overlap: LONGEST_SPELLING * text.length,
    limit: CUT_SLICE,
  })
  const rows = frames.filter((frame) => isIn(ground.textOf(frame))).map(({ index }) => index)
  const isOver = next >= sheet.length && !isBeingCut(sheet)
  return {
    rows: Uint32Array.from(rows),
    each: [rows.length],
    next: isOver ? { row: 0, isLanes: true } : { row: next },
    total: sheet.length,
    ground: 'text',
  }
}

/** Characters that stand for one letter, at most: `\\u00e9`. */
const LONGEST_SPELLING = 6

function scanFrames(half: SearchedStream, tests: readonly FrameTest[], from: ScanPlace): RowsFound {
  const { sheet, long } = half
  const needsLanes = tests.some((test) => test.needsLanes)
  for (let pieces = 0; isAwaited(sheet, needsLanes) && pieces < READ_ON; pieces++) sheet.advance()
  const isSurveying = needsLanes && !isAwaited(sheet, needsLanes)
  if (isSurveying && (long.survey?.looked ?? 0) <= from.row) long.survey?.advance(SURVEYED)
  const known = needsLanes ? (isSurveying ? (long.survey?.looked ?? 0) : 0) : sheet.length
  const { rows, each, at } = look(half, tests, from.row, known)
  const isOver = at >= sheet.length && !isAwaited(sheet, needsLanes)
  const unkept = needsLanes && tests.some((test) => test.needsText) ? (long.survey?.unkept ?? 0) : 0
  return {
    rows: Uint32Array.from(rows),
    each,
    ...(isOver ? {} : { next: { ...from, row: at } }),
    total: sheet.length,
    ground: needsLanes ? 'lanes' : 'text',
    ...(unkept > 0 ? { unkept } : {}),
  }
}

/** Only when all of a stream was read is it known what became of its rows. */
const isAwaited = (sheet: ShownSheet, needsLanes: boolean): boolean =>
  needsLanes ? sheet.reading !== undefined : isBeingCut(sheet)

const isBeingCut = ({ reading }: ShownSheet): boolean => reading !== undefined && reading.framed < 1

interface LookedAt {
  readonly rows: readonly number[]
  readonly each: readonly number[]
  /** The row that comes next. */
  readonly at: number
}

function look({ long }: SearchedStream, tests: readonly FrameTest[], from: number, known: number): LookedAt {
  const needsText = tests.some((test) => test.needsText)
  const needsLanes = tests.some((test) => test.needsLanes)
  const each = tests.map(() => 0)
  const rows: number[] = []
  const take = (index: number, frame?: Frame): void => {
    const kind = needsLanes ? (long.survey?.numberAt(index) ?? 0) : undefined
    const row = { index, ...(frame ? { frame } : {}), ...(kind === undefined ? {} : { kind }) }
    let holds = true
    for (const [i, test] of tests.entries()) {
      const isTrue = test.holds(row)
      if (isTrue) each[i] = (each[i] ?? 0) + 1
      holds &&= isTrue
    }
    if (holds) rows.push(index)
  }
  let at = from
  if (!needsText) for (const end = Math.min(known, from + KINDS_SLICE); at < end; at++) take(at)
  for (let cost = 0; needsText && at < known && cost < CUT_SLICE; ) {
    for (const frame of long.frames(at, Math.min(known, at + AT_ONCE))) {
      cost += frame.data.length
      take(frame.index, frame)
      at = frame.index + 1
    }
  }
  return { rows, each, at }
}
