import { expect, it } from 'vitest'
import type { PairingDigest } from '../../engine/answers/digests.ts'
import { railRows } from './rail-rows.ts'

type Rail = PairingDigest['rails'][number]

const seen = (as: Rail['sightings'][number]['as'], exchange: string): Rail['sightings'][number] => ({
  as,
  place: { exchange, half: as === 'issued' ? 'reply' : 'request', pointer: `/${as}` },
})

const digest = (rails: readonly Rail[], ...troubles: PairingDigest['troubles'][number][]): PairingDigest => ({
  rails,
  troubles,
})

const rail: Rail = {
  name: 'f',
  handle: 'x1.c1',
  sightings: [seen('issued', 'x1'), seen('replayed', 'x4'), seen('answered', 'x4')],
}

it('draws a call over the turns in which anything is called', () => {
  const other: Rail = { name: 'g', handle: 'x3.c1', sightings: [seen('issued', 'x3')] }
  const { columns, rows } = railRows(['x1', 'x2', 'x3', 'x4'], digest([rail, other]))
  expect(columns).toEqual(['x1', 'x3', 'x4'])
  expect(
    rows.map(({ cells }) =>
      cells
        .map(({ seen: all, isFrom, isTo }) => `${isFrom ? '-' : ''}${all.length}${isTo ? '-' : ''}`)
        .join(' '),
    ),
  ).toEqual(['1- -0- -2', '0 1 0'])
  expect(rows.map(({ isAnswered }) => isAnswered)).toEqual([true, false])
})

it('sets what does not fit where it stands, and apart what belongs to no call', () => {
  const late = { kind: 'late', sentence: 'Late.', place: seen('answered', 'x4').place } as const
  const orphan = {
    kind: 'orphan',
    sentence: 'No call.',
    place: { exchange: 'x4', half: 'request', pointer: '/other' },
  } as const
  const { rows, strays } = railRows(['x1', 'x4'], digest([rail], late, orphan))
  expect(rows[0]?.cells[1]?.seen.map(({ trouble }) => trouble?.kind)).toEqual([undefined, 'late'])
  expect(strays).toEqual([orphan])
})
