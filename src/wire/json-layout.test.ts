import { expect, it } from 'vitest'
import { layOutJson } from './json-layout.ts'

it('lays JSON out over lines, and leaves each value as it is written', () => {
  expect(layOutJson('{"a":[1.0,{"b":1e400}],"a":[],"c":{},"d\\u0041":"x, {y}"}')).toBe(`{
  "a": [
    1.0,
    {
      "b": 1e400
    }
  ],
  "a": [],
  "c": {},
  "d\\u0041": "x, {y}"
}
`)
})

it.each(['1', '[]', '{"a":null}', '[[[]],{"b":[{}]}]'])('says the same as %s', (text) => {
  expect(JSON.parse(layOutJson(text) ?? '')).toEqual(JSON.parse(text))
})

it('has nothing for what is no JSON', () => {
  expect(layOutJson('{"a":')).toBeUndefined()
})
