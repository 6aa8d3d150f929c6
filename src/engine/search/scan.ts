// Rows of one half that a filter or a search means, found slice by slice, so that the worker answers others in between.

import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Finding } from '../../inspect/finding.ts'
import type { Row } from '../../translate/lanes.ts'
import type { Column } from '../answers/window.ts'
import { cellOf } from '../answers/window.ts'
import { marksOf } from '../rows/locate.ts'
import type { ShownSheet } from '../rows/shown-sheet.ts'
import { rowAt } from '../rows/shown-sheet.ts'
import type { SheetTab } from '../view.ts'
import type { FilterToken } from './filter-words.ts'
import type { FilterVocabulary, RowsFound, ScanPlace, Wanted } from './found.ts'
import type { Ground } from './row-tests.ts'
import { kindOf, matcherOf, placeOfText, rowTests } from './row-tests.ts'
import { RowTexts } from './row-texts.ts'
import { scanStream, tokensOf } from './scan-stream.ts'

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
/** What looking at the lanes of a row costs beside its text. */
const ROW_COST = 400
/** Rows that are looked at together. */
const AT_ONCE = 128

export function findRows(half: SearchedHalf, wanted: Wanted, from: ScanPlace): RowsFound {
  const { long } = half.sheet
  if (long) return scanStream({ ...half, long, ground: groundOf(half) }, wanted, from)
  return scanRows(half, tokensOf(wanted), from.row)
}

function scanRows(half: SearchedHalf, tokens: readonly FilterToken[], from: number): RowsFound {
  const { sheet } = half
  const tests = rowTests(tokens, groundOf(half))
  const each = tests.map(() => 0)
  const found: number[] = []
  let at = from
  for (let cost = 0; at < sheet.length && cost < SLICE; ) {
    for (const row of sheet.rows(at, at + AT_ONCE)) {
      cost += row.end - row.start + ROW_COST
      let holds = true
      for (const [i, test] of tests.entries()) {
        const isTrue = test(row)
        if (isTrue) each[i] = (each[i] ?? 0) + 1
        holds &&= isTrue
      }
      if (holds) found.push(row.index)
    }
    at = Math.min(at + AT_ONCE, sheet.length)
  }
  const next = at < sheet.length ? { next: { row: at } } : {}
  return { rows: Uint32Array.from(found), each, ...next, total: sheet.length }
}

/** Where in a row a text stands first; in the source where only its bytes say it. */
export function hitIn({ sheet }: SearchedHalf, text: string, row: number): { column: Column; atom: number } {
  const there = rowAt(sheet, row)
  const wanted = matcherOf(text)
  for (const column of ['source', ...DIALECT_IDS, 'other'] as const) {
    const atom = there ? placeOfText(cellOf(there, column), wanted) : -1
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
    // Handles number the calls of a reply; those of its request have other names.
    exchange: half.tab === 'events' ? half.exchange : '',
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
