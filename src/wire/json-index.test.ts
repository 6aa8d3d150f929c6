import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Json } from './json.ts'
import { atPointer, leafPointers } from './json.ts'
import { describeJsonProblem, locate, pointerAt } from './json-index.ts'
import { partialJson } from './json-problem.ts'

const at = (text: string, pointer: string): string | undefined => {
  const range = locate(text, pointer)
  return range && text.slice(range.start, range.end)
}

describe('locate', () => {
  const text = '{ "a": [1, {"b/c": "x\\"y"}], "a~": {}, "": null }'
  test.each([
    ['', text],
    ['/a', '[1, {"b/c": "x\\"y"}]'],
    ['/a/0', '1'],
    ['/a/1/b~1c', '"x\\"y"'],
    ['/a~0', '{}'],
    ['/', 'null'],
    ['/a/2', undefined],
    ['/b', undefined],
  ])('%j', (pointer, expected) => expect(at(text, pointer)).toBe(expected))

  it('takes the last of two equal keys, as JSON.parse does', () => {
    expect(at('{"a":{"x":1},"a":{"x":2}}', '/a/x')).toBe('2')
    expect(at('{"a":{"x":1},"a":{}}', '/a/x')).toBeUndefined()
  })

  it('reads what is there of a truncated text', () => {
    expect(at('{"a":[{"b":"hel', '/a/0/b')).toBe('"hel')
    expect(at('{"a":[{"b":"hel', '/a')).toBe('[{"b":"hel')
  })

  it('finds every leaf of any JSON, and comes back from its place', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, indent) => {
        const body = JSON.stringify(value, null, indent)
        const root = JSON.parse(body) as Json
        for (const pointer of leafPointers(root)) {
          expect(JSON.parse(at(body, pointer) ?? 'missing')).toEqual(atPointer(root, pointer))
          expect(pointerAt(body, locate(body, pointer)?.start ?? -1)).toBe(pointer)
        }
      }),
    )
  })

  it('is not afraid of depth', () => {
    const deep = '[{"a":'.repeat(100_000)
    expect(locate(deep, '/0/a/0')?.start).toBe(7)
    expect(pointerAt(deep, deep.length - 1)?.length).toBe(400_000)
    expect(describeJsonProblem(deep)?.isTruncated).toBe(true)
  })
})

describe('pointerAt', () => {
  const text = '{"a": [10, {"b": true}], "c": "d"}'
  test.each([
    ['{"a"', ''],
    ['"a"', '/a'],
    [': [', '/a'],
    [' [10', '/a'],
    ['[10', '/a'],
    ['10', '/a/0'],
    [', {', '/a'],
    ['"b"', '/a/1/b'],
    ['true', '/a/1/b'],
    ['}],', '/a/1'],
    ['], "c', '/a'],
    ['"d"', '/c'],
  ])('at %j', (needle, pointer) => expect(pointerAt(text, text.indexOf(needle))).toBe(pointer))

  it('points nowhere outside', () => {
    expect(pointerAt(text, text.length)).toBeUndefined()
    expect(pointerAt('', 0)).toBeUndefined()
  })
})

describe('describeJsonProblem', () => {
  test.each([
    ['{"messages":[{"content":"a"},\n{"content":"hel', 'inside the string at /messages/1/content, line 2'],
    ['{"a":1,\n"b":[1,2', 'the array opened at line 2 is never closed'],
    ['{"a":', 'the object opened at line 1 is never closed'],
    ['{"a":1,}', 'a comma too many'],
    ["{'a':1}", 'single quotes'],
    ['{"a":None}', "Python's None"],
    ['{"a":"x\ny"}', 'a bare line break'],
    ['{"a":1} x', 'more text follows'],
    ['{"a" 1}', 'Expected a colon'],
    ['{"a":1 "b":2}', 'Expected a comma or }'],
    ['', 'before a value came'],
    ['hello', 'Expected a value, found "hello"'],
    ['{"a":tru', 'is never closed'],
    ['{"a":"\\x"}', 'an escape that JSON has not'],
  ])('%j', (text, words) => expect(describeJsonProblem(text)?.sentence).toContain(words))

  it('has nothing to say of good JSON, and something of everything else', () => {
    expect(describeJsonProblem('{"a":[1,{}]}')).toBeUndefined()
    fc.assert(
      fc.property(fc.string(), (text) => {
        let good = true
        try {
          JSON.parse(text)
        } catch {
          good = false
        }
        expect(describeJsonProblem(text) === undefined).toBe(good)
      }),
    )
  })

  it('keeps what was read before', () => {
    expect(partialJson('{"a":[1,{"b":"x","c":"hal')).toEqual({ a: [1, { b: 'x' }] })
    expect(partialJson('{"a":1,"b')).toEqual({ a: 1 })
    expect(partialJson('{"a":1,}')).toEqual({ a: 1 })
    expect(partialJson('hello')).toBeUndefined()
  })
})
