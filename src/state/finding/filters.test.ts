import { describe, expect, it } from 'vitest'
import type { Atom } from '../../translate/lanes.ts'
import { completed, filtersLike, hasTokens, suggestionsFor, withoutTokens, withTokens } from './filters.ts'

it.each([
  [undefined, ['lost'], 'lost'],
  ['lost', ['part:text'], 'lost part:text'],
  ['-lost part:text', ['lost'], 'part:text lost'],
  ['lost', ['lost'], 'lost'],
])('%j takes %j in', (filter, tokens, both) => {
  expect(withTokens(filter, tokens)).toBe(both)
})

it.each([
  ['lost lane:gemini', ['lost', 'lane:gemini'], ''],
  ['part:text LOST', ['lost'], 'part:text'],
  ['-lost', ['lost'], undefined],
  [undefined, ['lost'], undefined],
  ['lost', ['lost', 'lane:gemini'], undefined],
])('of %j, %j leave %j', (filter, tokens, rest) => {
  expect(hasTokens(filter, tokens)).toBe(rest !== undefined)
  if (rest !== undefined) expect(withoutTokens(filter, tokens)).toBe(rest)
})

describe('filters like a line', () => {
  const calls = Object.fromEntries(
    ['source', 'gemini', 'openai-chat', 'openai-responses', 'anthropic-messages'].map((column) => [
      column,
      new Map([['1', 0]]),
    ]),
  ) as never
  const atom = (more: Partial<Atom>): Atom => ({ word: 'delta', hue: 'frame', from: [], ...more })

  it.each([
    [
      atom({ mark: 'lost', word: 'seed', value: '7', from: [{ pointer: '/seed' }] }),
      'gemini',
      ['lost lane:gemini', 'at:/seed', '7'],
    ],
    [
      atom({ hue: 'call', call: '1', pointer: '/delta' }),
      'source',
      ['call:c1', 'part:tool-call', 'kind:delta', 'at:/delta'],
    ],
    [
      atom({ hue: 'finish', step: 'latch-finish', mark: 'changed' }),
      'gemini',
      ['changed lane:gemini', 'part:finish', 'step:latch-finish'],
    ],
  ] as const)('%#', (one, column, filters) => {
    expect(filtersLike(one, column, calls)).toEqual(filters)
  })
})

describe('suggestions', () => {
  const words = { kinds: ['ping'], calls: ['toolu_1'], steps: [] }
  const tokens = (filter: string) => suggestionsFor(filter, words, ['EMPTY_ID']).map(({ token }) => token)

  it.each([
    ['ki', ['kind:ping']],
    ['lost -ca', ['-call:c1']],
    ['prob', ['problem', 'problem:EMPTY_ID']],
    ['lane:an', ['lane:anthropic-messages']],
    ["text:'lo", []],
  ])('%s', (filter, wanted) => {
    expect(tokens(filter)).toEqual(wanted)
  })

  it('do not say again what stands there', () => expect(tokens('lost ')).not.toContain('lost'))

  it('take the place of what was typed', () => {
    expect(completed('lost ki', 'kind:ping')).toBe('lost kind:ping ')
    expect(completed('te', "text:'")).toBe("text:'")
  })
})
