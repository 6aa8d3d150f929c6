import type { Json, JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import type { Walk } from './flatten.ts'
import { flatten } from './flatten.ts'
import { fromEntries, mapFields, typesOf, withNotes, without } from './places.ts'

/** What Gemini's Schema knows; anything else is an "Unknown name". anthropic-gemini.md §G.1 */
const KNOWN: ReadonlySet<string> = new Set(
  (
    'type format title description nullable default enum items minItems maxItems properties propertyOrdering required ' +
    'minProperties maxProperties minLength maxLength pattern minimum maximum anyOf example'
  ).split(' '),
)

/** Formats that the subset takes, by type. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  string: ['date-time', 'enum'],
  number: ['float', 'double'],
  integer: ['int32', 'int64'],
}

/** Keywords that say nothing to a model: about the document, or what goes without saying. */
const SILENT: ReadonlySet<string> = new Set(['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions'])

/** Schemas written out in all: references that fan out would else grow without end. */
const MOST = 5_000

/** JSON Schema as Gemini's Schema, for models that know no other. What it cannot say goes into descriptions. */
export const toOpenApi = (schema: Json): Json =>
  reshape(schema, { root: schema, open: [], budget: { left: MOST } })

function reshape(schema: Json, walk: Walk): JsonObject {
  if (!isObject(schema)) return {}
  if (walk.budget.left-- <= 0) return { type: 'OBJECT' }
  const flat = flatten(schema, walk)
  const inside = { ...walk, open: flat.open }
  const joined = joinChoices(flat.schema)
  // A choice of one is that one: it may be a reference, or a choice again.
  if (joined !== flat.schema && joined.anyOf === undefined) return reshape(joined, inside)
  const shaped = [exactValues, splitTypes, wholeBounds, namedType, oneExample].reduce(
    (changed, change) => change(changed),
    joined,
  )
  return finish(shaped, inside)
}

/** `oneOf` is read as `anyOf`; a choice of null beside others is `nullable`. */
function joinChoices(schema: JsonObject): JsonObject {
  const choices = schema.anyOf ?? schema.oneOf
  if (!Array.isArray(choices)) return schema
  const rest = without(schema, 'anyOf', ...(schema.anyOf === undefined ? ['oneOf'] : []))
  const others = choices.filter((one) => !(isObject(one) && one.type === 'null')) as Json[]
  const nullable = others.length < choices.length ? { nullable: true } : {}
  const [only] = others
  if (others.length === choices.length && schema.anyOf !== undefined && others.length !== 1) return schema
  if (others.length === 0) return { ...rest, ...nullable }
  return others.length === 1 && isObject(only)
    ? { ...only, ...rest, ...nullable }
    : { ...rest, anyOf: others, ...nullable }
}

/** `const` is an `enum` of one. An enum holds strings only: other values go into the description. */
function exactValues(schema: JsonObject): JsonObject {
  const values = 'const' in schema ? [schema.const as Json] : schema.enum
  if (!Array.isArray(values)) return schema
  const rest = without(schema, 'const', 'enum')
  const said = values.filter((value) => value !== null) as Json[]
  const nullable = said.length < values.length ? { nullable: true } : {}
  if (said.length > 0 && said.every((value) => typeof value === 'string'))
    return { type: 'string', ...rest, ...nullable, enum: said }
  return withNotes({ ...rest, ...nullable }, said.length > 0 ? [['enum', said]] : [])
}

/** One type a schema: null among several is `nullable`, the others become a choice. */
function splitTypes(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.type)) return schema
  const types = typesOf(schema)
  const others = types.filter((type) => type !== 'null')
  const nullable = others.length > 0 && others.length < types.length ? { nullable: true } : {}
  const rest = without(schema, 'type')
  if (others.length < 2) return { ...rest, ...nullable, type: others[0] ?? 'null' }
  if (rest.anyOf !== undefined) return { ...rest, ...nullable }
  return { ...rest, ...nullable, anyOf: others.map((type) => ({ type })) }
}

/** A type is wanted, where JSON Schema can do without. */
const namedType = (schema: JsonObject): JsonObject => {
  if (schema.type !== undefined || schema.anyOf !== undefined) return schema
  if (isObject(schema.properties)) return { type: 'object', ...schema }
  return schema.items === undefined ? schema : { type: 'array', ...schema }
}

/** Whole numbers have a next one, so that an open bound can be said by a closed one. */
function wholeBounds(schema: JsonObject): JsonObject {
  if (schema.type !== 'integer') return schema
  const { exclusiveMinimum: above, exclusiveMaximum: below } = schema
  const least = typeof above === 'number' && Number.isInteger(above) ? { minimum: above + 1 } : {}
  const most = typeof below === 'number' && Number.isInteger(below) ? { maximum: below - 1 } : {}
  const said = [
    ...('minimum' in least ? ['exclusiveMinimum'] : []),
    ...('maximum' in most ? ['exclusiveMaximum'] : []),
  ]
  return said.length === 0 ? schema : { ...without(schema, ...said), ...least, ...most }
}

const oneExample = (schema: JsonObject): JsonObject =>
  Array.isArray(schema.examples) && schema.examples.length === 1
    ? { ...without(schema, 'examples'), example: schema.examples[0] as Json }
    : schema

/** The schemas inside, and what is left that the subset does not know. */
function finish(schema: JsonObject, walk: Walk): JsonObject {
  const notes: [string, Json][] = []
  const entries: [string, Json][] = []
  for (const [key, value] of Object.entries(schema) as [string, Json][]) {
    const isFormat = key === 'format' && !FORMATS[String(schema.type)]?.includes(String(value))
    // A closed object is what Gemini gives anyway: it knows no properties but those named.
    const isSilent = SILENT.has(key) || (key === 'additionalProperties' && typeof value === 'boolean')
    if (KNOWN.has(key) && !isFormat) entries.push([key, inner(key, value, walk)])
    else if (!isSilent) notes.push([key, value])
  }
  return withNotes(fromEntries(entries), notes)
}

function inner(key: string, value: Json, walk: Walk): Json {
  if (key === 'type' && typeof value === 'string') return value.toUpperCase()
  if (key === 'items') return reshape(Array.isArray(value) ? (value[0] as Json) : value, walk)
  if (key === 'anyOf' && Array.isArray(value)) return value.map((one) => reshape(one as Json, walk))
  if (key === 'properties' && isObject(value)) return mapFields(value, (_, one) => reshape(one, walk))
  return value
}
