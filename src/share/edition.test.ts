import { expect, it } from 'vitest'
import type { BodyEdits } from './edition.ts'
import { maskEdits, packEdits, unpackEdits } from './edition.ts'

const EDITS: readonly BodyEdits[] = [
  { exchange: 'x1', half: 'reply', edits: [{ start: 3, end: 9, text: 'Ålesund 🎣' }] },
  { exchange: 'x2', half: 'request', edits: [] },
]

it('comes home from an address', () => {
  const packed = packEdits('k1', EDITS)
  expect(packed).toMatch(/^[\w-]+$/)
  expect(unpackEdits('k1', packed)).toEqual(EDITS)
})

it.each([
  ['what was cut off', packEdits('k1', EDITS).slice(0, -5), 'cut off or damaged'],
  ['what is none', 'x', 'cut off or damaged'],
  ['nothing', '', 'cut off or damaged'],
  ['strange letters', '%20', 'cut off or damaged'],
  ['an edit of another text', packEdits('k2', EDITS), 'of another text'],
])('tells of %s', (_, packed, says) => {
  expect(unpackEdits('k1', packed)).toEqual({ problem: expect.stringContaining(says) })
})

it('masks a key that is written, and no more of the text around it', () => {
  const body = '{"a":"","note":"kept"}'
  const key = `sk-proj-${'aB3dE5'.repeat(9)}`
  const edits = [
    { start: 6, end: 6, text: key },
    { start: 16, end: 20, text: 'said' },
  ]
  const [first, second] = maskEdits(body, edits, 'request-body')
  expect(first?.text).toHaveLength(key.length)
  expect(first?.text).not.toContain('aB3dE5')
  expect(second?.text).toBe('said')
})
