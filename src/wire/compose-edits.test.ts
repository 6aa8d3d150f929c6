import fc from 'fast-check'
import { expect, it } from 'vitest'
import { composeEdits, trimEdits } from './compose-edits.ts'
import type { TextEdit } from './text-edit.ts'
import { applyEdits } from './text-edit.ts'

const TEXT = 'a stream of tokens'

it.each<[string, TextEdit[], TextEdit[], TextEdit[]]>([
  ['letters typed on', [at(2, 2, 'x')], [at(3, 3, 'y')], [at(2, 2, 'xy')]],
  ['what was typed, deleted', [at(2, 2, 'xyz')], [at(2, 5, '')], [at(2, 2, '')]],
  ['places apart', [at(0, 1, 'the')], [at(14, 14, '!')], [at(0, 1, 'the'), at(12, 12, '!')]],
  ['a change around others', [at(2, 4, 'S'), at(9, 9, 'N')], [at(0, 12, '')], [at(0, 12, '')]],
])('makes one round of %s', (_, first, then, both) => {
  expect(composeEdits(first, then)).toEqual(both)
})

function at(start: number, end: number, text: string): TextEdit {
  return { start, end, text }
}

const numbers = fc.array(fc.nat(40), { maxLength: 8 })

/** Some edits of a text of that length, in their order and apart. */
function editsOf(length: number, at: readonly number[], texts: readonly string[]): readonly TextEdit[] {
  const cuts = at.map((one) => one % (length + 1)).sort((a, b) => a - b)
  return Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({
    start: cuts[2 * i] as number,
    end: cuts[2 * i + 1] as number,
    text: texts[i % texts.length] ?? '',
  }))
}

it('says the same as one round after the other, and what changes nothing is left out', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 30 }),
      fc.array(numbers, { maxLength: 6 }),
      fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 }),
      (text, rounds, texts) => {
        let now = text
        let all: readonly TextEdit[] = []
        for (const cuts of rounds) {
          const round = editsOf(now.length, cuts, texts)
          all = composeEdits(all, round)
          now = applyEdits(now, round)
        }
        expect(applyEdits(text, all)).toBe(now)
        expect(applyEdits(text, trimEdits(text, all))).toBe(now)
        const back = composeEdits(all, [{ start: 0, end: now.length, text }])
        expect(trimEdits(text, back)).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

it('trims an edit to what it changes', () => {
  expect(trimEdits(TEXT, [at(2, 8, 'steam'), at(9, 11, 'of')])).toEqual([at(4, 5, '')])
})
