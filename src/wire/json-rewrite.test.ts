import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from './json.ts'
import { rewriteJson } from './json-rewrite.ts'
import { applyEdits } from './text-edit.ts'

const rewritten = (text: string, target: Json): string => applyEdits(text, rewriteJson(text, target) ?? [])

it.each<[string, string, Json, string]>([
  ['a value', '{ "a" : 1, "b":[1 ,2] }', { a: 2, b: [1, 2] }, '{ "a" : 2, "b":[1 ,2] }'],
  ['a member that goes', '{"a":1, "b":2, "c":3}', { a: 1, c: 3 }, '{"a":1, "c":3}'],
  ['the first that goes', '{"a":1, "b":2}', { b: 2 }, '{"b":2}'],
  ['a new member, in its place', '{"a":1, "c":3}', { a: 1, b: 2, c: 3 }, '{"a":1, "b":2, "c":3}'],
  ['a new first member', '{"b": 2}', { a: 1, b: 2 }, '{"a": 1,"b": 2}'],
  ['all others', '{"a":1}', { b: 2 }, '{"b":2}'],
  [
    'what moves',
    '[{"a": 1}, {"b": 2}, {"c": 3}]',
    [{ a: 1 }, { c: 3 }, { b: 2 }],
    '[{"a": 1}, {"c": 3}, {"b": 2}]',
  ],
  ['what stands between', '[1, 2]', [1, 3, 2], '[1, 3, 2]'],
  ['what is emptied', '{"a":[1]}', { a: [] }, '{"a":[]}'],
  [
    'lines',
    '{\n  "a": [\n    1\n  ]\n}',
    { a: [1, { b: 2 }] },
    '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ]\n}',
  ],
])('rewrites %s', (_, text, target, after) => {
  expect(rewritten(text, target)).toBe(after)
})

it('has nothing for what is no JSON', () => {
  expect(rewriteJson('{', {})).toBeUndefined()
})

it('makes any JSON say any other', () => {
  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(json, json, fc.constantFrom(undefined, 2), (from, to, indent) => {
      expect(JSON.parse(rewritten(JSON.stringify(from, null, indent), to))).toEqual(
        JSON.parse(JSON.stringify(to)),
      )
    }),
  )
})
