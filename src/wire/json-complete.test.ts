import { expect, it } from 'vitest'
import { completeJson } from './json-complete.ts'

it.each([
  ['{"a":1}', '', { a: 1 }],
  ['{', '}', {}],
  ['{"a', '":null}', { a: null }],
  ['{"a"', ':null}', { a: null }],
  ['{"a":', 'null}', { a: null }],
  ['{"a":"hel', '"}', { a: 'hel' }],
  ['{"a":[1,{"b":tr', 'ue}]}', { a: [1, { b: true }] }],
  ['{"a":1,', '"":null}', { a: 1, '': null }],
  ['{"a":"}]', '"}', { a: '}]' }],
  ['{"a":-', '0}', { a: -0 }],
])('%s lacks %s', (text, missing, value) => {
  expect(completeJson(text)).toEqual({ missing, value })
})

it.each(['}', '{"a" 1', 'so'])('“%s” is beyond completion', (text) => {
  expect(completeJson(text)).toBeUndefined()
})

it('gives each beginning of a text an end', () => {
  const text = '{"city":"S\\u00e3o \\"P\\"","n":[1.5,true,null,{"de\\tep":{"er":[]}}],"e":1e3}'
  const beginnings = Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1))
  expect(beginnings.filter((part) => !completeJson(part))).toEqual([])
})
