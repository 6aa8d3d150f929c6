import { expect, it } from 'vitest'
import { brokenStreams } from '../../../bench/corpus.ts'
import { StreamSheet } from '../../translate/stream-sheet.ts'
import { shownStream } from '../shown-sheet.ts'
import type { RowsFound, ScanPlace, Wanted } from './found.ts'
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
