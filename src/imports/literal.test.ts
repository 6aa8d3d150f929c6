import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pythonRepr } from '../translate/python-repr.ts'
import type { Json } from '../wire/json.ts'
import { readLiteral } from './literal.ts'

it.each<[string, Json]>([
  [`{'a': True, 'b': None, "c": [1, 2.5, -3,], }`, { a: true, b: null, c: [1, 2.5, -3] }],
  [`{'text': "What's the weather?", 'n': 'it\\'s'}`, { text: "What's the weather?", n: "it's" }],
  [`{ model: 'm', nested: { 'a-b': \`x\` }, // why\n }`, { model: 'm', nested: { 'a-b': 'x' } }],
  [`("one "\n  "two")`, 'one two'],
  [`(1, 2)`, [1, 2]],
  [`"""a\nb"""`, 'a\nb'],
  [`'\\u00e9\\x41\\n'`, 'éA\n'],
  [`Message(role='user', parts=[Part(text='hi')])`, { role: 'user', parts: [{ text: 'hi' }] }],
  [`{'content': prompt, 'n': 1_000}`, { content: '‹prompt›', n: 1000 }],
  [`{'a': "x" + y, 'b': f(1, 2)}`, { a: '‹"x" + y›', b: '‹f(1, 2)›' }],
  [`{ model, ...rest, a: 1 }`, { model: '‹model›', a: 1 }],
])('%s', (text, json) => {
  expect(readLiteral(text, 0)?.json).toEqual(json)
})

it('reads back whatever Python prints', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as Json
      expect(readLiteral(pythonRepr(plain), 0)?.json).toEqual(plain)
    }),
    { numRuns: 300 },
  )
})

it('never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`{}[]()'",:=\\ \nab1.`) }), (text) => {
      readLiteral(text, 0)
    }),
  )
})
