import type { Json, JsonObject } from '../../../wire/json.ts'
import { atPointer, isObject } from '../../../wire/json.ts'
import { withNotes, without } from './places.ts'

/** Where we are in a schema that is being written out. */
export interface Walk {
  readonly root: Json
  /** References that are being written out around this place. */
  readonly open: readonly string[]
  /** Schemas that may still be written. */
  readonly budget: { left: number }
}

export interface Flat {
  readonly schema: JsonObject
  readonly open: readonly string[]
}

/** The schema with its reference written out and its `allOf` made one, here; what stands inside is left for its turn. */
export function flatten(schema: JsonObject, walk: Walk): Flat {
  const { $ref } = schema
  if (typeof $ref === 'string') return inline($ref, without(schema, '$ref'), walk)
  if (!Array.isArray(schema.allOf)) return { schema, open: walk.open }
  const all = schema.allOf.filter((one) => isObject(one)).map((one) => flatten(one as JsonObject, walk))
  return {
    schema: all.reduce((whole, { schema: part }) => merge(whole, part), without(schema, 'allOf')),
    open: [...new Set(all.flatMap(({ open }) => open).concat(walk.open))],
  }
}

/** A schema that holds itself has no end: inside itself it is any object, and says which. */
function inline($ref: string, siblings: JsonObject, walk: Walk): Flat {
  const found = $ref.startsWith('#') ? atPointer(walk.root, $ref.slice(1)) : undefined
  const isBudgeted = walk.budget.left-- > 0
  if (!isObject(found) || walk.open.includes($ref) || !isBudgeted)
    return {
      schema: withNotes(isObject(found) ? { ...siblings, type: 'object' } : siblings, [['$ref', $ref]]),
      open: walk.open,
    }
  return flatten({ ...found, ...siblings } as JsonObject, { ...walk, open: [...walk.open, $ref] })
}

/** Both must hold: properties and demands add up, of any other keyword the first stands. */
function merge(left: JsonObject, right: JsonObject): JsonObject {
  const lists = new Set([...listOf(left.required), ...listOf(right.required)])
  const properties = [left.properties, right.properties].filter((one) => isObject(one))
  return {
    ...right,
    ...left,
    ...(properties.length === 2 ? { properties: { ...properties[1], ...properties[0] } } : {}),
    ...(lists.size > 0 ? { required: [...lists] } : {}),
  } as JsonObject
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : [])
