import fc from 'fast-check'
import { expect, it } from 'vitest'
import { leafPointers } from './json.ts'
import { locate } from './json-index.ts'
import { nearestRanges } from './json-nearest.ts'

/** One by one, from the pointer up. */
function nearest(text: string, pointer: string) {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = locate(text, at)
    if (found || at === '') return found
  }
}

const EXTRA = ['', '/0', '/a', '/a/x', '/a/1/b~1c', '/missing/deep', '/']

const sameAsOneByOne = (text: string, pointers: readonly string[]): void => {
  const all = nearestRanges(text, pointers)
  for (const pointer of pointers) expect(all.get(pointer)).toEqual(nearest(text, pointer))
}

it.each([
  '{ "a": [1, {"b/c": "x\\"y"}], "a~": {}, "": null }',
  '{"a":{"x":1},"a":{}}',
  '{"a":{"x":1},"a":{"x":[2]},"a":3}',
  '{"a":[{"b":"hel',
  '{"a":[1,,2],}}{"a":4}',
  '{"a" "b":1}',
  '7 8',
  '',
])('finds in %j what is found one by one', (text) => sameAsOneByOne(text, EXTRA))

it('finds in any text, whole or cut, what is found one by one', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(200), (value, cut) => {
      const body = JSON.stringify(value)
      const pointers = [...leafPointers(JSON.parse(body)), ...EXTRA]
      sameAsOneByOne(body, pointers)
      sameAsOneByOne(body.slice(0, cut), pointers)
    }),
  )
})
