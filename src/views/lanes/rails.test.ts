import { describe, expect, it } from 'vitest'
import type { Window } from '../../engine/answers/window.ts'
import type { Atom, Cell, Row } from '../../translate/lanes.ts'
import { railsThrough, spansOf } from './rails.ts'

const atom = (call?: string): Atom => ({
  word: 'arguments',
  hue: call === undefined ? 'frame' : 'call',
  from: [],
  ...(call === undefined ? {} : { call }),
})
const EMPTY: Cell = { atoms: [] }
const NUMBERS = new Map([
  ['a', 0],
  ['b', 1],
])

/** Each row's calls in the source, one a line; `-` is a line that is of none. */
function windowOf(...lines: readonly string[]): Window {
  const rows = lines.map(
    (line, index): Row => ({
      index,
      start: 0,
      end: 0,
      source: { atoms: [...line].map((call) => atom(call === '-' ? undefined : call)) },
      lanes: { 'openai-chat': EMPTY, 'openai-responses': EMPTY, 'anthropic-messages': EMPTY, gemini: EMPTY },
    }),
  )
  const none = { carried: 0, changed: 0, added: 0, lost: 0, reasons: [], steps: [] }
  return {
    from: 0,
    total: rows.length,
    rows,
    dialect: 'gemini',
    lanes: { 'openai-chat': none, 'openai-responses': none, 'anthropic-messages': none, gemini: none },
    marks: [],
    calls: {
      source: NUMBERS,
      'openai-chat': NUMBERS,
      'openai-responses': NUMBERS,
      'anthropic-messages': NUMBERS,
      gemini: NUMBERS,
      other: NUMBERS,
    },
  }
}

const railsOf = (window: Window) =>
  window.rows.map((row) =>
    railsThrough(spansOf(window).source, row, row.source, NUMBERS).map(({ call, track, from, to }) =>
      [call, track, from ?? '↑', to ?? '↓'].join(' '),
    ),
  )

describe('rails', () => {
  it('go from the line that makes a call to the last that speaks of it, through rows that do not', () => {
    expect(railsOf(windowOf('-a', '-', 'a-', '-'))).toEqual([['a 0 1 ↓'], ['a 0 ↑ ↓'], ['a 0 ↑ 1'], []])
  })

  it('run beside each other where calls do, and after each other where they can', () => {
    expect(railsOf(windowOf('a', 'b', 'a', 'b'))).toEqual([
      ['a 0 0 ↓'],
      ['a 0 ↑ ↓', 'b 1 0 ↓'],
      ['a 0 ↑ 1', 'b 1 ↑ ↓'],
      ['b 1 ↑ 1'],
    ])
    expect(railsOf(windowOf('aa', 'bb'))).toEqual([['a 0 0 2'], ['b 0 0 2']])
  })

  it('are not drawn for a single line', () => {
    expect(railsOf(windowOf('a-', '-'))).toEqual([[], []])
  })
})
