import { expect, it } from 'vitest'
import type { Json } from './json.ts'
import { jsonText, numbersAgain, numbersAsWritten, numbersBelow } from './json-numbers.ts'

it('knows numbers as they are written, where that is not how they would be', () => {
  const text = '{"a":1.0,"b":[1,1e3,0.50],"c":12345678901234567890,"d":0.5,"e":"1.0","f":1.0,"f":2}'
  expect(numbersAsWritten(text)).toEqual({
    '/a': '1.0',
    '/b/1': '1e3',
    '/b/2': '0.50',
    '/c': '12345678901234567890',
  })
})

it.each([
  ['1.0', true],
  ['-0', true],
  ['-0.0', true],
  ['0.10', true],
  ['1E5', true],
  ['1e400', true],
  ['0.0000001', true],
  ['9223372036854775807', true],
  ['0.12345678901234567', true],
  ['-0.5', false],
  ['100', false],
  ['1e-7', false],
  ['1e+21', false],
  ['0.1234567890123456', false],
  ['123456789012345', false],
])('%s is spelled otherwise: %s', (raw, isOwn) => {
  for (const text of [raw, `[${raw}]`, `{"a": ${raw} }`, `[1,\n${raw}]`])
    expect(numbersAsWritten(text) !== undefined, text).toBe(isOwn)
})

it('takes no word of a text for a number', () => {
  expect(numbersAsWritten('{"a":"at 1.0, or: 3e5 [1.50]"}')).toBeUndefined()
})

it('writes a value with its numbers as they were, if they are the same', () => {
  const text = '{"a":1.0,"b":[1e400,{"c/d":-0}]}'
  expect(jsonText(JSON.parse(text) as Json, numbersAsWritten(text))).toBe(text)
  expect(jsonText({ a: 2 }, { '/a': '1.0' })).toBe('{"a":2}')
})

it('knows them below a place', () => {
  expect(numbersBelow({ '/a/b': '1.0', '/ab': '2.0' }, '/a', { b: 1 })).toEqual({ '/b': '1.0' })
  expect(numbersBelow({ '/a': '1.0' }, '/b', 1)).toBeUndefined()
})

it('finds them again in what was made of a value', () => {
  const source = { value: { a: 1, b: [2, 3] }, numbers: { '/a': '1.0', '/b/0': '2e0' } }
  expect(numbersAgain({ x: [1], b: [2, 3] }, [source])).toEqual({ '/x/0': '1.0', '/b/0': '2e0' })
  const twice = { value: [1, 1], numbers: { '/0': '1.0' } }
  expect(numbersAgain([1, 1], [twice])).toEqual({ '/0': '1.0' })
  expect(numbersAgain({ x: 1 }, [twice])).toBeUndefined()
})
