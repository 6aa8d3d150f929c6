import { expect, it } from 'vitest'
import type { Marks, ShownByte } from './runs.ts'
import { hexRuns, textRuns } from './runs.ts'

const bytes: readonly ShownByte[] = [
  ...[...'data: {"a'].map((sign) => ({ sign, hex: sign.charCodeAt(0).toString(16) })),
  { sign: 'é', hex: 'c3' },
  { sign: '', hex: 'a9', kind: 'rest' },
  { sign: '↵', hex: '0a', kind: 'control', title: 'line feed' },
]
const NONE: Marks = { lit: [], picked: undefined }
const words = (runs: ReturnType<typeof hexRuns>) => runs.map((run) => `${run.byte} ${run.words}`)

it('bytes stand together in eights, and apart where they are of another kind', () => {
  expect(words(hexRuns(bytes, 32, NONE))).toEqual([
    '32 64 61 74 61 3a 20 7b 22',
    '40 61 c3',
    '42 a9',
    '43 0a',
  ])
})

it('only plain letters stand together', () => {
  expect(words(textRuns(bytes, 0, NONE))).toEqual(['0 data: {"a', '9 é', '10 ·', '11 ↵'])
})

it('what is lit, picked, or under the cursor stands apart', () => {
  const marks: Marks = { lit: [{ start: 2, end: 4 }], picked: { start: 5, end: 8, cursor: 6 } }
  const runs = textRuns(bytes.slice(0, 9), 0, marks)
  expect(words(runs)).toEqual(['0 da', '2 ta', '4 :', '5  ', '6 {', '7 "', '8 a'])
  expect(runs.map((run) => [run.isLit, run.isPicked, run.isCursor].map(Number).join(''))).toEqual([
    '000',
    '100',
    '000',
    '010',
    '011',
    '010',
    '000',
  ])
})
