import { expect, it } from 'vitest'
import type { ChainDigest } from '../../engine/answers/digests.ts'
import { chainSteps } from './chain-line.ts'

const link = (from: string, to?: string): ChainDigest['links'][number] => ({
  from,
  by: 'history',
  sentence: '',
  ...(to ? { to } : {}),
})

const SIDES = { c: 'client', u: 'upstream' } as const
const GLYPHS = { line: '|', open: '!', none: ' ' } as const

/** A row an exchange, two characters a side: what is above its dot and below it. */
const drawn = (sides: string, ...links: ChainDigest['links'][number][]): readonly string[] =>
  chainSteps(
    [...sides].map((side, i) => ({ id: `x${i + 1}`, side: SIDES[side as 'c' | 'u'] })),
    links,
  ).map(({ tracks }) => tracks.map(({ above, below }) => GLYPHS[above] + GLYPHS[below]).join('.'))

it.each<[string, string, Parameters<typeof link>[], string[]]>([
  [
    'a chain',
    'ccc',
    [
      ['x2', 'x1'],
      ['x3', 'x2'],
    ],
    [' |', '||', '| '],
  ],
  [
    'two conversations',
    'cccc',
    [
      ['x2', 'x1'],
      ['x4', 'x3'],
    ],
    [' |', '| ', ' |', '| '],
  ],
  ['a break', 'cc', [['x2']], ['  ', '! ']],
  ['two sides beside each other', 'cucu', [['x3', 'x1']], [' |.  ', '||.  ', '| .  ', '  .  ']],
])('draws %s', (_, sides, links, rows) => {
  expect(drawn(sides, ...links.map((one) => link(...one)))).toEqual(rows)
})
