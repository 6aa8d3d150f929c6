import { expect, it } from 'vitest'
import type { Json } from './json.ts'
import { dropAt, insertAt, mapJson, putAt } from './json-change.ts'

const ROOT: Json = { a: [1, { 'b/c': 2 }], d: {} }

it.each<[string, Json, Json]>([
  ['puts', putAt(ROOT, '/a/1/b~1c', 3), { a: [1, { 'b/c': 3 }], d: {} }],
  ['adds', putAt(ROOT, '/d/e', 3), { a: [1, { 'b/c': 2 }], d: { e: 3 } }],
  ['puts all', putAt(ROOT, '', 3), 3],
  ['puts nothing nowhere', putAt(ROOT, '/x/y', 3), ROOT],
  ['drops a key', dropAt(ROOT, '/a/1/b~1c'), { a: [1, {}], d: {} }],
  ['drops an element', dropAt(ROOT, '/a/0'), { a: [{ 'b/c': 2 }], d: {} }],
  ['inserts', insertAt(ROOT, '/a/1', 8, 9), { a: [1, 8, 9, { 'b/c': 2 }], d: {} }],
  ['inserts at the end', insertAt(ROOT, '/a/2', 8), { a: [1, { 'b/c': 2 }, 8], d: {} }],
  [
    'maps',
    mapJson(ROOT, (one) => (typeof one === 'number' ? one + 1 : one)),
    { a: [2, { 'b/c': 3 }], d: {} },
  ],
])('%s', (_, result, expected) => {
  expect(result).toEqual(expected)
})
