import type { Json, JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import { fromEntries, mapSchemas, typesOf, without } from './places.ts'

/** Counts that Gemini's own client writes as strings (int64 in ProtoJSON). */
const COUNTS: readonly string[] = [
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minProperties',
  'maxProperties',
]

/** Gemini's Schema (`type: OBJECT`, `nullable`, counts as strings) as JSON Schema. anthropic-gemini.md §G.1 */
export const fromOpenApi = (schema: Json): Json =>
  mapSchemas(schema, (one) =>
    [lowerType, numberCounts, plainEnum, openNullable, orderProperties, listExample].reduce(
      (changed, change) => change(changed),
      one,
    ),
  )

function lowerType(schema: JsonObject): JsonObject {
  if (schema.type === 'TYPE_UNSPECIFIED') return without(schema, 'type')
  return typeof schema.type === 'string' && schema.type !== schema.type.toLowerCase()
    ? { ...schema, type: schema.type.toLowerCase() }
    : schema
}

function numberCounts(schema: JsonObject): JsonObject {
  const counts = COUNTS.filter(
    (key) => typeof schema[key] === 'string' && /^\d+$/.test(schema[key] as string),
  )
  return counts.length === 0
    ? schema
    : { ...schema, ...Object.fromEntries(counts.map((key) => [key, Number(schema[key])])) }
}

/** `format: enum` says what `enum` says already. */
const plainEnum = (schema: JsonObject): JsonObject =>
  schema.format === 'enum' ? without(schema, 'format') : schema

function openNullable(schema: JsonObject): JsonObject {
  if (typeof schema.nullable !== 'boolean') return schema
  const rest = without(schema, 'nullable')
  if (!schema.nullable) return rest
  const values = Array.isArray(rest.enum) && !rest.enum.includes(null) ? { enum: [...rest.enum, null] } : {}
  const types = typesOf(rest)
  if (types.length > 0) return { ...rest, ...values, type: [...types.filter((t) => t !== 'null'), 'null'] }
  if (Array.isArray(rest.anyOf)) return { ...rest, ...values, anyOf: [...rest.anyOf, { type: 'null' }] }
  return { ...rest, ...values }
}

/** JSON Schema has no word for the order of properties; models follow the order in which they stand. */
function orderProperties(schema: JsonObject): JsonObject {
  const { propertyOrdering: order, properties } = schema
  if (!Array.isArray(order)) return schema
  const rest = without(schema, 'propertyOrdering')
  if (!isObject(properties)) return rest
  const placeOf = (key: string): number => {
    const place = order.indexOf(key)
    return place < 0 ? order.length : place
  }
  const sorted = Object.entries(properties).toSorted(([left], [right]) => placeOf(left) - placeOf(right))
  return { ...rest, properties: fromEntries(sorted as [string, Json][]) }
}

const listExample = (schema: JsonObject): JsonObject =>
  schema.example === undefined || schema.examples !== undefined
    ? schema
    : { ...without(schema, 'example'), examples: [schema.example as Json] }
