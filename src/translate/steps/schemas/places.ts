import type { Json, JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'

/** Keywords that hold one schema, a list of schemas, or schemas by name. Anything else is no place for a schema. */
const ONE: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const LISTS: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems'])
const MAPS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
])

/** Deeper than any schema that a model could follow: what lies below is left as it is. */
const DEEPEST = 64

/** The schema with each schema in it changed, those inside first. */
export function mapSchemas(schema: Json, change: (schema: JsonObject) => JsonObject, depth = 0): Json {
  if (!isObject(schema) || depth > DEEPEST) return schema
  const below = (inner: Json): Json => mapSchemas(inner, change, depth + 1)
  return change(mapFields(schema, (key, value) => mapPlace(key, value, below)))
}

/** What stands under a keyword, with the schemas in it changed. */
function mapPlace(key: string, value: Json, below: (schema: Json) => Json): Json {
  if (ONE.has(key)) return isObject(value) ? below(value) : value
  if (LISTS.has(key) && Array.isArray(value)) return value.map((inner) => below(inner as Json))
  if (MAPS.has(key) && isObject(value)) return mapFields(value, (_, inner) => below(inner))
  return value
}

/** Own fields only, also one named `__proto__`. */
export function mapFields(object: JsonObject, change: (key: string, value: Json) => Json): JsonObject {
  return fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value as Json)]))
}

/** As Object.fromEntries, which defines and does not assign. */
export const fromEntries = (entries: readonly (readonly [string, Json])[]): JsonObject =>
  Object.fromEntries(entries) as JsonObject

/** The object without some of its keys. */
export const without = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)) as [string, Json][])

/** What a schema can no longer say goes into its description, where a model still reads it. */
export function withNotes(schema: JsonObject, notes: readonly (readonly [string, Json])[]): JsonObject {
  if (notes.length === 0) return schema
  const note = `(${notes.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')})`
  const { description } = schema
  const isSaid = typeof description === 'string' && description !== ''
  return { ...schema, description: isSaid ? `${description} ${note}` : note }
}

/** Types of a schema; none where it says none. */
export const typesOf = ({ type }: JsonObject): string[] =>
  (Array.isArray(type) ? type : [type]).filter((one): one is string => typeof one === 'string')

/** `$defs` is what `definitions` is called since 2019. */
export function modernDefinitions(schema: JsonObject): JsonObject {
  const { $ref, $defs, definitions } = schema
  const named =
    typeof $ref === 'string' && $ref.startsWith('#/definitions/')
      ? { ...schema, $ref: $ref.replace('#/definitions/', '#/$defs/') }
      : schema
  if (!isObject(definitions)) return named
  return { ...without(named, 'definitions'), $defs: { ...definitions, ...(isObject($defs) ? $defs : {}) } }
}
