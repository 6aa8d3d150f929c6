// Rows of one half that a filter or a search means, found slice by slice, so that the worker answers others in between.

import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Finding } from '../../inspect/finding.ts'
import type { Row } from '../../translate/lanes.ts'
import type { Column } from '../answers/window.ts'
import { marksOf } from '../locate.ts'
import type { ShownSheet } from '../shown-sheet.ts'
import { rowAt } from '../shown-sheet.ts'
import type { SheetTab } from '../view.ts'
import { parseFilter } from './filter-words.ts'
import type { FilterVocabulary, RowsFound, Wanted } from './found.ts'
import type { Ground } from './row-tests.ts'
import { kindOf, matcherOf, rowTests, saysText } from './row-tests.ts'
import { RowTexts } from './row-texts.ts'

/** One half of one exchange, as the engine keeps it. */
export interface SearchedHalf {
  readonly sheet: ShownSheet
  readonly body: string
  readonly findings: readonly Finding[]
  readonly exchange: string
  readonly tab: SheetTab
}

/** Characters after which a slice ends: some 20 ms of work. */
const SLICE = 1_500_000
/** What looking at the lanes of a row costs beside its text, and what making it does. */
const ROW_COST = 400
const MAKING_COST = 8_000
/** Pieces of a long stream that are read on for somebody who looks for something in it. */
const READ_ON = 10
/** Rows that are made at once. */
const MADE = 128

export function findRows(half: SearchedHalf, wanted: Wanted, from: number): RowsFound {
  const { sheet } = half
  if ('text' in wanted && sheet.isLong && sheet.frames) return findInFrames(half, wanted.text, from)
  // Only when all of a stream was read is it known what became of its rows.
  for (let pieces = 0; sheet.reading && pieces < READ_ON; pieces++) sheet.advance()
  if (sheet.reading) return { rows: new Uint32Array(), each: [], next: from, total: sheet.length }
  const tokens =
    'text' in wanted
      ? [{ key: 'text' as const, value: wanted.text, isNegated: false }]
      : parseFilter(wanted.filter)
  const tests = rowTests(tokens, groundOf(half))
  const each = tests.map(() => 0)
  const found: number[] = []
  const rowCost = ROW_COST + (sheet.isLong ? MAKING_COST : 0)
  let at = from
  for (let cost = 0; at < sheet.length && cost < SLICE; ) {
    for (const row of sheet.rows(at, at + MADE)) {
      cost += row.end - row.start + rowCost
      let holds = true
      for (const [i, test] of tests.entries()) {
        const isTrue = test(row)
        if (isTrue) each[i] = (each[i] ?? 0) + 1
        holds &&= isTrue
      }
      if (holds) found.push(row.index)
    }
    at = Math.min(at + MADE, sheet.length)
  }
  const next = at < sheet.length ? { next: at } : {}
  return { rows: Uint32Array.from(found), each, ...next, total: sheet.length }
}

/** Frames that are cut at once, and characters after which a slice of them ends. */
const CUT = 512
const CUT_SLICE = 500_000

/** The captured text alone: to make the lanes of a million frames takes longer than anybody waits for a search. */
function findInFrames(half: SearchedHalf, text: string, from: number): RowsFound {
  const { sheet } = half
  const { textOf } = groundOf(half)
  for (let pieces = 0; isBeingCut(sheet) && pieces < READ_ON; pieces++) sheet.advance()
  const wanted = matcherOf(text)
  const found: number[] = []
  let at = from
  for (let cost = 0; at < sheet.length && cost < CUT_SLICE; ) {
    const frames = sheet.frames?.(at, at + CUT) ?? []
    for (const [i, frame] of frames.entries()) {
      cost += frame.end - frame.start
      if (wanted.test(textOf(frame))) found.push(at + i)
    }
    at = Math.min(at + CUT, sheet.length)
  }
  const next = at < sheet.length || isBeingCut(sheet) ? { next: at } : {}
  return {
    rows: Uint32Array.from(found),
    each: [found.length],
    ...next,
    total: sheet.length,
    isSourceOnly: true,
  }
}

const isBeingCut = ({ reading }: ShownSheet): boolean => reading !== undefined && reading.framed < 1

/** Where in a row a text stands first; in the source where only its bytes say it. */
export function hitIn({ sheet }: SearchedHalf, text: string, row: number): { column: Column; atom: number } {
  const there = rowAt(sheet, row)
  const isSaid = saysText(matcherOf(text))
  for (const column of ['source', ...DIALECT_IDS] as const) {
    const atom = (column === 'source' ? there?.source : there?.lanes[column])?.atoms.findIndex(isSaid) ?? -1
    if (atom >= 0) return { column, atom }
  }
  return { column: 'source', atom: 0 }
}

/** Rows looked at for the words that occur; fewer where they must be made. */
const VOCABULARY_ROWS = 2_000
const VOCABULARY_MADE = 300

export function vocabularyOf(half: SearchedHalf): FilterVocabulary {
  const ground = groundOf(half)
  const kinds = half.sheet
    .rows(0, half.sheet.isLong ? VOCABULARY_MADE : VOCABULARY_ROWS)
    .flatMap((row) => kindOf(ground.textOf(row)) ?? row.source.atoms[0]?.word ?? [])
  const steps = DIALECT_IDS.flatMap((lane) => half.sheet.lanes[lane].steps)
  return {
    kinds: half.tab === 'events' ? [...new Set(kinds)] : [],
    calls: [...ground.calls.source.keys()],
    steps: [...new Set(steps)],
  }
}

/** The bytes of a row as they were captured. */
export const rowTextOf = (half: SearchedHalf, row: Row): string => groundOf(half).textOf(row)

const knownGrounds = new WeakMap<ShownSheet, Ground>()

function groundOf(half: SearchedHalf): Ground {
  const { sheet, body, findings } = half
  const known = knownGrounds.get(sheet)
  // Of what is large the rules speak later.
  if (known?.findings === findings) return known
  const texts = new RowTexts(body)
  // Frames are looked through before it is known what stands where.
  let problems: ReadonlyMap<number, number[]> | undefined
  const ground: Ground = {
    textOf: (row) => texts.at(row),
    problemsAt(row) {
      problems ??= problemsOf(half)
      return problems.get(row) ?? NONE
    },
    findings,
    get calls() {
      return sheet.calls
    },
  }
  knownGrounds.set(sheet, ground)
  return ground
}

const NONE: readonly number[] = []

function problemsOf({ sheet, findings, exchange, tab }: SearchedHalf): ReadonlyMap<number, number[]> {
  const found = new Map<number, number[]>()
  for (const { row, problem } of marksOf(sheet, findings, { exchange, tab, from: 0, to: sheet.length }))
    found.set(row, [...(found.get(row) ?? []), problem])
  return found
}
