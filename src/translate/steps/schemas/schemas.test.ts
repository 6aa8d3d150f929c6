import { describe, expect, it } from 'vitest'
import type { Json } from '../../../wire/json.ts'
import { fromOpenApi } from './from-openapi.ts'
import { toOpenApi } from './to-openapi.ts'
import { toAnnotated, toClosed, toObject, toPlain } from './to-vendor.ts'

const object = (properties: Json, more = {}): Json => ({ type: 'object', properties, ...more }) as Json

describe('Gemini’s own Schema, from JSON Schema', () => {
  it.each<[string, Json, Json]>([
    [
      'types in capitals',
      object({ a: { type: 'string' } }),
      { type: 'OBJECT', properties: { a: { type: 'STRING' } } },
    ],
    ['null among types', { type: ['string', 'null'] }, { nullable: true, type: 'STRING' }],
    ['several types', { type: ['string', 'integer'] }, { anyOf: [{ type: 'STRING' }, { type: 'INTEGER' }] }],
    ['const', { const: 'x' }, { type: 'STRING', enum: ['x'] }],
    [
      'numbers among values',
      { type: 'integer', enum: [1, 2] },
      { type: 'INTEGER', description: '(enum: [1,2])' },
    ],
    ['null among values', { enum: ['a', null] }, { type: 'STRING', nullable: true, enum: ['a'] }],
    [
      'oneOf',
      { oneOf: [{ type: 'string' }, { type: 'number' }] },
      { anyOf: [{ type: 'STRING' }, { type: 'NUMBER' }] },
    ],
    [
      'a choice with null',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      { type: 'STRING', nullable: true },
    ],
    [
      'a choice of a reference or null',
      { $defs: { A: object({ a: { type: 'string' } }) }, anyOf: [{ $ref: '#/$defs/A' }, { type: 'null' }] },
      { type: 'OBJECT', properties: { a: { type: 'STRING' } }, nullable: true },
    ],
    [
      'references',
      object(
        { a: { $ref: '#/$defs/A', description: 'an A' } },
        { $defs: { A: { type: 'string', description: 'A' } } },
      ),
      { type: 'OBJECT', properties: { a: { type: 'STRING', description: 'an A' } } },
    ],
    [
      'a reference to itself',
      { $ref: '#/$defs/N', $defs: { N: object({ next: { $ref: '#/$defs/N' } }) } },
      { type: 'OBJECT', properties: { next: { type: 'OBJECT', description: '($ref: "#/$defs/N")' } } },
    ],
    ['a reference that leads nowhere', { $ref: '#/nope' }, { description: '($ref: "#/nope")' }],
    [
      'allOf',
      {
        allOf: [
          object({ a: { type: 'string' } }, { required: ['a'] }),
          object({ b: {} }, { required: ['b'] }),
        ],
      },
      { type: 'OBJECT', properties: { b: {}, a: { type: 'STRING' } }, required: ['a', 'b'] },
    ],
    [
      'open bounds of whole numbers',
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'INTEGER', minimum: 1 },
    ],
    [
      'what it cannot say',
      { type: 'number', description: 'Price.', exclusiveMinimum: 0, multipleOf: 0.5 },
      { type: 'NUMBER', description: 'Price. (exclusiveMinimum: 0, multipleOf: 0.5)' },
    ],
    ['formats it knows', { type: 'string', format: 'date-time' }, { type: 'STRING', format: 'date-time' }],
    [
      'formats it does not',
      { type: 'string', format: 'uri' },
      { type: 'STRING', description: '(format: "uri")' },
    ],
    [
      'words about the document',
      { $schema: 'x', $id: 'y', type: 'object', additionalProperties: false },
      { type: 'OBJECT' },
    ],
    [
      'properties named as keywords',
      object({ type: { type: 'string' }, $ref: { const: 'a' } }),
      { type: 'OBJECT', properties: { type: { type: 'STRING' }, $ref: { type: 'STRING', enum: ['a'] } } },
    ],
  ])('%s', (_, schema, expected) => {
    expect(toOpenApi(schema)).toEqual(expected)
  })

  it('ends where references fan out', () => {
    const $defs: Record<string, Json> = { D0: { type: 'string' } }
    for (let i = 1; i < 40; i++)
      $defs[`D${i}`] = object({ a: { $ref: `#/$defs/D${i - 1}` }, b: { $ref: `#/$defs/D${i - 1}` } })
    expect(JSON.stringify(toOpenApi({ $ref: '#/$defs/D39', $defs })).length).toBeLessThan(1_000_000)
  })
})

describe('JSON Schema, from Gemini’s own', () => {
  it.each<[Json, Json]>([
    [
      { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true } } },
      { type: 'object', properties: { a: { type: ['string', 'null'] } } },
    ],
    [
      { type: 'STRING', format: 'enum', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      { type: 'ARRAY', items: { type: 'NUMBER' }, minItems: '1' },
      { type: 'array', items: { type: 'number' }, minItems: 1 },
    ],
    [{ anyOf: [{ type: 'STRING' }], nullable: true }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    [
      { type: 'INTEGER', example: 3 },
      { type: 'integer', examples: [3] },
    ],
    [{ type: 'TYPE_UNSPECIFIED', nullable: false }, {}],
    [
      { type: 'OBJECT', properties: { a: {}, b: {} }, propertyOrdering: ['b', 'a'] },
      { type: 'object', properties: { b: {}, a: {} } },
    ],
    [object({ nullable: { type: 'boolean' } }), object({ nullable: { type: 'boolean' } })],
  ])('%j', (schema, expected) => {
    expect(JSON.stringify(fromOpenApi(schema))).toBe(JSON.stringify(expected))
  })
})

describe('what other targets take', () => {
  it.each<[string, (schema: Json) => Json | undefined, Json, Json | undefined]>([
    ['Gemini: const', toAnnotated, { const: 'a' }, { enum: ['a'] }],
    [
      'Gemini: a described reference',
      toAnnotated,
      { $ref: '#/$defs/A', description: 'd' },
      { description: 'd', anyOf: [{ $ref: '#/$defs/A' }] },
    ],
    [
      'Gemini: definitions',
      toAnnotated,
      { definitions: { A: {} }, $ref: '#/definitions/A' },
      { $defs: { A: {} }, $ref: '#/$defs/A' },
    ],
    ['Gemini: all else', toAnnotated, { type: 'string', pattern: 'a' }, { type: 'string', pattern: 'a' }],
    [
      'Anthropic, strict: bounds',
      toPlain,
      { type: 'integer', minimum: 1 },
      { type: 'integer', description: '(minimum: 1)' },
    ],
    [
      'Anthropic, strict: objects',
      toPlain,
      object({ a: {} }),
      object({ a: {} }, { additionalProperties: false }),
    ],
    ['Anthropic, strict: oneOf', toPlain, { oneOf: [{ type: 'null' }] }, { anyOf: [{ type: 'null' }] }],
    ['Anthropic: arguments are an object', toObject, {}, { type: 'object' }],
    [
      'OpenAI, strict: objects',
      toClosed,
      object({ a: {} }, { required: ['a'] }),
      object({ a: {} }, { required: ['a'], additionalProperties: false }),
    ],
    ['OpenAI, strict: what may be left out', toClosed, object({ a: {} }), undefined],
    ['OpenAI, strict: what may be added', toClosed, object({}, { additionalProperties: true }), undefined],
    ['OpenAI, strict: allOf', toClosed, object({ a: { allOf: [{}] } }, { required: ['a'] }), undefined],
  ])('%s', (_, reshape, schema, expected) => {
    expect(reshape(schema)).toEqual(expected)
  })
})
