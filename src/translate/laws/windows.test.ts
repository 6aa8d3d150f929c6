import { describe, expect, it } from 'vitest'
import { brokenStreams } from '../../../bench/corpus.ts'
import { syntheticLog } from '../../../bench/logs.mjs'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Cell, Row } from '../lanes.ts'
import { StreamSheet } from '../stream-sheet.ts'
import { kindOf } from '../windows/row-kinds.ts'

/** Rows of a window, and frames between two moments: neither is a part of the other. */
const WINDOW = 11
const EVERY = 7

const SYNTHETIC = [
  ['chat', 'openai-chat'],
  ['responses', 'openai-responses'],
  ['anthropic', 'anthropic-messages'],
  ['gemini', 'gemini'],
] as const

const short = (body: string, dialect: DialectId): StreamSheet =>
  new StreamSheet({ body }, dialect, { every: EVERY, short: Number.POSITIVE_INFINITY })

function long(body: string, dialect: DialectId): StreamSheet {
  const sheet = new StreamSheet({ body }, dialect, { every: EVERY, short: 0 })
  while (sheet.advance());
  return sheet
}

/** The first cell in which a row is another one, if any. */
function difference(one: Row | undefined, other: Row | undefined): string | undefined {
  if (!one || !other) return one === other ? undefined : 'the row itself'
  const { lanes, ...row } = one
  const { lanes: others, ...its } = other
  if (JSON.stringify(row) !== JSON.stringify(its)) return 'source'
  return DIALECT_IDS.find((id) => JSON.stringify(lanes[id]) !== JSON.stringify(others[id]))
}

/** Each row of the windows beside the same of the sheet that was made at once. */
function differences(body: string, dialect: DialectId): string[] {
  const [whole, parts] = [short(body, dialect), long(body, dialect)]
  const rows = whole.rows(0, whole.length)
  const found: string[] = []
  if (parts.length !== rows.length) found.push(`${parts.length} rows for ${rows.length}`)
  for (let from = 0; from < rows.length; from += WINDOW) {
    const window = parts.rows(from, WINDOW)
    for (let at = from; at < Math.min(from + WINDOW, rows.length); at++) {
      const cell = difference(window[at - from], rows[at])
      if (cell) found.push(`frame ${at}, ${cell}`)
    }
  }
  return found
}

describe('a window of a long stream', () => {
  it('is what the whole sheet has there, cell by cell', { timeout: 600_000 }, () => {
    const broken = brokenStreams('windows are as the whole', (body, dialect) => differences(body, dialect)[0])
    expect(broken).toEqual([])
  })

  it.each(SYNTHETIC)('is so in a synthetic log: %s', { timeout: 60_000 }, (name, dialect) => {
    expect(differences(syntheticLog(name, 1, 1_100), dialect)).toEqual([])
  })
})

/** The first rows whose kind the survey of a long stream gives otherwise than they are. */
function mistaken(body: string, dialect: DialectId): string[] {
  const [whole, parts] = [short(body, dialect), long(body, dialect)]
  const { survey } = parts
  if (!survey) return ['no survey']
  while (survey.looked < parts.length) survey.advance(500)
  return whole.rows(0, whole.length).flatMap((row) => {
    const kind = survey.kind(survey.numberAt(row.index))
    const should = kindOf(row, kind.lost)
    const lane = DIALECT_IDS.find((id) => !isKind(kind.lanes[id], should.lanes[id]))
    return lane || !isKind(kind.source, should.source) ? [`frame ${row.index}, ${lane ?? 'source'}`] : []
  })
}

/** A frame that came home unread names the leaves of what is elsewhere taken whole, such as lists of counts. */
function isKind(cell: Cell, should: Cell): boolean {
  const atoms = cell.atoms.map((atom, i) => {
    const whole = should.atoms[i]?.from ?? []
    const isBelow = atom.from.every(({ pointer }) =>
      whole.some((one) => one.pointer === pointer || pointer.startsWith(`${one.pointer}/`)),
    )
    return isBelow ? { ...atom, from: whole } : atom
  })
  return JSON.stringify({ ...cell, atoms }) === JSON.stringify(should)
}

describe('the survey of a long stream', () => {
  it('gives each row the kind that it has as a whole', { timeout: 600_000 }, () => {
    const broken = brokenStreams(
      'a survey has the kinds of rows',
      (body, dialect) => mistaken(body, dialect)[0],
    )
    expect(broken).toEqual([])
  })

  it.each(SYNTHETIC)('is so in a synthetic log: %s', { timeout: 60_000 }, (name, dialect) => {
    expect(mistaken(syntheticLog(name, 1, 3_100), dialect)).toEqual([])
  })
})

describe('the counts of a long stream', () => {
  it.each(SYNTHETIC)(
    'take few frames for all that are like them: %s',
    { timeout: 60_000 },
    (name, dialect) => {
      const body = syntheticLog(name, 1, 1_100)
      const [exact, counted] = [short(body, dialect).lanes(), long(body, dialect).lanes()]
      for (const id of DIALECT_IDS) {
        expect(counted[id].lost, `${id}, lost`).toBe(exact[id].lost)
        expect(counted[id].reasons, `${id}, reasons`).toEqual(exact[id].reasons)
        expect(counted[id].steps, `${id}, steps`).toEqual(exact[id].steps)
        for (const what of ['carried', 'changed', 'added'] as const) {
          const [is, should] = [counted[id][what], exact[id][what]]
          expect(Math.abs(is - should), `${id}, ${what}: ${is} for ${should}`).toBeLessThanOrEqual(
            Math.max(8, 0.05 * should),
          )
        }
      }
    },
  )
})
