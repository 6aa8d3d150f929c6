import { expect, it } from 'vitest'
import type { ChainDigest } from '../../engine/answers/digests.ts'
import { layOutChain } from './chain-layout.ts'

type Link = ChainDigest['links'][number]

const link = (from: string, to?: string): Link => ({
  from,
  by: 'history',
  sentence: '',
  ...(to ? { to } : { missing: 'It is not here.' }),
})

/** `x3@1<x1`: x3 in column 1, going on from x1; `!` where the chain breaks. */
const drawn = (ids: string, ...links: Link[]): string => {
  const { nodes } = layOutChain(
    ids.split(' ').map((id) => ({ id })),
    links,
  )
  return nodes
    .map(
      ({ id, column, parent, isBroken }) =>
        `${id}@${column}${parent ? `<x${parent.row + 1}` : ''}${isBroken ? '!' : ''}`,
    )
    .join(' ')
}

it.each<[string, string, Link[], string]>([
  ['one after the other', 'x1 x2', [link('x2', 'x1')], 'x1@0 x2@0<x1'],
  [
    'two conversations between each other',
    'x1 x2 x3 x4',
    [link('x3', 'x1'), link('x4', 'x2')],
    'x1@0 x2@1 x3@0<x1 x4@1<x2',
  ],
  [
    'a fork',
    'x1 x2 x3 x4',
    [link('x2', 'x1'), link('x3', 'x1'), link('x4', 'x2')],
    'x1@0 x2@0<x1 x3@1<x1 x4@0<x2',
  ],
  ['what stands alone leaves its column free', 'x1 x2 x3', [link('x3', 'x2')], 'x1@0 x2@0 x3@0<x2'],
  ['a break', 'x1 x2', [link('x2')], 'x1@0 x2@0!'],
  ['a break that another link heals', 'x1 x2', [link('x2'), link('x2', 'x1')], 'x1@0 x2@0<x1'],
])('draws %s', (_, ids, links, expected) => expect(drawn(ids, ...links)).toBe(expected))
