import { describe, expect, it } from 'vitest'
import { jsonLines } from './json-lines.ts'

const textOf = (text: string, ghosts?: [number, number][]) =>
  jsonLines(text, ghosts).map(({ indent, pieces }) => [
    indent,
    ...pieces.map(({ text, isGhost }) => (isGhost ? `(${text})` : text)),
  ])

describe('a written text as lines', () => {
  it('knows how far each is indented, and keeps its end', () => {
    expect(textOf('{\n  "a": [\n    1\n  ]\n}')).toEqual([
      [0, '{\n'],
      [2, '"a": [\n'],
      [4, '1\n'],
      [2, ']\n'],
      [0, '}'],
    ])
  })

  it('cuts a line where a ghost begins and ends, over lines too', () => {
    expect(textOf('{"a": 1}', [[7, 8]])).toEqual([[0, '{"a": 1', '(})']])
    expect(textOf('{\n  1\n}', [[4, 7]])).toEqual([
      [0, '{\n'],
      [2, '(1\n)'],
      [0, '(})'],
    ])
  })

  it('is one empty line where there is nothing', () => {
    expect(textOf('')).toEqual([[0, '']])
  })
})
