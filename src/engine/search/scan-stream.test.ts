import { describe, expect, it } from 'vitest'
import { brokenStreams } from '../../../bench/corpus.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Row } from '../../translate/lanes.ts'
import { StreamSheet } from '../../translate/stream-sheet.ts'
import { shownStream } from '../rows/shown-sheet.ts'
import type { RowsFound, ScanPlace, Wanted } from './found.ts'
import { frameTests } from './frame-tests.ts'
import { RowTexts } from './row-texts.ts'
import { findRows } from './scan.ts'

const FILTERS = [
  'lost',
  'changed -lost',
  'added lane:gemini',
  'held',
  'part:tool-call',
  '-part:text',
  'lane:chat',
  'kind:ping',
  'kind:usage',
  'call:c1',
  'step:join-deltas',
  'at:/choices/0/delta',
  'at:/candidates/0/content',
  'finish part:finish',
]
const TEXTS = ['tool', 'the ', '/index', 'usage', '"}']

function found(sheet: StreamSheet, body: string, wanted: Wanted): readonly number[] {
  const half = { sheet: shownStream(sheet), body, findings: [], exchange: 'x1', tab: 'events' } as const
  const rows = new Set<number>()
  for (let from: ScanPlace | undefined = { row: 0 }; from; ) {
    const slice: RowsFound = findRows(half, wanted, from)
    for (const row of slice.rows) rows.add(row)
    from = slice.next
  }
  return [...rows].sort((a, b) => a - b)
}

/** The first wish that finds other rows in a long stream than in the same one, short. */
function mistaken(body: string, dialect: StreamSheet['dialect']): string | undefined {
  const [short, long] = [Number.POSITIVE_INFINITY, 0].map(
    (limit) => new StreamSheet({ body }, dialect, { every: 7, short: limit }),
  ) as [StreamSheet, StreamSheet]
  const wishes = [...FILTERS.map((filter) => ({ filter })), ...TEXTS.map((text) => ({ text }))]
  return wishes
    .map((wanted) => {
      const [should, is] = [found(short, body, wanted), found(long, body, wanted)]
      const other = [
        ...should.filter((row) => !is.includes(row)),
        ...is.filter((row) => !should.includes(row)),
      ]
      return other.length === 0 ? undefined : `${JSON.stringify(wanted)}, row ${other[0]}`
    })
    .find((one) => one !== undefined)
}

it('finds in a long stream what it finds where all rows are there', { timeout: 600_000 }, () => {
  expect(brokenStreams('a long stream is searched as a short one', mistaken)).toEqual([])
})

/** The longest text that is looked for. */
const LONGEST = 200

/** Whatever the cells of a row show. */
const shownIn = ({ source, lanes }: Row): readonly string[] =>
  [source, ...DIALECT_IDS.map((id) => lanes[id])].flatMap(({ atoms, empty }) => [
    ...atoms.flatMap(({ word, value = '' }) => [word, value.slice(0, LONGEST)]),
    ...(empty && atoms.length === 0 ? [empty.why] : []),
  ])

/** What rows of a long stream show and are not found by. */
function unfindable(body: string, dialect: DialectId): readonly string[] {
  const [short, long] = [Number.POSITIVE_INFINITY, 0].map(
    (limit) => new StreamSheet({ body }, dialect, { every: 7, short: limit }),
  ) as [StreamSheet, StreamSheet]
  while (long.advance());
  const { survey } = long
  if (!survey) return ['no survey']
  while (survey.looked < long.length) survey.advance(500)
  const texts = new RowTexts(body)
  const ground = {
    dialect,
    exchange: 'x1',
    textOf: (row: { readonly start: number; readonly end: number }) => texts.at(row),
    problemsAt: () => [],
    findings: [],
    calls: shownStream(long).calls,
  }
  return short.rows(0, short.length).flatMap((row) => {
    const [frame] = long.frames(row.index, row.index + 1)
    const known = { index: row.index, ...(frame ? { frame } : {}), kind: survey.numberAt(row.index) }
    return [...new Set(shownIn(row))]
      .filter((text) => text.trim() !== '')
      .filter((value) => {
        const [test] = frameTests([{ key: 'text', value, isNegated: false }], ground, () => survey)
        return !test?.holds(known)
      })
      .map((text) => `row ${row.index}: ${text}`)
  })
}

describe('a row of a long stream is found by whatever its cells show', () => {
  it('where counts grow from frame to frame', () => {
    const chunks = Array.from({ length: 40 }, (_, count) => ({
      candidates: [{ content: { parts: [{ text: `w${count} ` }], role: 'model' }, index: 0 }],
      usageMetadata: { promptTokenCount: 20, candidatesTokenCount: count, totalTokenCount: 20 + count },
    }))
    const body = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')
    expect(unfindable(body, 'gemini')).toEqual([])
    const sheet = new StreamSheet({ body }, 'gemini', { every: 7, short: 0 })
    expect(found(sheet, body, { text: '20 + 17' })).toEqual([17])
    expect(found(sheet, body, { text: '+w17' })).toEqual([17])
  })

  it('in recorded streams', { timeout: 600_000 }, () => {
    const broken = brokenStreams('rows are found by whatever they show', (...it) => unfindable(...it)[0])
    expect(broken).toEqual([])
  })
})
