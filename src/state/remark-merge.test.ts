import { expect, it } from 'vitest'
import { mergeRemarks } from './remark-merge.ts'

const list = (notes: Readonly<Record<string, string>>) =>
  Object.entries(notes).map(([exchange, text]) => ({ exchange, half: 'reply', text }) as const)

it.each([
  ['what both have stays', { x1: 'a' }, { x1: 'a' }, { x1: 'a' }, { x1: 'a' }, 0],
  ['what each wrote is there', {}, { x1: 'a' }, { x2: 'b' }, { x1: 'a', x2: 'b' }, 0],
  [
    'what one changed is changed',
    { x1: 'a', x2: 'b' },
    { x1: 'c', x2: 'b' },
    { x1: 'a', x2: 'd' },
    { x1: 'c', x2: 'd' },
    0,
  ],
  ['what one removed is gone', { x1: 'a', x2: 'b' }, { x2: 'b' }, { x1: 'a' }, {}, 0],
  [
    'what one removed and the other changed stays',
    { x1: 'a', x2: 'b' },
    { x2: 'c' },
    { x1: 'd' },
    { x1: 'd', x2: 'c' },
    0,
  ],
  ['a pin gives way to a note', {}, { x1: '' }, { x1: 'b' }, { x1: 'b' }, 0],
  ['the same text is there once', {}, { x1: 'see spec' }, { x1: 'see' }, { x1: 'see spec' }, 0],
  ['of two texts none is lost', { x1: 'a' }, { x1: 'mine' }, { x1: 'theirs' }, { x1: 'theirs\nmine' }, 1],
] as const)('%s', (_, before, mine, theirs, should, both) => {
  const merged = mergeRemarks(
    { now: list(mine), before: list(before) },
    { now: list(theirs), before: list(before) },
  )
  expect(Object.fromEntries(merged.remarks.map(({ exchange, text }) => [exchange, text]))).toEqual(should)
  expect(merged.both).toHaveLength(both)
})
