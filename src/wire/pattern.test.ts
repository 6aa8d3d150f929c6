import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from './json.ts'
import { atPointer, parseJson } from './json.ts'
import { matchPattern, patternOf } from './pattern.ts'

const POINTERS = ['/delta/text', '/n', '/pad']

const frame = ({ text, n, pad }: { text: string; n: number; pad: string }): Json => ({
  type: 'delta',
  n,
  delta: { type: 'text', text, index: 0 },
  pad,
})

const cut = (text: string, pointers = POINTERS) => {
  const parsed = parseJson(text)
  return 'value' in parsed ? patternOf(text, parsed.value, { read: pointers }) : undefined
}

const FIRST = JSON.stringify(frame({ text: 'Hello', n: 7, pad: 'xY' }))

/** Literals as servers spell them and as they must not: short, long, escaped, broken. */
const LITERALS = [
  '""',
  '"a"',
  '"\\""',
  '"\\\\"',
  '"\\u00e9\\n"',
  '"é 日本 😀"',
  '"\\ud83d"',
  '"\ud83d"',
  `"${'long '.repeat(60)}"`,
  '"tab\there"',
  '"\\x"',
  '"\\u12"',
  '"open',
  '"a"b"',
  '7',
  'null',
  '["a"]',
]
const NUMBERS = ['0', '7', '007', '-1', '1.5', '1e3', '999999999999999', '9999999999999999', '"7"', '', '+1']

describe('a pattern', () => {
  it.each([
    ['of its own text', FIRST],
    ['of other values', JSON.stringify(frame({ text: 'so "all"\n', n: 12, pad: '' }))],
    ['of a long text', JSON.stringify(frame({ text: 'é'.repeat(500), n: 0, pad: '' }))],
  ])('gives the values %s', (_, text) => {
    const pattern = cut(FIRST)
    const parsed = JSON.parse(text) as Json
    expect(pattern && matchPattern(pattern, text)).toEqual(
      POINTERS.map((pointer) => atPointer(parsed, pointer)),
    )
  })

  it.each([
    ['another key', FIRST.replace('"delta"', '"delto"')],
    ['a space more', FIRST.replace(':', ': ')],
    ['a key more', FIRST.replace('"index":0', '"index":0,"more":1')],
    ['something behind', `${FIRST} `],
    ['a text cut short', FIRST.slice(0, -4)],
    ['no string in the hole', FIRST.replace('"Hello"', 'null')],
    ['a fraction in the hole', FIRST.replace('7', '7.5')],
  ])('does not fit %s', (_, text) => {
    const pattern = cut(FIRST)
    expect(pattern && matchPattern(pattern, text)).toBeUndefined()
  })

  it.each([
    ['a key that is there twice, where the last counts', '{"n":1,"n":2}', ['/n']],
    ['a hole that is no string and no count', '{"n":-1}', ['/n']],
    ['a hole that is not there', '{"n":1}', ['/m']],
    ['a hole that holds the word it is proved by', '{"n":"x","n":"\ue000hole 0\ue000"}', ['/n']],
  ])('is not made of %s', (_, text, pointers) => {
    expect(cut(text, pointers)).toBeUndefined()
  })

  it('finds its hole among members of the same name', () => {
    const text = '{"a":{"text":"text"},"b":[{"x":"\\"text\\":1"}],"text":"Hello"}'
    const pattern = cut(text, ['/a/text'])
    expect(pattern && matchPattern(pattern, text.replace('"text"}', '"other"}'))).toEqual(['other'])
    expect(cut(text, ['/text'])).toBeUndefined()
  })

  it('fits nothing that JSON.parse would read otherwise', () => {
    const pattern = cut(FIRST)
    if (!pattern) throw new Error('no pattern')
    const [before, middle, between, behind] = pattern.pieces as [string, string, string, string]
    const hole = fc.oneof(
      fc.constantFrom(...LITERALS),
      fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
      fc
        .string({ unit: fc.constantFrom('"', '\\', 'u', 'n', '0', '\n', 'é', '\ud800') })
        .map((text) => `"${text}"`),
    )
    const count = fc.oneof(fc.constantFrom(...NUMBERS), fc.nat().map(String))
    fc.assert(
      fc.property(
        hole,
        count,
        hole,
        fc.nat(300),
        fc.constantFrom('', ',', '}', '"', ' '),
        (text, n, pad, at, more) => {
          // The quotes around a string belong to the pieces.
          const whole = [
            before,
            n,
            middle.slice(0, -1),
            text,
            between.slice(1, -1),
            pad,
            behind.slice(1),
          ].join('')
          for (const one of [whole, whole.slice(0, at) + more + whole.slice(at)]) {
            const values = matchPattern(pattern, one)
            const parsed = parseJson(one)
            if (!values) continue
            const [found, number, padding] = values as [string, number, string]
            expect(parsed).toEqual({ value: frame({ text: found, n: number, pad: padding }) })
          }
        },
      ),
      { numRuns: 3000 },
    )
  })
})
