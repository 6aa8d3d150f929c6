import { expect, it } from 'vitest'
import { applyEdits, changeBetween, invertEdits } from './text-edit.ts'

const EDITS = [
  { start: 6, end: 11, text: 'there' },
  { start: 0, end: 1, text: 'J' },
  { start: 11, end: 11, text: '!' },
]

it('changes a text in several places at once', () => {
  expect(applyEdits('hello world', EDITS)).toBe('Jello there!')
})

it('takes all of it back', () => {
  const after = applyEdits('hello world', EDITS)
  expect(applyEdits(after, invertEdits('hello world', EDITS))).toBe('hello world')
})

it('leaves out an edit that overlaps an earlier one', () => {
  const edits = [
    { start: 0, end: 3, text: 'x' },
    { start: 2, end: 4, text: 'y' },
  ]
  expect(applyEdits('abcde', edits)).toBe('xde')
})

it.each([
  ['abc', 'abc', []],
  ['aac', 'aaac', [{ start: 2, end: 2, text: 'a' }]],
  ['one two', 'one three two', [{ start: 5, end: 5, text: 'hree t' }]],
  ['', 'a', [{ start: 0, end: 0, text: 'a' }]],
])('finds the one change from %j to %j', (before, after, edits) => {
  expect(changeBetween(before, after)).toEqual(edits)
  expect(applyEdits(before, changeBetween(before, after))).toBe(after)
})
