import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Written } from './leaf.ts'
import { bare } from './leaf.ts'
import { frameText, Repeated, templateOf } from './template.ts'
import { textOf } from './text.ts'

const leafOf = (value: string) => ({ value, from: [] })

describe('the text of written trees', () => {
  it('is what JSON.stringify says of the bare tree', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const tree = {
          plain: value as Written,
          leaf: { value, from: [] },
          none: undefined,
          list: [undefined],
        }
        expect(textOf(tree)).toBe(JSON.stringify(bare(tree)))
      }),
    )
  })
})

describe('a template', () => {
  const first = leafOf('first')
  const event = { name: 'delta', data: { n: 7, deep: [{ text: first, also: 'x' }] } }

  it('gives the frame and the tree that a writer would have given in full', () => {
    const template = templateOf(event, first, 'n')
    if (!template) throw new Error('no template')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (said, n) => {
        const text = leafOf(said)
        const full = { name: 'delta', data: { n, deep: [{ text, also: 'x' }] } }
        const repeated = new Repeated(structuredClone(template), text, n)
        expect(repeated.data).toEqual(full.data)
        expect(frameText(repeated)).toBe(frameText(full))
      }),
    )
  })

  it('is none where the text stands nowhere or twice', () => {
    expect(templateOf(event, leafOf('first'))).toBeUndefined()
    expect(templateOf({ data: { one: first, two: first } }, first)).toBeUndefined()
  })
})
