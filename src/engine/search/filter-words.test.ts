import { expect, it } from 'vitest'
import { formatToken, parseFilter } from './filter-words.ts'

const token = (key: string, value = '', isNegated = false) => ({ key, value, isNegated })

it.each([
  ['part:tool-call', [token('part', 'tool-call')]],
  ['lost lane:gemini', [token('lost'), token('lane', 'gemini')]],
  ['-lost -call:toolu_1', [token('lost', '', true), token('call', 'toolu_1', true)]],
  ['problem problem:p2', [token('problem'), token('problem', 'p2')]],
  [`text:'two words'`, [token('text', 'two words')]],
  [`'it\\'s' "lost"`, [token('text', `it's`), token('text', 'lost')]],
  ['at:/choices/0', [token('at', '/choices/0')]],
  ['https://example.test', [token('text', 'https://example.test')]],
  ['part: lost', [token('lost')]],
  [`lost 'not closed`, [token('lost'), token('text', 'not closed')]],
  [`text:"not cl`, [token('text', 'not cl')]],
  [`'`, []],
  ['Part:tool-call -LOST', [token('part', 'tool-call'), token('lost', '', true)]],
  ['-', []],
  ['lost -', [token('lost')]],
  ['-part:', []],
  [`don't`, [token('text', `don't`)]],
  ['日本 Ёлка', [token('text', '日本'), token('text', 'Ёлка')]],
  ['  ', []],
])('%j is read', (filter, tokens) => {
  expect(parseFilter(filter)).toEqual(tokens)
})

it.each([
  token('lost'),
  token('part', 'tool-call', true),
  token('call', 'two words'),
  token('text', 'lost'),
  token('text', 'Lost'),
  token('text', '-'),
  token('text', 'a:b'),
  token('text', 'Part:b'),
  token('text', `it's "so"`),
  token('text', 'back\\slash and'),
  token('text', '-5'),
  token('at', '/choices/0/delta'),
])('%j comes home', (one) => {
  expect(parseFilter(formatToken(one as never))).toEqual([one])
})
