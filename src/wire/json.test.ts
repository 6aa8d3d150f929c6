import { describe, expect, it } from 'vitest'
import { atPointer, DEPTH_LIMIT, deepEqual, leafPointers, parseJson } from './json.ts'
import { jsonEntries } from './json-entries.ts'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('parseJson', () => {
  it.each([
    ['{"a":1}', true],
    ['{"a":', false],
    ['', false],
    [nested(DEPTH_LIMIT), true],
    [nested(DEPTH_LIMIT * 100), false],
  ])('%#: a value or a problem, never a throw', (text, isValue) => {
    expect('value' in parseJson(text)).toBe(isValue)
  })

  it('says that nesting is the problem', () => {
    expect(parseJson(nested(5_000))).toEqual({ problem: expect.stringContaining('levels deep') })
  })
})

describe('pointers', () => {
  const body = JSON.parse('{"a/b":{"~":[1,{"c":[]}]},"":null,"__proto__":{"x":2}}')

  it('name each leaf, and lead to it', () => {
    expect(leafPointers(body)).toEqual(['/a~1b/~0/0', '/a~1b/~0/1/c', '/', '/__proto__/x'])
    expect(leafPointers(body).map((pointer) => atPointer(body, pointer))).toEqual([1, [], null, 2])
  })

  it('lead nowhere but to own keys', () => {
    expect(atPointer({}, '/__proto__')).toBeUndefined()
    expect(atPointer({}, '/constructor/name')).toBeUndefined()
  })
})

describe('deepEqual', () => {
  it.each([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{}, [], false],
    [null, {}, false],
    [{ a: 1 }, { a: 1, b: 1 }, false],
  ])('%j and %j', (left, right, expected) => {
    expect(deepEqual(left, right)).toBe(expected)
  })
})

describe('jsonEntries', () => {
  it('gives lists of objects element by element, with bytes', () => {
    const text = '{"é":"x", "list":[{"a":1}, {"b":2}], "flat":[1,2]}'
    const bytes = new TextEncoder().encode(text)
    const shown = jsonEntries(text).map(
      ({ pointer, start, end }) => `${pointer} ${new TextDecoder().decode(bytes.slice(start, end))}`,
    )
    expect(shown).toEqual(['/é "x"', '/list/0 {"a":1}', '/list/1 {"b":2}', '/flat [1,2]'])
  })

  it('bears what is cut short', () => {
    expect(jsonEntries('{"a":[{"b":').map(({ pointer }) => pointer)).toEqual(['/a/0'])
    expect(jsonEntries('')).toEqual([])
  })
})
