import type { Json, JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import { fromEntries, mapSchemas, modernDefinitions, typesOf, withNotes, without } from './places.ts'

/** JSON Schema of which Gemini honours a part: what has another word there is said by it, all else is carried. §G.1 */
export const toAnnotated = (schema: Json): Json =>
  mapSchemas(schema, (one) =>
    [modernDefinitions, onlyOfAll, constAsEnum, referenceAlone('anyOf')].reduce(
      (changed, change) => change(changed),
      one,
    ),
  )

/** What the schema of a strict answer may say at Anthropic; the rest goes into descriptions. §A.4 */
export const toPlain = (schema: Json): Json =>
  mapSchemas(schema, (one) =>
    [modernDefinitions, anyOfOne, referenceAlone('allOf'), closeObject, keepPlain].reduce(
      (changed, change) => change(changed),
      one,
    ),
  )

/** Arguments are an object: a schema that does not say so is told to. */
export const toObject = (schema: Json): Json =>
  isObject(schema) && schema.type === undefined ? { type: 'object', ...schema } : schema

/** An `allOf` of one is the one. */
const onlyOfAll = (schema: JsonObject): JsonObject =>
  Array.isArray(schema.allOf) && schema.allOf.length === 1 && schema.anyOf === undefined
    ? { ...without(schema, 'allOf'), anyOf: schema.allOf }
    : schema

const constAsEnum = (schema: JsonObject): JsonObject =>
  (typeof schema.const === 'string' || typeof schema.const === 'number') && schema.enum === undefined
    ? { ...without(schema, 'const'), enum: [schema.const] }
    : schema

const anyOfOne = (schema: JsonObject): JsonObject =>
  Array.isArray(schema.oneOf) && schema.anyOf === undefined
    ? { ...without(schema, 'oneOf'), anyOf: schema.oneOf }
    : schema

/** A reference stands alone, and what stood beside it goes around it. */
const referenceAlone =
  (around: 'anyOf' | 'allOf') =>
  (schema: JsonObject): JsonObject =>
    typeof schema.$ref === 'string' &&
    schema[around] === undefined &&
    Object.keys(schema).some((key) => !key.startsWith('$'))
      ? { ...without(schema, '$ref'), [around]: [{ $ref: schema.$ref }] }
      : schema

const PLAIN: ReadonlySet<string> = new Set(
  '$defs $ref enum const type anyOf allOf title description properties required additionalProperties items'.split(
    ' ',
  ),
)
const PLAIN_FORMATS: ReadonlySet<string> = new Set(
  'date-time time date duration email hostname uri ipv4 ipv6 uuid'.split(' '),
)
const SILENT: ReadonlySet<string> = new Set(['$schema', '$id', '$anchor', '$comment'])

const isObjectSchema = (schema: JsonObject): boolean =>
  typesOf(schema).includes('object') || isObject(schema.properties)

/** Objects take no other properties; that they did is noted. */
function closeObject(schema: JsonObject): JsonObject {
  const { additionalProperties: others } = schema
  if (others === false || (!isObjectSchema(schema) && others === undefined)) return schema
  const closed = { ...without(schema, 'additionalProperties'), additionalProperties: false }
  return withNotes(closed, others === undefined ? [] : [['additionalProperties', others]])
}

function keepPlain(schema: JsonObject): JsonObject {
  const kept: [string, Json][] = []
  const notes: [string, Json][] = []
  for (const [key, value] of Object.entries(schema) as [string, Json][]) {
    const isKept =
      PLAIN.has(key) ||
      (key === 'minItems' && (value === 0 || value === 1)) ||
      (key === 'format' && PLAIN_FORMATS.has(String(value)))
    if (isKept) kept.push([key, value])
    else if (!SILENT.has(key)) notes.push([key, value])
  }
  return withNotes(fromEntries(kept), notes)
}

/** Keywords that OpenAI's strict form refuses. openai.md §3.4: what does not qualify is not strict. */
const NOT_CLOSED: readonly string[] = (
  'allOf oneOf not if then else patternProperties dependentRequired dependentSchemas propertyNames contains ' +
  'minProperties maxProperties unevaluatedProperties unevaluatedItems prefixItems nullable'
).split(' ')

/** The schema in OpenAI's strict form; undefined where it would have to mean something else. */
export function toClosed(schema: Json): Json | undefined {
  let isClosed = isObject(schema) && schema.type === 'object' && schema.anyOf === undefined
  const shaped = mapSchemas(schema, (one) => {
    const required = Array.isArray(one.required) ? one.required : []
    const names = isObject(one.properties) ? Object.keys(one.properties) : []
    const others = one.additionalProperties
    if (
      NOT_CLOSED.some((key) => key in one) ||
      names.some((name) => !required.includes(name)) ||
      (others !== undefined && others !== false)
    )
      isClosed = false
    return isObjectSchema(one) && others === undefined ? { ...one, additionalProperties: false } : one
  })
  return isClosed ? shaped : undefined
}
