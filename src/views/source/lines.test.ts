import { expect, it } from 'vitest'
import { Lines } from './lines.ts'

const TEXT = '\ufeffab\r\ncd\nef\rgh\n'

it.each([
  [1, 1, 1, 1],
  [5, 2, 1, 5],
  [6, 2, 2, 6],
  [8, 3, 1, 8],
  [11, 4, 1, 11],
  [14, 5, 1, 14],
])('knows offset %i as line %i, column %i', (offset, lineNumber, column, back) => {
  const lines = new Lines(TEXT)
  expect(lines.positionAt(offset)).toEqual({ lineNumber, column })
  expect(lines.offsetAt(lineNumber, column)).toBe(back)
})

it('stays inside the text', () => {
  expect(new Lines(TEXT).offsetAt(99, 1)).toBe(TEXT.length)
  expect(new Lines('').positionAt(3)).toEqual({ lineNumber: 1, column: 4 })
})
